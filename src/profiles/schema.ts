import * as z from 'zod'
import { bytes, country, day, language, line, list, oneOf, webAddress } from '../fields.ts'
import { degrees, kinds, levels, sides, workGroups } from '../opportunities/schema.ts'
import { professionById, skillById } from '../taxonomy/terms.ts'

export const skillLevels = ['learning', 'practised', 'expert'] as const
export const hourPeriods = ['week', 'month'] as const
export type SkillLevel = (typeof skillLevels)[number]

const text = (max: number) => bytes(max).pipe(z.string().trim().min(1, 'Give text, or leave it out'))
const some = <T extends z.ZodType>(item: T, most: number) => list(item, most).default(() => [])
const maybe = <T extends z.ZodType>(item: T) => item.nullable().default(null)
const flag = () => z.boolean('Say true or false').nullable().default(null)

export const skillId = z
  .string('Give a skill by its id')
  .refine((id) => skillById.has(id), 'This skill is not in the list')
export const professionId = z
  .string('Give a profession by its id')
  .refine((id) => professionById.has(id), 'This profession is not in the list')
export const hours = z
  .number('Give the hours as a number')
  .positive('Hours must be more than 0')
  .max(744, 'At most 744 hours')
export const month = z
  .int('Give months by number, 1 to 12')
  .min(1, 'Months go from 1 to 12')
  .max(12, 'Months go from 1 to 12')
export const audience = text(60)

/** When and how much a person can give; `hours` is the most, and every month will do where none is named. */
const Availability = z
  .strictObject({
    hours: maybe(hours),
    per: z.enum(hourPeriods, 'Hours are per week or per month').default('week'),
    months: some(month, 12),
    from: maybe(day),
  })
  .refine((given) => given.per === 'month' || (given.hours ?? 0) <= 168, {
    path: ['hours'],
    message: 'A week has only 168 hours',
  })

/** What a person states of themselves. What is left out is not known: it never blocks and scores a neutral part. */
export const Profile = z.strictObject({
  sides: some(oneOf(sides), 2),
  skills: some(z.strictObject({ id: skillId, level: maybe(oneOf(skillLevels)) }), 120),
  professions: some(professionId, 20),
  workGroups: some(oneOf(workGroups), 4),
  kinds: some(oneOf(kinds), 8),
  availability: Availability.prefault({}),
  level: maybe(oneOf(levels)),
  degree: maybe(oneOf(degrees)),
  languages: some(language, 20),
  /** Where the person can work without moving. */
  places: some(z.strictObject({ country, city: maybe(text(120)) }), 20),
  /** False is "no remote work"; true and not stated block nothing. */
  remote: flag(),
  /** Anything but true means that the places stated are the only ones. */
  relocate: flag(),
  visaNeeded: flag(),
  payNeeded: flag(),
  audiences: some(audience, 20),
})
export type Profile = z.infer<typeof Profile>

/** A profile as its owner keeps it: what is matched, and what is only told. */
export const OwnProfile = Profile.extend({
  links: some(webAddress, 8),
  /** What they are looking for, in their own words. */
  lookingFor: bytes(2_000).default(''),
  /** Skills that the vocabulary does not have (yet): proposed to moderators, kept as text. */
  otherSkills: some(line(80).pipe(z.string().min(1, 'Name the skill, or leave it out')), 10),
})
export type OwnProfile = z.infer<typeof OwnProfile>

/** What a moderator makes of a skill that the vocabulary does not have: it will come, it is another one, or neither. */
export const termVerdicts = ['accepted', 'merged', 'declined'] as const
export type TermVerdict = (typeof termVerdicts)[number]

export const TermAnswer = z
  .strictObject({
    term: z.string('Name the term').min(1, 'Name the term'),
    verdict: z.enum(termVerdicts, 'Choose what to make of it'),
    /** The skill it is merged into, by name or id. */
    into: z.string().trim().default(''),
    /** When the answer that the moderator looked at was given; 0 where there was none. */
    seen: z.coerce.number().int().min(0).default(0),
  })
  .refine(({ verdict, into }) => verdict !== 'merged' || into !== '', {
    path: ['into'],
    message: 'Name the skill that it is merged into',
  })
export type TermAnswer = z.infer<typeof TermAnswer>

/** What a person may allow, each for itself; off until they do. */
export const purposes = ['groups', 'organizations', 'public_page', 'surveys', 'stories'] as const
export type Purpose = (typeof purposes)[number]
/** Of the words that say what a purpose means: a new number asks anew. */
export const WORDS_VERSION = 1

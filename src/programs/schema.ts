import * as z from 'zod'
import { bytes, countryNamed, day, dayOrNone, line, oneOf, prose, site } from '../fields.ts'
import { audiences } from '../taxonomy/audiences.ts'
import { findLanguage } from '../taxonomy/languages.ts'

/** What a program does; word of mouth and founding count as activities of their own. */
export const activities = [
  'bootcamp',
  'course',
  'training_day',
  'hackathon',
  'talk',
  'study_group',
  'coworking',
  'internship',
  'fellowship',
  'mentorship',
  'research_group',
  'founding',
  'word_of_mouth',
] as const
export type Activity = (typeof activities)[number]

/** What somebody was in a cohort. */
export const cohortRoles = ['participant', 'mentor', 'organizer'] as const

/** How far somebody has come (ExTRA), as dated history; one may be reached without the one before. */
export const stages = ['exposure', 'technical_upskilling', 'research', 'alignment'] as const
export type Stage = (typeof stages)[number]

/** Whether somebody is with it now, as dated history beside the stage. */
export const engagements = ['engaged', 'paused', 'left', 'returned'] as const
export type Engagement = (typeof engagements)[number]

/** On which ground a group holds somebody's data. */
export const bases = ['consent', 'contract', 'legitimate_interest'] as const
export type Basis = (typeof bases)[number]

/** What outsiders are told of a program's people: how many finished, and how many landed within a year of its end. */
export const figures = ['finished', 'landed'] as const
export type FigureName = (typeof figures)[number]

/** What is counted for outsiders: reports tell how many took part as well. */
export const countedFigures = [...figures, 'people'] as const
export type CountedFigure = (typeof countedFigures)[number]

const city = line(120)
  .default('')
  .transform((text) => text || null)
const knownAudience = z.string().refine((id) => audiences.some((one) => one.id === id), 'Choose from the list')

/** Languages by name or code, with commas between. */
const languagesNamed = bytes(400)
  .default('')
  .transform((text, check) => {
    const names = text.split(/[,;/\n]/).flatMap((name) => name.trim() || [])
    const unknown = names.filter((name) => !findLanguage(name))
    if (unknown.length)
      check.addIssue({ code: 'custom', message: `We know no language called ${unknown.slice(0, 3).join(', ')}` })
    return [...new Set(names.flatMap((name) => findLanguage(name) ?? []))].slice(0, 10)
  })

/** What a group's people type of a program. */
export const ProgramForm = z.strictObject({
  name: line(200).pipe(z.string().min(1, 'Give a name')),
  activity: oneOf(activities),
  about: prose(20_000),
  website: site,
  country: countryNamed,
  city,
  languages: languagesNamed,
  audiences: z.array(knownAudience).max(audiences.length).default([]),
  beganOn: dayOrNone,
})
export type ProgramForm = z.infer<typeof ProgramForm>

/** A whole number as people type it; left empty it is none. */
const countOrNone = (most: number, wrong: string) =>
  bytes(20)
    .default('')
    .transform((text) => text.replace(/[\s,_’']/g, '') || null)
    .pipe(z.string().regex(/^\d+$/, wrong).transform(Number).pipe(z.number().max(most, wrong)).nullable())

const NUMBER = 'Give the number of the cohort: 1 for the first'
const CAPACITY = 'Give how many can take part, or leave it empty'
const COST = 'Give what it cost in all, as a whole number, or leave it empty'

/** What a group's people type of a cohort. */
export const CohortForm = z
  .strictObject({
    number: countOrNone(10_000, NUMBER).pipe(z.number(NUMBER).min(1, NUMBER)),
    name: line(120).default(''),
    startsOn: day,
    endsOn: day,
    country: countryNamed,
    city,
    language: languagesNamed.pipe(z.array(z.string()).max(1, 'Give one language')).transform(([one]) => one ?? null),
    capacity: countOrNone(100_000, CAPACITY).pipe(z.number().min(1, CAPACITY).nullable()),
    cost: countOrNone(1_000_000_000, COST),
    currency: bytes(20)
      .default('')
      .transform((text) => text.trim().toUpperCase() || null)
      .pipe(
        z
          .string()
          .regex(/^[A-Z]{3}$/, 'Give the currency as three letters such as EUR')
          .nullable(),
      ),
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'It must not end before it starts',
  })
  .refine(({ cost, currency }) => cost === null || currency !== null, {
    path: ['currency'],
    message: 'Give the currency of the cost, such as EUR',
  })
  .transform((form) => ({ ...form, name: form.name || `Cohort ${form.number}` }))
export type CohortForm = z.infer<typeof CohortForm>

/** The country that a program is copied to. */
export const CopyForm = z.strictObject({
  to: countryNamed.refine((country) => country !== null, 'Give the country that it is for'),
})

/** Which opportunity stands for it; none where it is empty. */
export const OpportunityChoice = z.strictObject({ opportunity: bytes(60).transform((id) => id || null) })

export const programFacets = ['activity', 'country', 'audience', 'language'] as const
export type ProgramFacet = (typeof programFacets)[number]

export const programSorts = ['name', 'landed'] as const
export type ProgramSort = (typeof programSorts)[number]

/** One question to the directory: several values of one facet are OR, different ones AND. */
export type ProgramQuery = {
  q: string
  facets: Record<ProgramFacet, string[]>
  sort: ProgramSort
  /** The last program of the page before. */
  after: string | null
}

/** The same question as a string, with other words or another page where they are given. */
export function programSearch({ q, facets, sort, after }: ProgramQuery): string {
  const params = new URLSearchParams()
  if (q) params.set('q', q)
  for (const name of programFacets) for (const one of facets[name]) params.append(name, one)
  if (sort !== 'name') params.set('sort', sort)
  if (after) params.set('cursor', after)
  return params.toString()
}

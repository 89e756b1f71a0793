import { formatDay } from '../../src/calendar.ts'
import { describeMonths } from '../../src/commitment.ts'
import { countryName } from '../../src/places/countries.ts'
import type { OwnProfile, Profile, SkillLevel } from '../../src/profiles/schema.ts'
import type { SeenByOrganizations, SeenByPublic } from '../../src/profiles/seen.ts'
import { facetValueName, say } from '../../src/search/naming.ts'

/** A profile, or what may be seen of it: to organizations a place is a country. */
type Stated = Partial<OwnProfile> & { countries?: string[] }
export type Seen = SeenByOrganizations | SeenByPublic

const skillLevelWords: Record<SkillLevel, string> = {
  learning: 'learning it',
  practised: 'practised',
  expert: 'expert',
}
const degreeWords: Record<NonNullable<Profile['degree']>, string> = {
  none: 'no degree',
  bachelor: 'bachelor’s degree',
  master: 'master’s degree',
  doctorate: 'doctorate',
}

const listed = (facet: Parameters<typeof facetValueName>[0], ids: readonly string[] = []) =>
  ids.map((id) => facetValueName(facet, id)).join(', ')
const answer = (value: boolean | null | undefined, yes: string, no: string) =>
  typeof value === 'boolean' ? (value ? yes : no) : ''
const placeSaid = ({ country, city }: Profile['places'][number]) =>
  [city, countryName(country) ?? country].filter(Boolean).join(', ')
/** Of the four only movement building names the work by itself. */
const workSaid = (id: string) => (id === 'movement_building' ? say(id) : `${say(id)} work`)

type Said = { label: string; words: (stated: Stated) => string }

/** Everything a profile can say, in words that stand alone and in the order of its form. */
const all = {
  hours: { label: 'Hours', words: ({ availability: a }) => (a?.hours ? `${a.hours} h a ${a.per}` : '') },
  months: { label: 'Months', words: ({ availability: a }) => (a?.months.length ? describeMonths(a.months) : '') },
  from: { label: 'From', words: ({ availability: a }) => (a?.from ? formatDay(a.from) : '') },
  skills: { label: 'Skills', words: ({ skills = [] }) => skills.map(skillSaid).join(', ') },
  otherSkills: { label: 'Other skills', words: ({ otherSkills = [] }) => otherSkills.join(', ') },
  professions: { label: 'Professions', words: ({ professions }) => listed('profession', professions) },
  sides: { label: 'Sides', words: ({ sides = [] }) => sides.map(say).join(', ') },
  kinds: { label: 'Kinds', words: ({ kinds = [] }) => kinds.map(say).join(', ') },
  workGroups: { label: 'Work groups', words: ({ workGroups = [] }) => workGroups.map(workSaid).join(', ') },
  audiences: { label: 'Audiences', words: ({ audiences }) => listed('audience', audiences) },
  lookingFor: { label: 'What you look for', words: ({ lookingFor = '' }) => lookingFor },
  places: {
    label: 'Places',
    words: ({ places, countries = [] }) =>
      (places?.map(placeSaid) ?? countries.map((code) => countryName(code) ?? code)).join(' · '),
  },
  relocate: { label: 'Moving', words: ({ relocate }) => answer(relocate, 'would move', 'would not move') },
  remote: { label: 'Remote work', words: ({ remote }) => answer(remote, 'works remotely too', 'no remote work') },
  visa: { label: 'Visa', words: ({ visaNeeded }) => answer(visaNeeded, 'needed', 'not needed') },
  pay: { label: 'Pay', words: ({ payNeeded }) => answer(payNeeded, 'needed', 'not needed') },
  languages: { label: 'Languages', words: ({ languages }) => listed('language', languages) },
  level: {
    label: 'Level',
    words: ({ level }) => (level ? (level === 'none' ? 'no experience yet' : say(level)) : ''),
  },
  degree: { label: 'Degree', words: ({ degree }) => (degree ? degreeWords[degree] : '') },
  links: { label: 'Links', words: ({ links = [] }) => links.join(' ') },
} satisfies Record<string, Said>

function skillSaid({ id, level }: Profile['skills'][number]): string {
  return `${facetValueName('skill', id)}${level ? ` (${skillLevelWords[level]})` : ''}`
}

/** What others read, row by row: time is drawn, links lead somewhere, and what is needed is told to nobody. */
const rows: readonly [string, readonly Exclude<keyof typeof all, 'visa' | 'pay'>[]][] = [
  ['Skills', ['skills', 'otherSkills']],
  ['Professions', ['professions']],
  ['Side', ['sides']],
  ['Wants', ['workGroups']],
  ['Open to', ['kinds']],
  ['Among', ['audiences']],
  ['Level', ['level', 'degree']],
  ['Languages', ['languages']],
  ['Place', ['places', 'remote', 'relocate']],
]

/** What is stated and may be seen, in words; what is left out is not named. */
export const factsSaid = (seen: Seen): { label: string; words: string }[] =>
  rows
    .map(([label, names]) => ({
      label,
      words: names
        .map((name) => all[name].words(seen))
        .filter(Boolean)
        .join(' · '),
    }))
    .filter(({ words }) => words)

/** Somebody in one line. */
export const professionsOrWork = (seen: Seen) => all.professions.words(seen) || all.workGroups.words(seen)

/** How many of all the answers a profile gives. */
export const countSaid = (profile: OwnProfile) => ({
  said: Object.values(all).filter(({ words }) => words(profile)).length,
  of: Object.keys(all).length,
})

/** Where two profiles differ, in words. */
export const differences = (mine: OwnProfile, theirs: OwnProfile) =>
  Object.values(all)
    .map(({ label, words }) => ({ label, mine: words(mine), theirs: words(theirs) }))
    .filter((row) => row.mine !== row.theirs)

import { formatDay } from '../../src/calendar.ts'
import { describeMonths } from '../../src/commitment.ts'
import { countryName } from '../../src/places/countries.ts'
import type { OwnProfile } from '../../src/profiles/schema.ts'
import { facetValueName, say } from '../../src/search/naming.ts'
import { languageName } from '../../src/taxonomy/languages.ts'
import { skillNames } from '../../src/taxonomy/naming.ts'

export const placesSaid = ({ places }: Pick<OwnProfile, 'places'>) =>
  places.map(({ country, city }) => (city ? `${city}, ${countryName(country)}` : countryName(country))).join(' · ')
export const professionsSaid = ({ professions }: Pick<OwnProfile, 'professions'>) =>
  professions.map((id) => facetValueName('profession', id)).join(', ')
export const languagesSaid = ({ languages }: Pick<OwnProfile, 'languages'>) => languages.map(languageName).join(', ')
export const listSaid = (values: readonly string[]) => values.map(say).join(', ')

const skillsSaid = ({ skills }: OwnProfile) =>
  skills.map(({ id, level }) => `${skillNames.get(id) ?? id}${level ? ` (${level})` : ''}`).join(', ')
const answer = (value: boolean | null, yes: string, no: string) => (value === null ? '' : value ? yes : no)

const hoursSaid = ({ hours, per }: OwnProfile['availability']) => (hours === null ? '' : `${hours} h a ${per}`)

type Said = { label: string; words: (profile: OwnProfile) => string }

/** Everything a profile can say, in words and in the order of its form. */
const all: readonly Said[] = [
  { label: 'Hours', words: ({ availability }) => hoursSaid(availability) },
  { label: 'Months', words: ({ availability: { months } }) => (months.length ? describeMonths(months) : '') },
  { label: 'From', words: ({ availability: { from } }) => (from ? formatDay(from) : '') },
  { label: 'Skills', words: skillsSaid },
  { label: 'Other skills', words: ({ otherSkills }) => otherSkills.join(', ') },
  { label: 'Professions', words: professionsSaid },
  { label: 'Sides', words: ({ sides }) => listSaid(sides) },
  { label: 'Kinds', words: ({ kinds }) => listSaid(kinds) },
  { label: 'Work groups', words: ({ workGroups }) => listSaid(workGroups) },
  { label: 'Audiences', words: ({ audiences }) => audiences.map((id) => facetValueName('audience', id)).join(', ') },
  { label: 'What you look for', words: ({ lookingFor }) => lookingFor },
  { label: 'Places', words: placesSaid },
  { label: 'Moving', words: ({ relocate }) => answer(relocate, 'would move', 'would not move') },
  { label: 'Remote work', words: ({ remote }) => answer(remote, 'yes', 'no') },
  { label: 'Visa', words: ({ visaNeeded }) => answer(visaNeeded, 'needed', 'not needed') },
  { label: 'Pay', words: ({ payNeeded }) => answer(payNeeded, 'needed', 'not needed') },
  { label: 'Languages', words: languagesSaid },
  { label: 'Level', words: ({ level }) => (level ? say(level) : '') },
  { label: 'Degree', words: ({ degree }) => (degree ? say(degree) : '') },
  { label: 'Links', words: ({ links }) => links.join(' ') },
]

/** How many of all the answers a profile gives. */
export const countSaid = (profile: OwnProfile) => ({
  said: all.filter(({ words }) => words(profile)).length,
  of: all.length,
})

/** Where two profiles differ, in words. */
export const differences = (mine: OwnProfile, theirs: OwnProfile) =>
  all
    .map(({ label, words }) => ({ label, mine: words(mine), theirs: words(theirs) }))
    .filter((row) => row.mine !== row.theirs)

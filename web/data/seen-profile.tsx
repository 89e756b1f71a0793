import { formatDay } from '../../src/calendar.ts'
import { describeMonths } from '../../src/commitment.ts'
import type { Profile } from '../../src/profiles/schema.ts'
import type { SeenByOrganizations, SeenByPublic } from '../../src/profiles/seen.ts'
import { facetValueName, say } from '../../src/search/naming.ts'

type Shown = Omit<Partial<SeenByOrganizations & SeenByPublic>, 'name' | 'lookingFor'>
type Field = keyof Shown

/** Every field that others may see, by what it is called here. */
const fieldNames: Record<Field, string> = {
  skills: 'Skills',
  otherSkills: 'Other skills',
  professions: 'Professions',
  sides: 'Side',
  workGroups: 'Work groups',
  kinds: 'Open to',
  availability: 'Time',
  level: 'Experience',
  degree: 'Degree',
  languages: 'Languages',
  countries: 'Countries',
  places: 'Places',
  remote: 'Remote work',
  relocate: 'Would move',
  audiences: 'Audiences',
  links: 'Links',
}

const listed = (values: readonly string[] = []) => values.join(', ')
const named = (facet: Parameters<typeof facetValueName>[0], ids: readonly string[] = []) =>
  listed(ids.map((id) => facetValueName(facet, id)))
const answer = (said: boolean | null | undefined) => (typeof said === 'boolean' ? (said ? 'yes' : 'no') : '')

const placeWords = ({ city, country }: Profile['places'][number]) =>
  city ? `${city}, ${facetValueName('country', country)}` : facetValueName('country', country)

const timeWords = (time: Profile['availability'] | undefined) =>
  time
    ? listed(
        [
          time.hours === null ? '' : `up to ${time.hours} h a ${time.per}`,
          time.months.length && time.months.length < 12 ? `in ${describeMonths(time.months)}` : '',
          time.from ? `from ${formatDay(time.from)}` : '',
        ].filter(Boolean),
      )
    : ''

const words: Record<Field, (seen: Shown) => string> = {
  skills: ({ skills = [] }) =>
    listed(skills.map(({ id, level }) => facetValueName('skill', id) + (level ? ` (${level})` : ''))),
  otherSkills: ({ otherSkills }) => listed(otherSkills),
  professions: ({ professions }) => named('profession', professions),
  sides: ({ sides = [] }) => listed(sides.map(say)),
  workGroups: ({ workGroups = [] }) => listed(workGroups.map(say)),
  kinds: ({ kinds = [] }) => listed(kinds.map(say)),
  availability: ({ availability }) => timeWords(availability),
  level: ({ level }) => (level ? say(level) : ''),
  degree: ({ degree }) => (degree ? say(degree) : ''),
  languages: ({ languages }) => named('language', languages),
  countries: ({ countries }) => named('country', countries),
  places: ({ places = [] }) => places.map(placeWords).join('; '),
  remote: ({ remote }) => answer(remote),
  relocate: ({ relocate }) => answer(relocate),
  audiences: ({ audiences }) => named('audience', audiences),
  links: ({ links }) => listed(links),
}

const fields = Object.keys(fieldNames) as Field[]

/** What others see of a profile, field by field; what is not stated is left out. */
function SeenFields({ seen }: { seen: Shown }) {
  const stated = fields.flatMap((field) => {
    const text = words[field](seen)
    return text ? [{ field, text }] : []
  })
  if (!stated.length) return <p class="soft">Nothing else is stated yet.</p>
  return (
    <dl class="stated">
      {stated.map(({ field, text }) => (
        <div key={field}>
          <dt>{fieldNames[field]}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The card of somebody who fits, without a name. */
export const SeenCard = ({ seen }: { seen: SeenByOrganizations }) => (
  <div class="seen">
    <p>
      <b>Somebody who fits</b>
    </p>
    <SeenFields seen={seen} />
  </div>
)

/** The public page in short. */
export const SeenPage = ({ seen: { name, lookingFor, ...seen } }: { seen: SeenByPublic }) => (
  <div class="seen">
    <p>
      <b>{name || 'Somebody'}</b>
    </p>
    {lookingFor && <p class="spoken">{lookingFor}</p>}
    <SeenFields seen={seen} />
  </div>
)

/** Which fields are seen at all, in one sentence. */
export const seenFieldWords = (seen: object) =>
  fields
    .filter((field) => field in seen)
    .map((field) => fieldNames[field].toLowerCase())
    .join(', ')

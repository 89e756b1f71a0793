import { formatDay, isoInstant } from '../../src/calendar.ts'
import { describeShare, fteActive, fteYear } from '../../src/commitment.ts'
import type { Opportunity } from '../../src/opportunities/queries.ts'
import { facetValueName, say } from '../../src/search/naming.ts'
import { languageName } from '../../src/taxonomy/languages.ts'
import { Time } from '../ui/year-strip.tsx'
import { deadlineInFull, deadlineWords, levelWords, payWords, placesInFull, zoneFenceWords } from './words.ts'

const rounded = (value: number) => String(Math.round(value * 1000) / 1000)

/** Both figures, always: while active, and over a year. Where hours are not stated their words say all that is known. */
function Share({ opportunity: { commitment } }: { opportunity: Opportunity }) {
  const [active, year] = [fteActive(commitment), fteYear(commitment)]
  if (active === null || year === null) return null
  const weeks = commitment.basis === 'stated' ? commitment.weeks : null
  const length = weeks ? `for ${weeks} ${weeks === 1 ? 'week' : 'weeks'}` : 'while active'
  return (
    <small>
      {describeShare(commitment)} · {rounded(active)}{' '}
      <abbr title="full-time equivalent: 1 is 40 hours a week">FTE</abbr> {`${length} · ${rounded(year)} over a year`}
    </small>
  )
}

type Fact = {
  name: string
  value: string
  note?: string | null
  /** An instant that the reader's browser says again in the reader's zone. */
  at?: number | null
}

/** Days left with the day in full; far away the day alone. */
function applyFact(o: Opportunity, now: number): Fact {
  const { text } = deadlineWords(o, now, formatDay)
  const full = deadlineInFull(o)
  const day = o.closesOn ? formatDay(o.closesOn) : ''
  const at = o.approximate || !o.zone ? null : o.closesAt
  if (full && text.includes(day)) return { name: 'Apply', value: full, at }
  return { name: 'Apply', value: /^\d+ days$/.test(text) ? `${text} left` : text, note: full, at }
}

const degreeWords = {
  none: 'none asked',
  bachelor: 'bachelor’s degree',
  master: 'master’s degree',
  doctorate: 'doctorate',
}
/** What is given to take part is no pay, and what is granted is an amount. */
const payName = { funding: 'Amount', training: 'Pay', event: 'Pay' } as Partial<Record<Opportunity['kind'], string>>

function factsOf(o: Opportunity, closed: boolean, now: number): Fact[] {
  const stipend = o.pay.min !== null && o.pay.kind === 'stipend' && o.kind !== 'funding'
  const optional: [string, string | null][] = [
    ['Starts', o.startsOn && formatDay(o.startsOn)],
    ['Level', o.level && levelWords(o.level)],
    ['Degree', o.degree && degreeWords[o.degree]],
    ['Visa support', o.visa === 'unknown' ? null : o.visa],
    ['Relocation help', o.relocation === 'unknown' ? null : o.relocation],
    ['Languages', o.languages.map(languageName).join(', ') || null],
    ['Seats', o.seats ? String(o.seats) : null],
    ['Made for', o.audiences.map((id) => facetValueName('audience', id)).join(', ') || null],
  ]
  return [
    { name: 'Place', value: placesInFull(o), note: o.zoneFence && zoneFenceWords(o.zoneFence) },
    { name: payName[o.kind] ?? 'Pay', value: payWords(o.pay), note: stipend ? 'stipend' : null },
    ...(closed ? [] : [applyFact(o, now)]),
    ...optional.flatMap(([name, value]) => (value ? [{ name, value }] : [])),
  ]
}

export const Facts = ({ opportunity: o, closed, now }: { opportunity: Opportunity; closed: boolean; now: number }) => (
  <dl class="facts">
    <div>
      <dt>Time</dt>
      <dd>
        <Time commitment={o.commitment} startsOn={o.startsOn} />
        <Share opportunity={o} />
      </dd>
    </div>
    {factsOf(o, closed, now).map(({ name, value, note, at }) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>
          {value}
          {note && <small>{note}</small>}
          {at && <small data-at={isoInstant(at)} hidden />}
        </dd>
      </div>
    ))}
  </dl>
)

const named = (facet: 'skill' | 'profession', ids: string[]) => ids.map((id) => facetValueName(facet, id)).join(', ')
const skillsThat = ({ skills }: Opportunity, must: boolean) =>
  skills.filter((skill) => skill.must === must).map((skill) => skill.id)

/** What it needs, what is good to have, what it teaches. */
export function Skills({ opportunity: o }: { opportunity: Opportunity }) {
  const rows: [string, string][] = [
    ['Needs', named('skill', skillsThat(o, true))],
    ['Good to have', named('skill', skillsThat(o, false))],
    ['Professions', named('profession', o.professions)],
    ['Side', o.sides.map(say).join(' and ')],
    ['Teaches', named('skill', o.teaches)],
  ]
  const stated = rows.filter(([, value]) => value)
  if (!stated.length) return null
  return (
    <dl class="needs">
      {stated.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

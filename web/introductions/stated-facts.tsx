import type { ComponentChildren } from 'preact'
import { formatDay } from '../../src/calendar.ts'
import { type Commitment, describeMonths } from '../../src/commitment.ts'
import type { TalentCard } from '../../src/introductions/cards.ts'
import type { Degree } from '../../src/opportunities/schema.ts'
import { facetValueName, say } from '../../src/search/naming.ts'
import { Time } from '../ui/year-strip.tsx'
import { skillLevelWords } from './words.ts'

const degreeWords: Record<Degree, string> = {
  none: 'no degree',
  bachelor: 'bachelor’s degree',
  master: 'master’s degree',
  doctorate: 'doctorate',
}

type Stated = Pick<
  TalentCard,
  'skills' | 'professions' | 'workGroups' | 'availability' | 'level' | 'degree' | 'languages' | 'remote'
> & {
  /** As they may be read here. */
  places: string[]
}

/** What somebody states of themselves by choosing from lists; what they leave out is not named. */
export function StatedFacts(p: Stated) {
  const rows: [string, ComponentChildren][] = [
    ['Skills', p.skills.map(skillWords).join(', ')],
    ['Professions', p.professions.map((id) => facetValueName('profession', id)).join(', ')],
    ['Wants', p.workGroups.map((id) => (id === 'movement_building' ? say(id) : `${say(id)} work`)).join(', ')],
    ['Time', <Availability key="time" {...p.availability} />],
    ['Level', [p.level && levelWords(p.level), p.degree && degreeWords[p.degree]].filter(Boolean).join(', ')],
    ['Languages', p.languages.map((code) => facetValueName('language', code)).join(', ')],
    ['Place', [...p.places, ...remoteWords(p.remote)].join(', ')],
  ]
  const hasTime = p.availability.hours !== null || p.availability.months.length > 0 || p.availability.from !== null
  return (
    <dl class="needs">
      {rows
        .filter(([name, value]) => (name === 'Time' ? hasTime : value))
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

const skillWords = ({ id, level }: Stated['skills'][number]) =>
  `${facetValueName('skill', id)}${level ? ` (${skillLevelWords[level]})` : ''}`
const levelWords = (level: string) => (level === 'none' ? 'no experience yet' : say(level))
const remoteWords = (remote: boolean | null) =>
  remote === null ? [] : [remote ? 'works remotely too' : 'no remote work']

function Availability({ hours, per, months, from }: Stated['availability']) {
  const named = months.length > 0 && months.length < 12 ? [...months].sort((a, b) => a - b) : null
  return (
    <>
      {hours !== null ? (
        <Time commitment={givenAs(hours, per, named)} startsOn={null} />
      ) : (
        months.length > 0 && <span>{describeMonths(months)}</span>
      )}
      {from && <small>{`from ${formatDay(from)}`}</small>}
    </>
  )
}

/** Hours that somebody gives, drawn like hours that are asked. */
const givenAs = (hours: number, per: 'week' | 'month', months: number[] | null): Commitment => ({
  ...{ basis: 'stated', hoursMin: hours, hoursMax: hours, per },
  ...{ months, monthsPerYear: months?.length ?? null, weeks: null },
})

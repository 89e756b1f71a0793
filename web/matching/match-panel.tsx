import type { Explained } from '../../src/matching/explaining.ts'
import { type PartName, type Parts, partNames, type Training, type Unsaid } from '../../src/matching/schema.ts'
import { paths } from '../../src/paths.ts'

const partWords: Record<PartName, string> = {
  skills: 'skills',
  professions: 'profession',
  workGroup: 'work group',
  commitment: 'time',
  audience: 'audience',
}
const unsaidWords: Record<Unsaid, string> = { opportunity: 'not stated', profile: 'you did not say' }

type Scored = Pick<Explained, 'opportunity' | 'score' | 'parts' | 'unsaid' | 'fits' | 'missing'> & { mostPoints: Parts }

/** A score with the parts it is the sum of, what fits, and what is missing. */
export const MatchPanel = ({ opportunity, score, parts, unsaid, fits, missing, mostPoints }: Scored) => (
  <div class="fit">
    <p class="score">
      <b class="num">{score}</b>
      <span class="soft">of 100</span>
    </p>
    <PartsBar parts={parts} />
    <p class="soft num">
      {partNames
        .map(
          (name) => `${partWords[name]} ${parts[name]} of ${mostPoints[name]}${why(name, unsaid[name], opportunity)}`,
        )
        .join(' · ')}
    </p>
    <ul class="why">
      {fits.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {missing.map(({ message, training }) => (
        <li key={message} class="missing">
          <span>
            <span class="visually-hidden">Missing: </span>
            {message}
            {training && <Taught {...training} />}
          </span>
        </li>
      ))}
    </ul>
  </div>
)

/** Why a part is neutral, or cannot reach its most. */
function why(name: PartName, unsaid: Unsaid | undefined, { skills }: Explained['opportunity']): string {
  if (unsaid) return ` (${unsaidWords[unsaid]})`
  return name === 'skills' && !skills.some(({ must }) => must) ? ' (no must-have stated)' : ''
}

const Taught = ({ id, title }: Training) => (
  <>
    {' · taught in '}
    <a href={paths.opportunity(id, title)}>{title}</a>
  </>
)

const GAP = 0.6

/** The parts side by side on a track of 100; the same figures stand below in words. */
function PartsBar({ parts }: Pick<Explained, 'parts'>) {
  let left = 0
  const bars = partNames.map((name) => {
    const bar = { name, x: left, width: Math.max(0, parts[name] - GAP) }
    left += parts[name]
    return bar
  })
  return (
    <svg class="parts" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width="100" height="3" />
      {bars.map(({ name, x, width }) => width > 0 && <rect key={name} x={x} y="0" width={width} height="3" />)}
    </svg>
  )
}

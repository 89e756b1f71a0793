import { describeShare, fteActive, fteYear } from '../../src/commitment.ts'
import type { ReadCommitment } from '../../src/opportunities/posting/hours.ts'
import { Time } from '../ui/year-strip.tsx'

const rounded = (value: number) => String(Math.round(value * 1000) / 1000)

/** How what is typed is understood: the year, both figures, full-time or fractional. */
export function TimeSaid({ read, startsOn }: { read: ReadCommitment; startsOn: string | null }) {
  if ('problem' in read) return <p class="small error">{read.problem}.</p>
  const { commitment: c, advice } = read
  const [active, year] = [fteActive(c), fteYear(c)]
  if (c.basis === 'unknown')
    return <p class="soft small">Readers see “hours not stated”. Say it as you would aloud, and the year shows here.</p>
  if (c.basis === 'none') return <p class="soft small">It asks no hours.</p>
  if (active === null || year === null)
    return (
      <p class="soft small">
        Found as {describeShare(c)}. Say hours too, such as “40 h a week”, and readers see how the year looks.
      </p>
    )
  return (
    <>
      <Time commitment={c} startsOn={startsOn} />
      <p class="small">
        <b>{describeShare(c)}</b> · <span class="num">{rounded(active)}</span>{' '}
        <abbr title="full-time equivalent: 1 is 40 hours a week">FTE</abbr> while active ·{' '}
        <span class="num">{rounded(year)}</span> over a year
      </p>
      {advice && <p class="soft small">{advice}.</p>}
    </>
  )
}

import {
  type Commitment,
  describeCommitment,
  describeMonths,
  FULL_TIME_EQUIVALENT_HOURS,
  type Strip,
  yearStrip,
} from '../../src/commitment.ts'

const HEIGHT = 14
const [BAR, STEP] = [7, 8]
/** Three hours a month must still be seen. */
const LEAST_HEIGHT = 1.2

const bar = (i: number, height: number) => {
  const top = Math.round((HEIGHT - height) * 10) / 10
  return `M${i * STEP} ${top}h${BAR}V${HEIGHT}h-${BAR}z`
}
const twelveMonths = Array.from({ length: 12 }, (_, i) => bar(i, HEIGHT)).join('')

const heightOf = (hours: number) =>
  Math.min(HEIGHT, Math.max(LEAST_HEIGHT, (hours / FULL_TIME_EQUIVALENT_HOURS) * HEIGHT))

/** In full: a voice reads "Jun–Aug" as it stands. */
const monthNames = 'January February March April May June July August September October November December'.split(' ')

/** "40 hours a week, June to August, December", "3 hours a week, all year". */
function words({ hours, activeMonths, floating }: Strip): string {
  const most = Math.round(Math.max(...hours) * 10) / 10
  const months = hours.flatMap((asked, i) => (asked > 0 ? [i + 1] : []))
  const when = floating
    ? ` in ${activeMonths} of 12 months, which ones is open`
    : `, ${describeMonths(months, monthNames, ' to ')}`
  return `${most} hours a week${when}`
}

type Props = { commitment: Commitment; startsOn: string | null; share?: number | null }

/** Twelve months, each filled to the hours a week asked (40 h is full height); nothing where hours are not stated. */
function YearStrip({ commitment, startsOn }: Props) {
  const strip = yearStrip(commitment, startsOn)
  if (!strip) return null
  const asked = strip.hours.map((hours, i) => (hours > 0 ? bar(i, heightOf(hours)) : '')).join('')
  return (
    <svg class={strip.floating ? 'strip floating' : 'strip'} viewBox="0 0 95 14" role="img" aria-label={words(strip)}>
      <path class="full" d={twelveMonths} />
      <path class="asked" d={asked} />
    </svg>
  )
}

/** A share of a year in full-time equivalents: "0.25", "<0.01". */
export const shareWords = (share: number) => (share < 0.01 ? '<0.01' : String(Math.round(share * 100) / 100))

/** The strip with the same in words, always together. */
export function Time({ commitment, startsOn, share }: Props) {
  return (
    <div class="time">
      <span class="strip-line">
        <YearStrip commitment={commitment} startsOn={startsOn} />
        {share !== null && share !== undefined && (
          <small class="num">
            {shareWords(share)}
            {' FTE'}
            <span class="visually-hidden"> over a year</span>
          </small>
        )}
      </span>
      <span class="num">{describeCommitment(commitment)}</span>
    </div>
  )
}

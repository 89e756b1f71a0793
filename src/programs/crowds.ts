import { LEAST_TOLD } from '../matching/disclosing.ts'

/** People of whom the same is told, always together: at least 5, who were in the same count of every month so far. */
export type Crowd = {
  /** Empty where they are counted in all cohorts together only. */
  cohortId: string
  kind: string
  members: string[]
}

/** How one who is counted stands now: in which cohort, and as what of the figure. */
export type Standing = { id: string; cohortId: string; kind: string }

/** Counted nowhere any more. They are kept: whoever comes back was told of before. */
export const GONE = 'gone'

/** Smaller ones would do as well; larger ones would not fit a value of D1. */
const LARGEST = 5_000

/**
 * The crowds of a new month out of those of the last. Of a crowd a part moves on when it is at least 5 and leaves at
 * least 5 or nobody; everybody else stays as last told. Who was never counted waits for 4 others of the same, in their
 * cohort or else in all cohorts. So any two who are told of alike once are told of alike with 3 others at least, and
 * no sum or difference of figures, of cohorts or of months, is of fewer than 5.
 */
export function regroup(crowds: readonly Crowd[], standings: readonly Standing[]): Crowd[] {
  const now = new Map(standings.map((standing) => [standing.id, standing]))
  const moved = crowds.flatMap((crowd) => movedOn(crowd, now))
  const counted = new Set(crowds.flatMap(({ members }) => members))
  return [...moved, ...newOf(standings.filter(({ id }) => !counted.has(id)))]
}

const keyOf = ({ cohortId, kind }: Omit<Crowd, 'members'>) => `${cohortId} ${kind}`

function movedOn(crowd: Crowd, now: ReadonlyMap<string, Standing>): Crowd[] {
  const target = (id: string): Crowd => {
    const is = now.get(id)
    if (!is) return { ...crowd, kind: GONE, members: [] }
    return { cohortId: crowd.cohortId && is.cohortId, kind: is.kind, members: [] }
  }
  const parts = partsOf(crowd.members.map((id) => ({ ...target(id), id })))
  const stays = parts.filter((part) => keyOf(part) === keyOf(crowd) || part.members.length < LEAST_TOLD)
  const moves = parts.filter((part) => !stays.includes(part)).sort((a, b) => a.members.length - b.members.length)
  const staying = () => stays.reduce((sum, { members }) => sum + members.length, 0)
  while (staying() > 0 && staying() < LEAST_TOLD && moves.length) stays.push(...moves.splice(0, 1))
  const members = stays.flatMap((part) => part.members)
  return [...(members.length ? [{ ...crowd, members }] : []), ...moves]
}

/** People by cohort and kind. */
function partsOf(people: readonly Standing[]): Crowd[] {
  return [...Map.groupBy(people, keyOf).values()].map((part) => {
    const [{ cohortId = '', kind = '' } = {}] = part
    return { cohortId, kind, members: part.map(({ id }) => id) }
  })
}

function newOf(uncounted: readonly Standing[]): Crowd[] {
  const parts = partsOf(uncounted)
  const isEnough = ({ members }: Crowd) => members.length >= LEAST_TOLD
  const few = parts.filter((part) => !isEnough(part))
  const together = partsOf(few.flatMap(({ kind, members }) => members.map((id) => ({ id, cohortId: '', kind }))))
  return [...parts.filter(isEnough), ...together.filter(isEnough)].flatMap(cut)
}

function cut({ members, ...crowd }: Crowd): Crowd[] {
  const pieces = Math.ceil(members.length / LARGEST)
  const size = Math.ceil(members.length / pieces)
  return Array.from({ length: pieces }, (_, i) => ({ ...crowd, members: members.slice(i * size, (i + 1) * size) }))
}

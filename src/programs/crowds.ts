import { LEAST_TOLD } from '../matching/disclosing.ts'

/** What is counted, and whose it is: one person may have taken part in many cohorts. */
export type Member = readonly [id: string, person: string]

/** What is told of alike, always together: of at least 5 people, and in the same count of every month so far. */
export type Crowd = {
  /** Empty where they are counted in all cohorts together only. */
  cohortId: string
  kind: string
  members: Member[]
}

/** How what is counted stands now: whose it is, in which cohort, and as what of the figure. */
export type Standing = { id: string; person: string; cohortId: string; kind: string }

/** Counted nowhere any more. They are kept: whoever comes back was told of before. */
export const GONE = 'gone'

/** Smaller ones would do as well; larger ones would not fit a value of D1. */
const LARGEST = 5_000

/**
 * The crowds of a new month out of those of the last. Of a crowd a part moves on when it is at least 5 and leaves at
 * least 5 or nobody; everybody else stays as last told. Who was never counted waits for 4 others of the same, in their
 * cohort or else in all cohorts, there once a person. So any two who are told of alike once are told of alike with 3
 * others at least, and no sum or difference of figures, of cohorts or of months, is of fewer than 5 people.
 */
export function regroup(crowds: readonly Crowd[], standings: readonly Standing[]): Crowd[] {
  const now = new Map(standings.map((standing) => [standing.id, standing]))
  const moved = crowds.flatMap((crowd) => movedOn(crowd, now))
  const counted = new Set(crowds.flatMap(({ members }) => members.map(([id]) => id)))
  return [...moved, ...newOf(standings.filter(({ id }) => !counted.has(id)))]
}

const keyOf = ({ cohortId, kind }: Omit<Crowd, 'members'>) => `${cohortId} ${kind}`

/** However often somebody is in it: two records that were made one are one person. */
const peopleIn = (parts: readonly Pick<Crowd, 'members'>[]) =>
  new Set(parts.flatMap(({ members }) => members.map(([, person]) => person))).size

function movedOn(crowd: Crowd, now: ReadonlyMap<string, Standing>): Crowd[] {
  const target = ([id, person]: Member): Standing => {
    const is = now.get(id)
    if (!is) return { id, person, cohortId: crowd.cohortId, kind: GONE }
    return { ...is, cohortId: crowd.cohortId && is.cohortId }
  }
  const parts = partsOf(crowd.members.map(target))
  const stays = parts.filter((part) => keyOf(part) === keyOf(crowd) || peopleIn([part]) < LEAST_TOLD)
  const moves = parts.filter((part) => !stays.includes(part)).sort((a, b) => a.members.length - b.members.length)
  while (stays.length && peopleIn(stays) < LEAST_TOLD && moves.length) stays.push(...moves.splice(0, 1))
  const members = stays.flatMap((part) => part.members)
  return [...(members.length ? [{ ...crowd, members }] : []), ...moves]
}

/** What is counted by cohort and kind. */
function partsOf(counted: readonly Standing[]): Crowd[] {
  return [...Map.groupBy(counted, keyOf).values()].map((part) => {
    const [{ cohortId = '', kind = '' } = {}] = part
    return { cohortId, kind, members: part.map(({ id, person }): Member => [id, person]) }
  })
}

function newOf(uncounted: readonly Standing[]): Crowd[] {
  const parts = partsOf(uncounted)
  const isEnough = (part: Crowd) => peopleIn([part]) >= LEAST_TOLD
  const few = parts.filter((part) => !isEnough(part))
  const together = partsOf(
    few.flatMap(({ kind, members }) => members.map(([id, person]) => ({ id, person, cohortId: '', kind }))),
  ).map((crowd) => ({ ...crowd, members: onceEach(crowd.members) }))
  return [...parts.filter(isEnough), ...together.filter(isEnough)].flatMap(cut)
}

const onceEach = (members: readonly Member[]): Member[] => [
  ...new Map(members.toReversed().map((member) => [member[1], member])).values(),
]

function cut({ members, ...crowd }: Crowd): Crowd[] {
  const pieces = Math.ceil(members.length / LARGEST)
  const size = Math.ceil(members.length / pieces)
  return Array.from({ length: pieces }, (_, i) => ({ ...crowd, members: members.slice(i * size, (i + 1) * size) }))
}

import type { Db } from '../db/client.ts'
import { paths } from '../paths.ts'
import { fold } from '../text/fold.ts'
import { isNear } from '../text/near-names.ts'
import { type BesideRow, besideEachOther, type Said } from './comparing.ts'
import { selectCandidates, selectWaitingCandidates, selectWhole } from './queries.ts'

export type Duplicate = {
  id: string
  href: string
  title: string
  organizationName: string | null
  state: 'open' | 'closed' | 'waiting'
  why: string
  rows: BesideRow[]
}

const MOST_LOOKED_AT = 300
const MOST_SHOWN = 3
const WORDS_IN_COMMON = 0.6
const SLIP = 0.2

/** Whether two titles are about the same: but for a slip, or most words in common. */
function nearTitles(one: string, other: string): boolean {
  const [a, b] = [fold(one), fold(other)]
  if (a === b || isNear(a.slice(0, 80), b.slice(0, 80), SLIP)) return true
  const [words, others] = [new Set(a.split(' ')), new Set(b.split(' '))]
  const common = [...words].filter((word) => others.has(word)).length
  return common / (words.size + others.size - common) >= WORDS_IN_COMMON
}

const because = (sameLink: boolean) =>
  sameLink ? 'the same place to apply' : 'the same organization, about this title'

/** What is public or waits and says to be the same as a revision: the link first, then the title. */
export async function findDuplicates(db: Db, revisionId: string, ours: Said): Promise<Duplicate[]> {
  const [known, waiting] = await db.batch([
    selectCandidates(db, revisionId, MOST_LOOKED_AT),
    selectWaitingCandidates(db, revisionId, MOST_LOOKED_AT),
  ])
  const near = known
    .filter(({ title, sameLink }) => sameLink || nearTitles(title, ours.title))
    .sort((a, b) => b.sameLink - a.sameLink)
    .slice(0, MOST_SHOWN)
  const whole = near.length
    ? await selectWhole(
        db,
        near.map(({ id }) => id),
      )
    : []
  const published = near.flatMap(({ id, sameLink }): Duplicate[] => {
    const found = whole.find(({ row }) => row.id === id)
    if (!found) return []
    const { row, organizationName, closedReason } = found
    const state = closedReason ? 'closed' : 'open'
    const shown = { id, href: paths.moderationOpportunity(id), title: row.title, organizationName, state } as const
    return [{ ...shown, why: because(sameLink === 1), rows: besideEachOther(ours, row) }]
  })
  const alsoWaiting = waiting.flatMap(({ id, content }): Duplicate[] => {
    if (!content) return []
    const sameLink = content.applyUrl !== null && content.applyUrl === ours.applyUrl
    if (!sameLink && !nearTitles(content.title, ours.title)) return []
    const shown = { id, href: paths.revision(id), title: content.title, organizationName: null } as const
    return [{ ...shown, state: 'waiting', why: because(sameLink), rows: besideEachOther(ours, content) }]
  })
  return [...published, ...alsoWaiting].slice(0, MOST_SHOWN)
}

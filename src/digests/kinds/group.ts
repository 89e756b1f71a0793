import { sql } from 'drizzle-orm'
import { paths } from '../../paths.ts'
import type { Claimed } from '../claiming.ts'
import type { Drafting } from '../drafting.ts'
import { mailedOf, selectMailed } from '../mailed.ts'
import { closingSurvey, freshLandings, staleRecords } from './group-items.ts'
import { listClosingSurveys, listGroups, listUntoldLandings, surveySoonFor } from './group-rows.ts'
import { untold } from './opportunity-news.ts'

/** What this kind of digest tells, whatever of: known before its rows are. */
const ofGroups = sql`(occasion in ('closing', 'landing') or occasion like 'stale %')`

/** For a field-builder: what their group's records ask of them, who landed, which surveys close. */
export const draftGroups: Drafting = async (ctx, readers) => {
  const ids = [...new Set(readers.flatMap(({ reader }) => reader.subjectId ?? []))]
  const [groups, landings, surveys, mailed] = await ctx.db.batch([
    listGroups(ctx, ids),
    listUntoldLandings(ctx, readers),
    listClosingSurveys(ctx, ids, readers),
    selectMailed(ctx, readers, ofGroups),
  ])
  const before = mailedOf(mailed)
  const byId = new Map(groups.map((group) => [group.id, group]))
  return async ({ reader }: Claimed) => {
    const group = byId.get(reader.subjectId ?? '')
    if (!group) return null
    const ours = ({ groupId }: { groupId: string }) => groupId === group.id
    const due = surveys.filter((one) => ours(one) && one.closesAt <= ctx.now + surveySoonFor(reader))
    const items = untold(before, reader.emailKey, [
      ...due.map((survey) => closingSurvey(ctx, survey)),
      ...freshLandings(ctx, group, { landings: landings.filter(ours), reader, before }),
      ...staleRecords(ctx, group),
    ])
    if (!items.length) return null
    return {
      intro: `News of ${group.name}`,
      see: paths.group(group.id),
      where: 'in your group',
      about: group.name,
      items,
      closing: [],
    }
  }
}

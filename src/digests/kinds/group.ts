import type { Ctx } from '../../context.ts'
import { paths } from '../../paths.ts'
import type { Claimed } from '../claiming.ts'
import type { Drafting } from '../drafting.ts'
import { mailedOf, selectMailed } from '../mailed.ts'
import { closingSurvey, freshLandings, staleRecords } from './group-items.ts'
import { listClosingSurveys, listGroups, listNewLandings } from './group-rows.ts'
import { untold } from './opportunity-news.ts'

/** For a field-builder: what their group's records ask of them, who landed, which surveys close. */
export const draftGroups: Drafting = async (ctx, readers) => {
  const ids = [...new Set(readers.flatMap(({ reader }) => reader.subjectId ?? []))]
  const [groups, landings, surveys] = await readRows(ctx, ids)
  const subjects = [...ids, ...landings.map(({ id }) => id), ...surveys.map(({ id }) => id)]
  const before = mailedOf(await selectMailed(ctx, readers, subjects))
  const byId = new Map(groups.map((group) => [group.id, group]))
  return async ({ reader }: Claimed) => {
    const group = byId.get(reader.subjectId ?? '')
    if (!group) return null
    const ours = ({ groupId }: { groupId: string }) => groupId === group.id
    const items = untold(before, reader.emailKey, [
      ...surveys.filter(ours).map((survey) => closingSurvey(ctx, survey)),
      ...freshLandings(ctx, group, { landings: landings.filter(ours), reader, before }),
      ...staleRecords(ctx, group),
    ])
    if (!items.length) return null
    return {
      intro: `News of ${group.name}`,
      see: paths.group(group.id),
      where: 'in your group',
      items,
      closing: [],
    }
  }
}

const readRows = (ctx: Ctx, ids: readonly string[]) =>
  ctx.db.batch([listGroups(ctx, ids), listNewLandings(ctx, ids), listClosingSurveys(ctx, ids)])

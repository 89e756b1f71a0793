import { sql } from 'drizzle-orm'
import { noteFragment } from '../../../web/emails/digest-mail.tsx'
import { DAY, dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { paths } from '../../paths.ts'
import type { Claimed } from '../claiming.ts'
import type { Drafting, Item } from '../drafting.ts'
import { mailedOf, selectMailed } from '../mailed.ts'
import { untold } from './opportunity-news.ts'

/** A record that nobody has touched for so long is asked about, once a month. */
const STALE = 180 * DAY

type Group = { id: string; name: string; stale: number }

/** For a field-builder: what their group's records ask of them. */
export const draftGroups: Drafting = async (ctx, readers) => {
  const ids = [...new Set(readers.flatMap(({ reader }) => reader.subjectId ?? []))]
  const [groups, mailed] = await ctx.db.batch([selectGroups(ctx, ids), selectMailed(ctx, readers, ids)])
  const byId = new Map(groups.map((group) => [group.id, group]))
  const before = mailedOf(mailed)
  return async ({ reader }: Claimed) => {
    const group = byId.get(reader.subjectId ?? '')
    const items = group ? untold(before, reader.emailKey, itemsOf(ctx, group)) : []
    if (!group || !items.length) return null
    return {
      intro: `This week at ${group.name}`,
      see: paths.group(group.id),
      where: 'in your group',
      items,
      closing: [],
    }
  }
}

function itemsOf({ origin, now }: Ctx, { id, stale }: Group): Item[] {
  if (!stale) return []
  const title = stale === 1 ? 'One record is stale' : `${stale} records are stale`
  const detail = 'Nobody has written anything about them for half a year.'
  const news = [{ subjectId: id, occasion: `stale ${dayIn(now, 'UTC').slice(0, 7)}` }]
  return [{ title, news, show: () => noteFragment({ title, detail, link: origin + paths.groupPeople(id) }) }]
}

const selectGroups = ({ db, now }: Ctx, ids: readonly string[]) =>
  db.all<Group>(sql`
    select g.id, g.name, (
      select count(*) from participants p
      where p.group_id = g.id and p.erased_at is null and p.objected_at is null and p.updated_at < ${now - STALE}) as stale
    from groups g where g.id in (select value from json_each(${JSON.stringify(ids)}))`)

import { sql } from 'drizzle-orm'
import { dayIn } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { inList, insertMany } from '../db/bulk.ts'
import { atomically, type Db } from '../db/client.ts'
import { type Share, toldShares } from './disclosing.ts'
import { type FigureName, figures } from './schema.ts'
import { programFigures } from './table.ts'

const MOST_A_TICK = 200

type Asked = { ids: readonly string[]; before: string }
type Counted = Share & { programId: string; cohortId: string }

/** Where each figure comes from: by cohort, of what is over before a day. Who was erased still counts. */
const sources: Record<FigureName, (db: Db, asked: Asked) => Promise<Counted[]>> = {
  finished: (db, { ids, before }) =>
    db.all<Counted>(sql`select c.program_id as "programId", c.id as "cohortId",
        count(p.finished_on) as count, count(*) as "outOf"
      from cohorts c join participations p on p.cohort_id = c.id and p.role = 'participant'
      where c.ends_on < ${before} and ${inList(sql`c.program_id`, ids)} group by c.id`),
}

/**
 * Tells outsiders anew, once a month, what may be told of each public program's people; what is due is read from the
 * table. Within a month nothing moves, whoever comes, goes or withdraws.
 */
export async function refreshFigures(ctx: Ctx): Promise<void> {
  const month = dayIn(ctx.now, 'UTC').slice(0, 7)
  const due = await listDue(ctx.db, month)
  if (!due.length) return
  const asked = { ids: due, before: `${month}-01` }
  const rows: Row[] = []
  for (const figure of figures) {
    const counted = Map.groupBy(await sources[figure](ctx.db, asked), ({ programId }) => programId)
    for (const programId of due)
      rows.push(...rowsOf(counted.get(programId) ?? [], { programId, figure, month, toldAt: ctx.now }))
  }
  await atomically(ctx.db, [
    ctx.db.delete(programFigures).where(inList(programFigures.programId, due)),
    ...insertMany(ctx.db, programFigures, rows, sql`on conflict do nothing`),
  ])
}

const listDue = async (db: Db, month: string) => {
  const rows = await db.all<{ id: string }>(sql`select id from programs p where published_at is not null
    and (select count(*) from program_figures where program_id = p.id and cohort_id = '' and month = ${month})
      < ${figures.length} order by id limit ${MOST_A_TICK}`)
  return rows.map(({ id }) => id)
}

type Row = typeof programFigures.$inferInsert

/** The row of all cohorts is there also where nothing may be told: that month is done. */
function rowsOf(counted: readonly Counted[], of: Pick<Row, 'programId' | 'figure' | 'month' | 'toldAt'>): Row[] {
  const { all, cells } = toldShares(new Map(counted.map((one) => [one.cohortId, one])))
  return [
    { ...of, cohortId: '', count: all?.count ?? null, outOf: all?.outOf ?? null },
    ...[...cells].map(([cohortId, share]) => ({ ...of, cohortId, ...share })),
  ]
}

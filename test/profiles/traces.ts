import { emailKeyOf } from '../../src/mail/allowance.ts'
import { addRow, columnsOf, keptIn, rowsOf, tableNames, textByTable, type Whose } from './tables.ts'
import { ADDRESS, type liveWholeLife, MARK } from './whole-life.ts'

/** Where an id may stay: the sealed log. The keyed hash stays where mail is stopped. */
const mayHold = (table: string, what: keyof Whose | 'mark') =>
  (table === 'events' && what === 'id') || (['erasures', 'suppressions'].includes(table) && what === 'emailKey')

export type Life = Pick<Awaited<ReturnType<typeof liveWholeLife>>, 'world' | 'id'>

export async function whoseOf({ world, id }: Life): Promise<Whose> {
  return { id, address: ADDRESS, emailKey: await emailKeyOf(world.ctx(), ADDRESS) }
}

/** Where something of the person stands, as `table: what`. */
export async function traces(life: Life): Promise<string[]> {
  const sought = { ...(await whoseOf(life)), mark: MARK }
  const found: string[] = []
  for (const [table, text] of await textByTable(life.world.db))
    for (const [what, value] of Object.entries(sought) as [keyof typeof sought, string][])
      if (text.includes(value.toLowerCase()) && !mayHold(table, what)) found.push(`${table}: ${what}`)
  return found
}

/** Every column for people that holds nothing of this one yet gets a row that does. */
export async function fillTheRest(life: Life): Promise<void> {
  const { db } = life.world
  const whose = await whoseOf(life)
  for (const table of await tableNames(db)) {
    if (table === 'people' || table === 'events' || table === 'erasures') continue
    const columns = await columnsOf(db, table)
    const rows = await rowsOf(db, table)
    const lacking = columns.filter((column) => {
      const kept = keptIn(column, whose)
      return kept && !rows.some((row) => row[column.name] === kept)
    })
    if (lacking.length) await addRow(db, columns, whose)
  }
}

import { getTableColumns, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { csvOf } from '../../src/feeds/exporting-csv.ts'
import { importRows } from '../../src/imports/importing.ts'
import { columns } from '../../src/imports/own-csv-columns.ts'
import { readSource } from '../../src/imports/presets.ts'
import { closures, opportunities } from '../../src/opportunities/table.ts'
import { countries } from '../../src/places/countries.ts'
import { regions } from '../../src/places/regions.ts'
import { seedLoad } from '../../src/seeds/load.ts'
import { publish } from '../support/given.ts'
import { createWorld, NOON, ORIGIN, type World } from '../support/world.ts'
import { anyText, hostileFinding, parseCsv, readCsv } from './reading.ts'

/** Imports a file into an empty database and answers what that exports, without ids and in an order of its own. */
async function carryOver(world: World): Promise<Record<string, string>[]> {
  const answer = await world.get('/opportunities.csv')
  const source = await readSource(await answer.text(), { isCsv: true })
  const other = await createWorld()
  const { total, problems } = await importRows(other.ctx(), source)
  expect(problems).toEqual([])
  expect(total.created).toBe(source.rows.length)
  return withoutIds(await readCsv(other))
}

const withoutIds = (rows: Record<string, string>[]) =>
  rows.map(({ external_id, ...row }) => row).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

test('has the columns of the import, in their order, all but the body', async () => {
  const world = await createWorld()
  await publish(world)
  const [row] = await readCsv(world)
  expect(Object.keys(row ?? {})).toEqual(columns.map(({ name }) => name).filter((name) => name !== 'body'))
})

test('what one file does not hold is in the next, which a header names', async () => {
  const world = await createWorld()
  const first = await publish(world)
  const copied = Object.values(getTableColumns(opportunities)).filter(({ name }) => name !== 'seq' && name !== 'id')
  const names = sql.join(
    copied.map(({ name }) => sql.identifier(name)),
    sql`, `,
  )
  await world.db.run(sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)
    insert into opportunities (id, ${names}) select 'opp_copy' || i, ${names} from n, opportunities where id = ${first}`)
  const answer = await world.get('/opportunities.csv?kind=role')
  const [, next = ''] = /^<(.+)>; rel="next"$/.exec(answer.headers.get('link') ?? '') ?? []
  expect(next).toContain(`${ORIGIN}/opportunities.csv?kind=role&cursor=`)
  expect(parseCsv(await textOf(answer))).toHaveLength(10_000)
  const rest = await world.get(next.replace(ORIGIN, ''))
  expect(rest.headers.get('link')).toBeNull()
  expect(parseCsv(await textOf(rest)).map(({ external_id }) => external_id)).toEqual([first])
  expect(await (await world.get('/')).text()).toContain('CSV</a> (the first 10,000)')
})

/** With its byte order mark. */
const textOf = async (answer: Response) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer())

test('what is exported is imported again, row for row', async () => {
  const world = await createWorld()
  await seedLoad(world.ctx(), { opportunities: 400, randomSeed: 3 })
  const rows = withoutIds(await readCsv(world))
  expect(rows.length).toBeGreaterThan(250)
  expect(await carryOver(world)).toEqual(rows)
})

test('every country, region and kind of text survives the way out and in', async () => {
  const world = await createWorld()
  const url = 'https://northlight.test/apply?x=1&y="2"'
  // No import tells a Berlin in Georgia from the one it knows.
  const known = countries.filter((country) => country !== 'GE')
  const cities = ['Casablanca', 'Berlin', 'Berlin', 'Cambridge']
  for (const [i, city] of cities.entries()) {
    const places = known.slice(i * 30, i * 30 + 29).flatMap((country) => ({ country, city: i % 2 ? null : city }))
    const remoteRegions = i === 0 ? regions.map(({ id }) => id) : countries.slice(100 + i * 30, 130 + i * 30)
    await publish(world, {
      title: `-${i}, "quoted"; =1+1`,
      validation: '@two\nlines',
      applyUrl: url,
      places,
      remoteRegions,
    })
  }
  await publish(world, {
    title: '=cmd|calc',
    summary: '+1 or -1',
    applyUrl: url,
    validation: '\tTab',
    audiences: ['a|b'],
    places: [
      { city: 'Washington', country: 'US' },
      { city: 'Casablanca', country: 'MA' },
      { city: 'Panama City', country: 'PA' },
      { city: 'Victoria', country: 'AU' },
      { city: 'Tbilisi', country: 'GE' },
    ],
  })
  const rows = withoutIds(await readCsv(world))
  expect(await carryOver(world)).toEqual(rows)
})

test('cells that a spreadsheet would compute are guarded, also across lines; numbers stay numbers', async () => {
  const world = await createWorld()
  await publish(world, {
    title: '=1+1',
    summary: '@SUM(A1)',
    validation: '-1\nand more',
    seats: 12,
    pay: { kind: 'paid', min: 10, max: 20, currency: 'EUR', per: 'hour' },
  })
  expect((await readCsv(world))[0]).toMatchObject({
    title: "'=1+1",
    summary: "'@SUM(A1)",
    validation: "'-1\nand more",
    seats: '12',
    pay_min: '10',
  })
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const [row] = parseCsv(await csvOf(world.ctx(), (await hostileFinding(world, text)).openings))
      for (const cell of Object.values(row ?? {})) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
      expect(row?.title?.replace(/^'(?=[=+\-@])/, '')).toBe(text.replace(/\r\n?/g, '\n').trim())
    }),
    { numRuns: 200 },
  )
})

test('only what is open; an empty search is a header alone', async () => {
  const world = await createWorld()
  const closed = await publish(world)
  await publish(world, { closesOn: '2026-03-01' })
  await world.db.insert(closures).values({ opportunityId: closed, reason: 'filled', closedBy: 'test', closedAt: NOON })
  world.now += DAY
  expect(await readCsv(world)).toEqual([])
  const body = await (await world.get('/opportunities.csv?kind=phd')).text()
  expect(body).toMatch(/^external_id,kind,title,[a-z_,]+\r\n$/)
  expect(await world.db.$count(opportunities)).toBe(2)
})

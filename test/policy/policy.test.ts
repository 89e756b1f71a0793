import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { buildApp } from '../../src/app.tsx'
import { rulesOf } from '../../src/http/access.ts'
import { type House, keyToken, openHouse, roles } from './fixtures.ts'
import { apiTable, keyColumns } from './rows/api.ts'
import type { Row } from './rows/row.ts'
import { table } from './table.ts'

const app = buildApp(() => {
  throw new Error('No request is made here')
})

describe('every route is in the table, and the table has no other', () => {
  const routes = rulesOf(app).map(({ method, path }) => `${method} ${path}`)
  test('pages and forms', () => {
    const pages = routes.filter((route) => !route.includes(' /api/'))
    expect([...new Set(table.map(({ route }) => route))].sort()).toEqual([...new Set(pages)].sort())
  })
  test('writes of the API', () => {
    const keyed = rulesOf(app).filter(({ rule }) => rule === 'keyHolder')
    expect([...new Set(apiTable.map(({ route }) => route))].sort()).toEqual(
      keyed.map(({ method, path }) => `${method} ${path}`).sort(),
    )
  })
  test('a route that names no rule keeps the service from starting', () => {
    const nameless = { method: 'GET', path: '/secret', handler: () => undefined, basePath: '' }
    expect(() => rulesOf({ routes: [...app.routes, nameless] as never })).toThrow('GET /secret names no rule')
  })
})

/** The path of a row, or of the same thing that is not there. */
function pathOf({ route, on = {} }: Pick<Row, 'route' | 'on'>, missing = false): string {
  const [, pattern = ''] = route.split(' ')
  return pattern.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) =>
    missing && name !== 'file' ? (on[name] ?? '').replace(/_.*/, '_none') : (on[name] ?? 'none'),
  )
}

/** What an answer says of who asked: let in, led to the sign-in, not found, or found but not theirs. */
function lettersOf(answer: Response): string {
  const to = answer.headers.get('location') ?? ''
  if (answer.status === 401 || (answer.status === 303 && to.startsWith('/sign-in'))) return 's'
  if (answer.status === 404) return '-'
  if (answer.status === 403) return 'x'
  return answer.status < 500 ? 'y' : String(answer.status)
}

const TABLES = sql`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'
  and name not like 'opportunity_text%' and name not like '\\_%' escape '\\' and name not like 'd1_%' order by name`

/** Everything the database holds. */
async function dump({ world: { db } }: House): Promise<string> {
  const tables = await db.all<{ name: string }>(TABLES)
  const rows: unknown[] = []
  for (const { name } of tables) rows.push([name, await db.all(sql.raw(`select * from "${name}"`))])
  return JSON.stringify(rows)
}

/** Thousands of requests each, and what a test that was given up still does would spoil the next. */
const PATIENT = { timeout: 120_000 }

const unsafe = table.filter(({ route }) => !route.startsWith('GET'))
const safe = table.filter(({ route }) => route.startsWith('GET'))
const title = (row: Row) => `${row.route} ${JSON.stringify(row.on ?? {})}`

test('what may be read, by each role', PATIENT, async () => {
  const house = await openHouse()
  const wrong: string[] = []
  for (const row of safe) {
    const answers = await Promise.all(roles.map((role) => house.ask(role, 'GET', pathOf(row))))
    const found = answers.map(lettersOf).join('')
    if (found !== row.cells.replaceAll(' ', ''))
      wrong.push(`${title(row)}: ${row.cells} in the table, ${found} answered`)
  }
  expect(wrong).toEqual([])
})

test('what is refused changes nothing, by each role', PATIENT, async () => {
  const house = await openHouse()
  const before = await dump(house)
  const wrong: string[] = []
  for (const row of unsafe) {
    const [method = ''] = row.route.split(' ')
    const cells = row.cells.replaceAll(' ', '')
    const refused = roles.map((role, i) => ({ role, cell: cells[i] })).filter(({ cell }) => cell !== 'y')
    const answers = await Promise.all(refused.map(({ role }) => house.ask(role, method, pathOf(row), row.body)))
    for (const [i, { role, cell }] of refused.entries()) {
      const found = lettersOf(answers[i] ?? expect.fail('no answer'))
      if (found !== cell) wrong.push(`${title(row)} as ${role}: ${cell} in the table, ${found} answered`)
    }
  }
  expect(wrong).toEqual([])
  expect(await dump(house)).toBe(before)
})

test('what is allowed is done, by each role', PATIENT, async () => {
  const wrong: string[] = []
  for (const row of unsafe) {
    const [method = ''] = row.route.split(' ')
    const cells = row.cells.replaceAll(' ', '')
    for (const [i, role] of roles.entries()) {
      if (cells[i] !== 'y') continue
      const house = await openHouse()
      const found = lettersOf(await house.ask(role, method, pathOf(row), row.body))
      if (found !== 'y') wrong.push(`${title(row)} as ${role}: y in the table, ${found} answered`)
    }
  }
  expect(wrong).toEqual([])
})

test('what one may not see answers byte for byte as if it were missing', PATIENT, async () => {
  const house = await openHouse()
  const wrong: string[] = []
  for (const row of table) {
    const [method = ''] = row.route.split(' ')
    const cells = row.cells.replaceAll(' ', '')
    for (const [i, role] of roles.entries()) {
      if (cells[i] !== '-' || !row.on || pathOf(row) === pathOf(row, true)) continue
      const [hidden, missing] = await Promise.all([
        house.ask(role, method, pathOf(row), row.body),
        house.ask(role, method, pathOf(row, true), row.body),
      ])
      if (hidden.status !== missing.status || (await hidden.text()) !== (await missing.text()))
        wrong.push(`${title(row)} as ${role}`)
    }
  }
  expect(wrong).toEqual([])
})

test('what the API’s keys may write', PATIENT, async () => {
  const wrong: string[] = []
  for (const row of apiTable) {
    const [method = ''] = row.route.split(' ')
    const cells = row.cells.replaceAll(' ', '')
    for (const [i, column] of keyColumns.entries()) {
      const { world } = await openHouse()
      const headers: Record<string, string> = { 'Content-Type': 'application/json' }
      if (column === 'cookie') headers.Cookie = '__Host-session=token-of-owner'
      else if (column !== 'none') headers.Authorization = `Bearer ${keyToken(column)}`
      const answer = await world.request(pathOf(row), {
        method,
        headers,
        body: row.json === undefined ? null : JSON.stringify(row.json),
      })
      const found = lettersOf(answer)
      if (found !== cells[i]) wrong.push(`${title(row)} with ${column}: ${cells[i]} in the table, ${found} answered`)
    }
  }
  expect(wrong).toEqual([])
})

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { dayIn } from '../../src/calendar.ts'
import { migrate } from '../../src/cli/migrate.ts'
import type { Ctx, Person } from '../../src/context.ts'
import { openLibsql } from '../../src/db/client.ts'
import { readDashboard } from '../../src/outcomes/dashboard.ts'
import { settleTallies } from '../../src/outcomes/tallies/settling.ts'
import { dashboardOf } from '../../src/programs/dashboard/dashboard.ts'
import { selectLive } from '../programs/dashboard/live.ts'
import { bundledApp } from './bundled.ts'
import { EVENTS_A_PERSON, fillGroup, GROUP, TOKEN } from './crowded-group.ts'
import { contextOver, NOW } from './database.ts'
import { measure } from './measure.ts'
import { type Row, rowsOf } from './row.ts'
import { counting, type Trips } from './trips.ts'

const ORIGIN = 'http://bench.test'
/** What the page is held to where there are as many people as a group may have. */
const ALLOWED = { people: 100_000, ratio: 0.01, trips: 2 }

/** The dashboard of groups of so many people beside the same counted live, and its round trips. */
export async function benchDashboards(amounts: readonly number[]): Promise<{ rows: Row[]; trips: Trips[] }> {
  const [rows, trips]: [Row[], Trips[]] = [[], []]
  for (const people of amounts) {
    const found = await benchDashboard(people)
    rows.push(...found.rows)
    trips.push(found.trips)
  }
  return { rows, trips }
}

async function benchDashboard(people: number) {
  const folder = mkdtempSync(join(tmpdir(), 'onward-bench-'))
  const client = createClient({ url: `file:${join(folder, 'group.db')}` })
  try {
    await client.execute('pragma journal_mode = wal')
    await client.execute('pragma synchronous = off')
    await migrate(client)
    await fillGroup(client, people)
    const ctx = contextOver(openLibsql(client), ORIGIN)
    const settling = Date.now()
    while (await settleTallies(ctx));
    const words = `of ${people.toLocaleString('en')} people and ${(people * EVENTS_A_PERSON).toLocaleString('en')} events`
    console.error(`... a group ${words} added up in ${((Date.now() - settling) / 1000).toFixed(1)} s`)
    const member = {
      ...ctx,
      actor: { type: 'person', id: 'per_bench', groups: { [GROUP]: 'owner' } } as unknown as Person,
    }
    return { rows: await beside(member, words, people), trips: await tripsOf(ctx, client, words) }
  } finally {
    client.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function beside(ctx: Ctx, words: string, people: number): Promise<Row[]> {
  const today = dayIn(NOW, 'UTC')
  await checkSame(ctx, today, people)
  const [name, peer] = [`a group's dashboard ${words}, read`, 'the same counted live, in one batch']
  const peers = [
    { name, run: () => readDashboard(ctx, GROUP) },
    { name: peer, run: () => ctx.db.batch(selectLive(ctx.db, GROUP, today)) },
  ]
  const bench = await measure('dashboard', peers, { rounds: 5 })
  return rowsOf(bench, [{ name, peer, limit: people >= ALLOWED.people ? ALLOWED.ratio : null }])
}

async function checkSame(ctx: Ctx, today: string, people: number): Promise<void> {
  const { rows } = await readDashboard(ctx, GROUP)
  const shown = dashboardOf(rows, today)
  const [[counts], , [left]] = await ctx.db.batch(selectLive(ctx.db, GROUP, today))
  assert.equal(shown.counts.people, people)
  for (const key of ['held', 'neverTold', 'stale', 'landings', 'unverified'] as const)
    assert.equal(shown.counts[key], counts?.[key])
  assert.equal(shown.dropOut.gone, left?.gone)
}

async function tripsOf(ctx: Ctx, client: Parameters<typeof counting>[0], words: string): Promise<Trips> {
  const calls = { count: 0 }
  const app = (await bundledApp()).buildApp(() => ({ ...ctx, db: openLibsql(counting(client, calls)) }))
  const headers = { cookie: `__Host-session=${TOKEN}` }
  const answer = await app.request(`${ORIGIN}/groups/${GROUP}`, { headers }, {})
  assert.equal(answer.status, 200)
  await answer.arrayBuffer()
  return {
    name: `a group's dashboard ${words}, signed in`,
    trips: calls.count,
    limit: ALLOWED.trips,
    status: answer.status,
  }
}

import assert from 'node:assert/strict'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { PeopleIndex } from '../../src/matching/index-of-people.ts'
import { peopleMatching } from '../../src/matching/people-matching.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { opening, openingsStated } from '../matching/arbitrary.ts'
import { fieldOf, matchPeopleNaively, type Someone } from '../matching/naive.ts'
import { crowd } from './crowd.ts'
import { NOW } from './database.ts'
import { measure, type Peer } from './measure.ts'
import { sqlPeople } from './people-sql.ts'
import { type Limit, type Row, rowsOf } from './row.ts'

const SHOWN = 20
const OPPORTUNITIES = 24
const ALLOWED = { micros: 5_000, bytes: 64 * 2 ** 20, people: 1_000_000 }
/** The other ways would take hours with more. */
const MOST_OTHERWISE = 10_000

export type Memory = { name: string; bytes: number; limit: number | null }

/** One opportunity against so many people: the index, every pair explained, and SQL. */
export async function benchPeople(amounts: readonly number[]): Promise<{ rows: Row[]; memory: Memory[] }> {
  const cards = fc
    .sample(openingsStated, { seed: 11, numRuns: OPPORTUNITIES * 2 })
    .map((o, i) => opening({ ...o, seq: i + 1, closesAt: null }))
  const asking = cards.filter((o) => o.skills.length || o.professions.length).slice(0, OPPORTUNITIES)
  const field = fieldOf(cards)
  const [rows, memory]: [Row[], Memory[]] = [[], []]
  for (const amount of amounts) {
    const { index, bytes } = await indexOf(amount)
    const words = `${amount.toLocaleString('en')} people`
    memory.push({ name: `index of ${words}`, bytes, limit: amount === ALLOWED.people ? ALLOWED.bytes : null })
    const engine = {
      name: `one opportunity with ${words}`,
      operations: asking.length,
      run: () => {
        for (const o of asking) peopleMatching(index, o, field, { limit: SHOWN })
      },
    }
    const some = [...crowd(Math.min(amount, MOST_OTHERWISE))]
    rows.push(...(await besideOthers(engine, some, amount, asking, field)))
  }
  return { rows, memory }
}

type Field = Parameters<typeof peopleMatching>[2]

async function besideOthers(
  engine: Peer,
  people: readonly Someone[],
  amount: number,
  asking: readonly OpportunityCard[],
  field: Field,
): Promise<Row[]> {
  const of = people.length < amount ? ` (only ${people.length.toLocaleString('en')} people)` : ''
  const names = { naive: `naive loop: every profile explained${of}`, sql: `one SQL statement (libsql, in memory)${of}` }
  const sql = sqlPeople(people, field, SHOWN)
  const index = new PeopleIndex()
  for (const one of people) index.put(one)
  for (const [i, o] of asking.entries()) {
    const found = peopleMatching(index, o, field, { limit: SHOWN })
    assert.deepEqual(sql(o)(), found)
    if (i % 6 === 0) assert.deepEqual(matchPeopleNaively(people, o, field, NOW, { limit: SHOWN }), found)
  }
  const statements = asking.map(sql)
  const [first] = asking
  if (!first) throw new Error('No opportunity asks for anything')
  const peers: Peer[] = [
    engine,
    { name: names.naive, run: () => matchPeopleNaively(people, first, field, NOW, { limit: SHOWN }) },
    {
      name: names.sql,
      operations: statements.length,
      run: () => {
        for (const ask of statements) ask()
      },
    },
  ]
  const bench = await measure('people', peers, { rounds: 7 })
  const limits: Limit[] = [
    { name: engine.name, peer: names.naive, limit: of ? null : 0.1 },
    { name: engine.name, peer: names.sql, limit: of ? null : 0.1 },
  ]
  const rows = rowsOf(bench, limits)
  const micros = rows[0]?.micros ?? 0
  const allowed = { peer: '5 ms, which it may take', peerMicros: ALLOWED.micros, ratio: micros / ALLOWED.micros }
  return amount === ALLOWED.people ? [{ name: engine.name, micros, ...allowed, limit: 1 }, ...rows] : rows
}

async function indexOf(amount: number): Promise<{ index: PeopleIndex; bytes: number }> {
  const before = await inUse()
  const index = new PeopleIndex()
  for (const one of crowd(amount)) index.put(one)
  return { index, bytes: (await inUse()) - before }
}

const LONG_ENOUGH_MS = 100

/** Buffers that nobody holds are given back a while after they were collected. */
async function inUse(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let again = 0; again < 3; again++) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, LONG_ENOUGH_MS))
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

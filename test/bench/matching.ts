import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matchOpenings } from '../../src/matching/matching.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import type { Profile } from '../../src/profiles/schema.ts'
import { buildIndex } from '../../src/search/index-of-openings.ts'
import { NOW, opening, openingsStated, people } from '../matching/arbitrary.ts'
import { fieldOf, matchNaively } from '../matching/naive.ts'
import { sqlPeer } from './matching-sql.ts'
import { measure } from './measure.ts'
import { type Limit, type Row, rowsOf } from './row.ts'

const SHOWN = 10
const PERSONS = 12
/** Different ones are dear to make: beyond these they come again under other numbers. */
const DIFFERENT = 20_000

const namesFor = (open: number) => ({
  engine: `matching one person with ${open.toLocaleString('en')} openings`,
  naive: 'naive loops: every opening explained, then sorted',
  sql: 'one SQL statement for the same, but for the words (libsql, in memory)',
})

/** Persons against openings: the engine, the same rules opening by opening, and the same answer by SQLite. */
export async function benchMatching(amounts: readonly number[]): Promise<Row[]> {
  const different = fc.sample(openingsStated, { seed: 7, numRuns: Math.min(DIFFERENT, Math.max(...amounts)) })
  const profiles = fc.sample(people, { seed: 3, numRuns: PERSONS })
  const rows: Row[] = []
  for (const open of amounts) {
    const cards = Array.from({ length: open }, (_, i) => opening({ ...different[i % different.length], seq: i + 1 }))
    rows.push(...(await benchBoard(cards, profiles)))
  }
  return rows
}

async function benchBoard(cards: readonly OpportunityCard[], profiles: readonly Profile[]): Promise<Row[]> {
  const names = namesFor(cards.length)
  const limits: Limit[] = [
    { name: names.engine, peer: names.sql, limit: 0.025 },
    { name: names.engine, peer: names.naive, limit: 0.1 },
  ]
  const index = buildIndex(cards, 1, NOW)
  const field = fieldOf(cards.filter((o) => o.closesAt === null || o.closesAt > NOW))
  const sql = sqlPeer(cards, field, NOW)
  for (const profile of profiles) {
    const found = await matchOpenings(index, profile, NOW, { limit: SHOWN })
    assert.deepEqual(found, matchNaively(cards, profile, NOW, SHOWN))
    const { matches, nearly, ...counts } = found
    const numbers = (list: readonly { opportunity: OpportunityCard }[]) =>
      list.map(({ opportunity }) => opportunity.seq)
    assert.deepEqual(sql(profile)(), { ...counts, best: numbers(matches), nearly: numbers(nearly) })
  }
  const asking = profiles.map(sql)
  const peers = [
    {
      name: names.engine,
      operations: profiles.length,
      run: async () => {
        for (const profile of profiles) await matchOpenings(index, profile, NOW, { limit: SHOWN })
      },
    },
    {
      name: names.sql,
      operations: profiles.length,
      run: () => {
        for (const ask of asking) ask()
      },
    },
    // One of them is enough: what it costs hangs on nobody's profile.
    { name: names.naive, run: () => matchNaively(cards, profiles[0] as Profile, NOW, SHOWN) },
  ]
  return rowsOf(await measure('matching', peers, { rounds: cards.length > DIFFERENT ? 5 : 9 }), limits)
}

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matchOpenings } from '../../src/matching/matching.ts'
import { buildIndex } from '../../src/search/index-of-openings.ts'
import { NOW, opening, openingsStated, person } from '../matching/arbitrary.ts'
import { fieldOf, matchNaively } from '../matching/naive.ts'
import { sqlPeer } from './matching-sql.ts'
import { measure } from './measure.ts'
import { type Limit, type Row, rowsOf } from './row.ts'

const OPENINGS = 10_000
const SHOWN = 10

const names = {
  engine: `matching one person with ${OPENINGS} openings`,
  naive: 'naive loops: every opening explained, then sorted',
  sql: 'SQL join (libsql, in memory)',
}
const limits: Limit[] = [
  { name: names.engine, peer: names.sql, limit: 0.25 },
  { name: names.engine, peer: names.naive, limit: 0.02 },
]

/** States only what the SQL peer can ask for, so that all three must name the same ten. */
const profile = person({
  skills: ['python', 'pytorch', 'statistics', 'evaluations', 'facilitation', 'presenting', 'writing', 'law'].map(
    (id) => ({ id }),
  ),
  professions: ['engineering', 'education'],
  workGroups: ['technical'],
  kinds: ['internship', 'fellowship', 'role', 'project'],
  availability: { hours: 20 },
  payNeeded: true,
})

/** One person against 10,000 openings: the engine, the same rules opening by opening, and a join in SQLite. */
export async function benchMatching(): Promise<Row[]> {
  const cards = fc.sample(openingsStated, { seed: 7, numRuns: OPENINGS }).map((o, i) => opening({ ...o, seq: i + 1 }))
  const index = buildIndex(cards, 1, NOW)
  const field = fieldOf(cards.filter((o) => o.closesAt === null || o.closesAt > NOW))
  const engine = () => matchOpenings(index, profile, NOW, { limit: SHOWN })
  const naive = () => matchNaively(cards, profile, NOW, SHOWN)
  const sql = sqlPeer(cards, field, profile, NOW)

  assert.deepEqual(await engine(), naive())
  assert.deepEqual(
    sql(),
    (await engine()).matches.map(({ opportunity }) => opportunity.seq),
  )
  const bench = await measure('matching', [
    { name: names.engine, run: engine },
    { name: names.naive, run: naive },
    { name: names.sql, run: sql },
  ])
  return rowsOf(bench, limits)
}

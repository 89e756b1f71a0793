import assert from 'node:assert/strict'
import fc from 'fast-check'
import { fieldOf } from '../../src/matching/columns.ts'
import { matchOpenings } from '../../src/matching/matching.ts'
import { buildIndex } from '../../src/search/index-of-openings.ts'
import { NOW, opening, openingsStated, person } from '../matching/arbitrary.ts'
import { matchNaively } from '../matching/naive.ts'
import { sqlPeer } from './matching-sql.ts'
import { type Bench, measure, print } from './measure.ts'

const OPENINGS = 10_000
const SHOWN = 10

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
export async function benchMatching(): Promise<Bench> {
  const cards = fc.sample(openingsStated, { seed: 7, numRuns: OPENINGS }).map((o, i) => opening({ ...o, seq: i + 1 }))
  const index = buildIndex(cards, 1, NOW)
  const field = fieldOf(cards.filter((o) => o.closesAt === null || o.closesAt > NOW))
  const engine = () => matchOpenings(index, profile, NOW, { limit: SHOWN })
  const naive = () => matchNaively(cards, profile, NOW, SHOWN)
  const sql = sqlPeer(cards, field, profile, NOW)

  assert.deepEqual(engine(), naive())
  assert.deepEqual(
    sql(),
    engine().matches.map(({ opportunity }) => opportunity.seq),
  )
  const bench = await measure(`match one person with ${OPENINGS} openings`, [
    { name: 'engine', run: engine },
    { name: 'every opening explained, then sorted', run: naive },
    { name: 'SQL join (libsql, in memory)', run: sql },
  ])
  print(bench)
  return bench
}

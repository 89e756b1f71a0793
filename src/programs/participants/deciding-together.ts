import type { Ctx } from '../../context.ts'
import { type Decision, decide, idsOf, type Named, type Recording, type RowOutcome } from './deciding.ts'
import { agreeing } from './grouping.ts'
import type { Known } from './known-people.ts'

/** What everybody's rows come to. A list may name one record in several ways: all rows of it are then decided at once. */
export function decideAll(ctx: Ctx, people: readonly Named[], known: Known, recording: Recording): Decision[] {
  const byRecord = Map.groupBy(people, (named) => {
    const [id, ...others] = idsOf(named, known)
    return id === undefined || others.length ? named : id
  })
  return [...byRecord.values()].map((same) => {
    const { named, failed } = asOne(same)
    const decision = decide(ctx, named, known, recording)
    return { ...decision, outcomes: [...decision.outcomes, ...failed] }
  })
}

type One = { named: Named; failed: RowOutcome[] }

/** Who is known by several addresses may be listed under each; in all else a row that gainsays an earlier one fails. */
function asOne(same: readonly Named[]): One {
  const [first, ...others] = same
  if (first && !others.length) return { named: first, failed: [] }
  const { failed } = agreeing(same.flatMap(({ rows }) => rows.map((row) => ({ ...row, email: null }))))
  const wrong = new Set(failed.map(({ row }) => row))
  const left = same.map((named) => ({ ...named, rows: named.rows.filter(({ row }) => !wrong.has(row)) }))
  // The first address is that of the first row that gives one.
  const listed = left.filter(({ rows }) => rows.some(({ email }) => email))
  const named = {
    rows: left.flatMap(({ rows }) => rows),
    emailKeys: [...new Set([...listed, ...left].flatMap(({ emailKeys }) => emailKeys))],
    externalIds: [...new Set(left.flatMap(({ externalIds }) => externalIds))],
    nameKey: first?.nameKey ?? '',
  }
  return { named, failed: failed.map(({ row, reason }) => ({ row, result: 'failed', reason })) }
}

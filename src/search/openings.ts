import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Db, Statement } from '../db/client.ts'
import { selectBoardVersion, selectOpenings, selectTouched } from '../opportunities/queries.ts'
import { followChange, noIndex, type OpeningsIndex } from './building.ts'
import { snippetMarks } from './schema.ts'
import { textMatch } from './text.ts'

/** An isolate asks for the data version at most this often. */
const RECHECK_MS = 1_000
const MOST_TEXT_HITS = 1_000
const MOST_SNIPPETS = 50

/** The index this isolate holds for a database, and when its version was last compared. */
const held = new WeakMap<Db, { index: OpeningsIndex; checkedAt: number }>()

/** The index as long as it may be believed without asking the database. */
export function believedIndex(ctx: Ctx): OpeningsIndex | null {
  const known = held.get(ctx.db)
  const age = known ? ctx.now - known.checkedAt : -1
  return known && age >= 0 && age < RECHECK_MS ? known.index : null
}

/** What full text found: numbers of opportunities, newest first, and for the newest few where the words stand. */
type TextHits = { seqs: number[]; snippets: ReadonlyMap<number, string> }

export type Openings<S extends Statement> = {
  index: OpeningsIndex
  text: TextHits | null
  also: Awaited<S> | undefined
}

type Asked<S> = {
  /** Words to look for: the newest 1,000 hits; no words, no hits to go by. */
  q?: string
  /** Ask the database even where this isolate has just done so. */
  fresh?: boolean
  /** A statement to take along on the same round trip. */
  also?: S
}

/** Everything open, in at most one round trip: only rows that have changed since the last look come along. */
export async function openings<S extends Statement>(
  ctx: Ctx,
  { q = '', fresh = false, also }: Asked<S> = {},
): Promise<Openings<S>> {
  const match = textMatch(q)
  const believed = fresh ? null : believedIndex(ctx)
  if (believed && !match && !also) return { index: believed, text: null, also: undefined }

  const known = held.get(ctx.db)?.index
  const usable = known && known.builtFor <= ctx.now ? known : noIndex
  const statements: [Statement, ...Statement[]] = [
    selectBoardVersion(ctx.db),
    selectOpenings(ctx.db, ctx.now, usable.version),
    selectTouched(ctx.db, usable.version),
  ]
  if (match) statements.push(selectHits(ctx.db, match), selectSnippets(ctx.db, match))
  if (also) statements.push(also)
  const answers: unknown[] = await ctx.db.batch(statements)

  const index = followed(usable, answers as Followed, ctx.now)
  held.set(ctx.db, { index, checkedAt: ctx.now })
  return { index, text: match ? hitsOf(answers) : null, also: also ? (answers.at(-1) as Awaited<S>) : undefined }
}

type Followed = [
  Awaited<ReturnType<typeof selectBoardVersion>>,
  Awaited<ReturnType<typeof selectOpenings>>,
  Awaited<ReturnType<typeof selectTouched>>,
]

function followed(index: OpeningsIndex, [[board], cards, touched]: Followed, now: number): OpeningsIndex {
  const version = board?.value ?? 0
  if (index.version === version) return index
  return followChange(index, { version, now, cards, touched: new Set(touched.map(({ seq }) => seq)) })
}

/** In the order of row numbers and cut there, so that a word in most documents costs no scan. */
const selectHits = (db: Db, match: string) =>
  db.all<{ seqs: string }>(
    sql`select json_group_array(rowid) as seqs from (
      select rowid from opportunity_text where opportunity_text match ${match} order by rowid desc limit ${MOST_TEXT_HITS})`,
  )

const selectSnippets = (db: Db, match: string) =>
  db.all<{ seq: number; snippet: string }>(
    sql`select rowid as seq, snippet(opportunity_text, 3, ${snippetMarks.open}, ${snippetMarks.close}, ' … ', 16) as snippet
      from opportunity_text where opportunity_text match ${match} order by rowid desc limit ${MOST_SNIPPETS}`,
  )

function hitsOf([, , , hits, snippets]: unknown[]): TextHits {
  const [first] = hits as { seqs: string }[]
  return {
    seqs: JSON.parse(first?.seqs ?? '[]'),
    snippets: new Map((snippets as { seq: number; snippet: string }[]).map(({ seq, snippet }) => [seq, snippet])),
  }
}

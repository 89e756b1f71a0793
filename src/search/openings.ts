import { sql } from 'drizzle-orm'
import { quarterOf } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import type { Db, Statement } from '../db/client.ts'
import { prepared } from '../db/prepared.ts'
import { type Span, selectOpenings, selectReach, selectTouched } from '../opportunities/queries.ts'
import { followChange, noIndex, type OpeningsIndex } from './building.ts'
import { cardReader } from './card-reader.ts'
import { snippetMarks } from './schema.ts'
import { indexOfSnapshot, selectSnapshot, versionOfSnapshot } from './snapshots.ts'
import { textMatch } from './text.ts'

/** Changes that one round trip brings: some 13 MB where every one is open, of the 128 that an isolate has. */
const MOST_CHANGES = 10_000
/** An isolate asks for the data version at most this often. */
const RECHECK_MS = 1_000
const MOST_TEXT_HITS = 1_000
/** As many as a page of the board lists. */
const MOST_SNIPPETS = 25

/** The index this isolate holds for a database, and when its version was last compared; never while it is behind. */
type Held = { index: OpeningsIndex; checkedAt: number }
const held = new WeakMap<Db, Held>()

/** The index as long as it may be believed without asking the database. */
export function believedIndex(ctx: Pick<Ctx, 'db' | 'now'>): OpeningsIndex | null {
  const known = held.get(ctx.db)
  const age = known ? ctx.now - known.checkedAt : -1
  return known && age >= 0 && age < RECHECK_MS ? known.index : null
}

/** What full text found of what is open: numbers, newest first, and for the newest few where the words stand in the body. */
export type TextHits = {
  seqs: number[]
  snippets: ReadonlyMap<number, string>
  /** More hold the words: these are the newest. */
  isCut: boolean
}

export type Openings<S extends Statement> = {
  index: OpeningsIndex
  /** The board's version when hits and `also` were read: the index may be newer, where reading it took several round trips. */
  version: number
  text: TextHits | null
  /** What the words asked by themselves found. */
  rest: TextHits | null
  also: Awaited<S> | undefined
}

type Asked<S> = {
  /** Words to look for: the newest 1,000 hits; no words, no hits to go by. */
  q?: string
  /** Some of these words, to look for by themselves as well. */
  rest?: string
  /** Ask the database even where this isolate has just done so. */
  fresh?: boolean
  /** A statement to take along on the same round trip. */
  also?: S
  /** Changes that one round trip brings. */
  most?: number
}

/**
 * Everything open, in at most one round trip: only rows that have changed since the last look come along, and within a
 * second of it none are asked for. Thousands of changes take one round trip for every `most`.
 */
export async function openings<S extends Statement>(
  ctx: Ctx,
  { q = '', rest = '', fresh = false, also, most = MOST_CHANGES }: Asked<S> = {},
): Promise<Openings<S>> {
  const matches = [textMatch(q), textMatch(rest)].filter((match) => match !== null)
  const hits = matches.map((match) => selectHits(ctx.db, { match, now: ctx.now }))
  const beside: Statement[] = [...hits, ...(also ? [also] : [])]
  const believed = fresh ? null : believedIndex(ctx)
  const { index, version, answers } = believed
    ? { index: believed, version: believed.version, answers: await answersTo(ctx.db, beside) }
    : await currentIndex(ctx, beside, most)
  const [text = null, others = null] = matches.map((_, i) => hitsOf(answers[i] as TextRows))
  return { index, version, text, rest: others, also: (also && answers.at(-1)) as Awaited<S> | undefined }
}

async function answersTo(db: Db, [first, ...rest]: readonly Statement[]): Promise<readonly unknown[]> {
  return first ? db.batch([first, ...rest]) : []
}

/** The index as the database has it now, and what it answers to the statements beside, asked but once: some write. */
async function currentIndex(ctx: Ctx, beside: readonly Statement[], most: number) {
  const usable = usableIndex(ctx)
  const since = usable?.version ?? versionOfSnapshot(ctx.now)
  const start = usable ? [] : [selectSnapshot(ctx.db, ctx.now)]
  const [reach, cards, touched, ...others] = await ctx.db.batch([
    ...selectChanges(ctx, { since, most }),
    ...start,
    ...beside,
  ])
  const parts = start.length ? (others[0] as Awaited<ReturnType<typeof selectSnapshot>>) : []
  const from = usable ?? (parts.length ? indexOfSnapshot(ctx.db, parts) : noIndex)
  const index = from
    ? await followedOn(ctx, from, [reach, cards, touched], most)
    : await followedOn(ctx, noIndex, await ctx.db.batch(selectChanges(ctx, { since: noIndex.version, most })), most)
  held.set(ctx.db, { index, checkedAt: ctx.now })
  return { index, version: reach[0]?.latest ?? 0, answers: others.slice(start.length) as readonly unknown[] }
}

/**
 * What this isolate holds, where nothing has expired in it that is still open now: of requests at the same time some have
 * an earlier clock. Deadlines are ends of days somewhere, and fall on quarters of an hour.
 */
function usableIndex({ db, now }: Ctx): OpeningsIndex | null {
  const known = held.get(db)?.index
  return known && quarterOf(known.builtFor) <= quarterOf(now) ? known : null
}

const selectChanges = ({ db, now }: Ctx, span: Span) =>
  [selectReach(db, span), selectOpenings(db, now, span), selectTouched(db, span)] as const

type Changes = Readonly<
  [
    Awaited<ReturnType<typeof selectReach>>,
    Awaited<ReturnType<typeof selectOpenings>>,
    Awaited<ReturnType<typeof selectTouched>>,
  ]
>

/**
 * Where more changes follow, the cards of those before are left behind: so many at once would fill the memory. What was
 * read stays, for who comes after a failure.
 */
async function followedOn(ctx: Ctx, from: OpeningsIndex, first: Changes, most: number): Promise<OpeningsIndex> {
  let [changes, index] = [first, followed(from, first, ctx.now)]
  while (index.version < (changes[0][0]?.latest ?? 0)) {
    const openings = index.openings.withoutCards(cardReader(ctx.db))
    held.set(ctx.db, { index: { ...index, openings }, checkedAt: Number.NEGATIVE_INFINITY })
    changes = await ctx.db.batch(selectChanges(ctx, { since: index.version, most }))
    index = followed({ ...index, openings }, changes, ctx.now)
  }
  return index
}

function followed(index: OpeningsIndex, [[reach], cards, touched]: Changes, now: number): OpeningsIndex {
  const version = reach?.version ?? 0
  if (index.version === version) return index
  return followChange(index, { version, now, cards, touched: new Set(touched.map(({ seq }) => seq)) })
}

/** What is over takes no place among the newest. Asked of an index, for bodies make rows long. */
const isNotOver = sql`exists (
  select 1 from opportunities o indexed by opportunities_ends where o.seq = opportunity_text.rowid and o.published_at is not null
    and (o.closes_at is null or o.closes_at > ${sql.placeholder('now')})
    and not exists (select 1 from closures where opportunity_id = o.id))`

/**
 * One row, for rows and statements are dear beside a search. In the order of row numbers and cut there, so that a word
 * in most documents costs no scan. One more than is kept tells whether it was cut.
 */
const selectHits = prepared((db) => {
  const match = sql`opportunity_text match ${sql.placeholder('match')} and ${isNotOver} order by rowid desc`
  const { open, close } = snippetMarks
  return db.all<{ seqs: string; snippets: string }>(
    sql`select
      (select json_group_array(rowid) from (
        select rowid from opportunity_text where ${match} limit ${MOST_TEXT_HITS + 1})) as seqs,
      (select json_group_array(json_array(rowid, snippet)) from (
        select rowid, snippet(opportunity_text, 3, ${open}, ${close}, ' … ', 16) as snippet
        from opportunity_text where ${match} limit ${MOST_SNIPPETS})) as snippets`,
  )
})

type TextRows = Awaited<ReturnType<typeof selectHits>>
function hitsOf([hits]: TextRows): TextHits {
  const seqs = JSON.parse(hits?.seqs ?? '[]') as number[]
  const isCut = seqs.length > MOST_TEXT_HITS
  return { seqs: seqs.slice(0, MOST_TEXT_HITS), snippets: new Map(JSON.parse(hits?.snippets ?? '[]')), isCut }
}

import { type SQL, sql } from 'drizzle-orm'
import type { Piece } from '../../web/emails/digest-mail.tsx'
import { DAY } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import type { Db, Statement } from '../db/client.ts'
import { hashOf, type LaidOut, type Layout, type Shape } from './layouts.ts'

/** One reader's own words as [HTML, text]; once where both are the same. */
type Own = [string, string] | [string]
/** A mail as it is kept, in JSON: the hash of its layout, and what stands in it. Without a layout its words follow each other. */
type Body = [string, ...Own[]] | Own[]

const ownOf = ({ html, text }: Piece): Own => (html === text ? [html] : [html, text])

export const bodyOf = ({ layout, own }: LaidOut) => JSON.stringify([layout.hash, ...own.map(ownOf)] satisfies Body)

type PieceRow = { hash: string; html: string; text: string; layout: string | null }

/** The layouts of some digests and the pieces in them: `which` is a condition on `d`. */
export const selectPieces = (db: Db, which: SQL) =>
  db.all<PieceRow>(sql`
    with layouts as (select * from mail_pieces where hash in (select d.body ->> 0 from digests d where ${which}))
    select hash, html, body_text as text, layout from layouts
    union all select hash, html, body_text, layout from mail_pieces
      where hash in (select e.value from layouts l, json_each(l.layout) e)`)

export type Shared = { pieces: ReadonlyMap<string, Piece>; layouts: ReadonlyMap<string, Shape> }
export const sharedOf = (rows: readonly PieceRow[]): Shared => ({
  pieces: new Map(rows.map(({ hash, html, text }) => [hash, { html, text, shared: { subjectId: null } }])),
  layouts: new Map(rows.flatMap(({ hash, layout }) => (layout ? [[hash, JSON.parse(layout) as Shape]] : []))),
})

const gone = (hash: string) => new Error(`the piece ${hash} of a mail is gone`)
const readOwn = ([html, text]: Own): Piece => ({ html, text: text ?? html })

/** The pieces of a kept mail. What is missing was erased while it was read: nothing is joined without it. */
export function readBody(body: string, { pieces, layouts }: Shared): Piece[] {
  const [first, ...rest] = JSON.parse(body) as Body
  const own = rest.map((words) => readOwn(words as Own))
  if (typeof first !== 'string') return first ? [readOwn(first), ...own] : []
  const shape = layouts.get(first)
  if (!shape) throw gone(first)
  return shape.map((place) => {
    const piece = typeof place === 'number' ? own[place] : pieces.get(place)
    if (!piece) throw gone(`${place}`)
    return piece
  })
}

/** Whether something in a kept mail was erased since. */
export function lacksPiece(body: string, { pieces, layouts }: Shared): boolean {
  const [layout] = JSON.parse(body) as Body
  const isThere = (place: Shape[number]) => typeof place === 'number' || pieces.has(place)
  return typeof layout === 'string' && !layouts.get(layout)?.every(isThere)
}

/** The layouts and each of their pieces once, as rows of JSON to be kept, by their hashes. */
export function rowsOf(layouts: Iterable<Layout>): Map<string, string> {
  const rows = new Map<string, string>()
  for (const { hash, shape, pieces } of new Set(layouts)) {
    rows.set(hash, JSON.stringify([hash, null, '', '', shape]))
    for (const piece of pieces) {
      const of = hashOf(piece)
      if (!rows.has(of)) rows.set(of, JSON.stringify([of, piece.shared?.subjectId, piece.html, piece.text, null]))
    }
  }
  return rows
}

/** Keeps pieces that are not kept yet, but for what `may` forbids. One in use is noted once a day. */
export const keepPieces = ({ db, now }: Ctx, rows: string, may: SQL): Statement =>
  db.run(sql`insert into mail_pieces (hash, subject_id, html, body_text, layout, used_at)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, ${now} from json_each(${rows}) where ${may}
    on conflict do update set used_at = excluded.used_at where used_at < excluded.used_at - ${DAY}`)

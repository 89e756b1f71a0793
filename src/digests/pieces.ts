import { type SQL, sql } from 'drizzle-orm'
import type { Piece } from '../../web/emails/digest-mail.tsx'
import type { Ctx } from '../context.ts'
import type { Db, Statement } from '../db/client.ts'
import { sha256 } from '../secrets.ts'

/** One piece as a digest keeps it: the hash of a shared one, or its own words as [HTML, text]; once where both are the same. */
type Entry = string | [string, string] | [string]

const hashes = new WeakMap<Piece, string>()

/** Of the bytes, so that no other words ever go by the same one. */
function hashOf(piece: Piece): string {
  const known = hashes.get(piece)
  if (known) return known
  const hash = sha256(JSON.stringify([piece.html, piece.text]))
  if (piece.shared) hashes.set(piece, hash)
  return hash
}

const entryOf = (piece: Piece): Entry => {
  if (piece.shared) return hashOf(piece)
  return piece.html === piece.text ? [piece.html] : [piece.html, piece.text]
}

/** A mail as it is kept, in JSON. Its bytes are these pieces joined in this order, and nothing else. */
export const bodyOf = (pieces: readonly Piece[]) => JSON.stringify(pieces.map(entryOf))

type PieceRow = { hash: string; html: string; text: string }

/** The shared pieces of some digests: `which` is a condition on `d`. */
export const selectPieces = (db: Db, which: SQL) =>
  db.all<PieceRow>(sql`select hash, html, body_text as text from mail_pieces where hash in (
    select e.value from digests d, json_each(d.body) e where ${which} and e.type = 'text')`)

export type Shared = ReadonlyMap<string, Piece>
export const sharedOf = (rows: readonly PieceRow[]): Shared =>
  new Map(rows.map(({ hash, html, text }) => [hash, { html, text, shared: { subjectId: null } }]))

/** The pieces of a kept mail. What is missing was erased while it was read: nothing is joined without it. */
export function readBody(body: string, shared: Shared): Piece[] {
  return (JSON.parse(body) as Entry[]).map((entry) => {
    if (typeof entry !== 'string') return { html: entry[0], text: entry[1] ?? entry[0] }
    const piece = shared.get(entry)
    if (!piece) throw new Error(`the piece ${entry} of a mail is gone`)
    return piece
  })
}

/** Whether something in a kept mail was erased since. */
export const lacksPiece = (body: string, shared: Shared): boolean =>
  (JSON.parse(body) as Entry[]).some((entry) => typeof entry === 'string' && !shared.has(entry))

/** A piece in use is noted once a day. */
const NOTED = 24 * 60 * 60 * 1000

/** Each shared piece of these once, as rows of JSON to be kept. */
export function sharedIn(mails: readonly (readonly Piece[])[]): Map<string, string> {
  const found = new Map<Piece, string>()
  const rows = new Map<string, string>()
  for (const pieces of mails)
    for (const piece of pieces) {
      if (!piece.shared || found.has(piece)) continue
      const hash = hashOf(piece)
      found.set(piece, hash)
      rows.set(hash, JSON.stringify([hash, piece.shared.subjectId, piece.html, piece.text]))
    }
  return rows
}

/** Keeps pieces that are not kept yet, but for what `may` forbids. */
export const keepPieces = ({ db, now }: Ctx, rows: string, may: SQL): Statement =>
  db.run(sql`insert into mail_pieces (hash, subject_id, html, body_text, used_at)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, ${now} from json_each(${rows}) where ${may}
    on conflict do update set used_at = excluded.used_at where used_at < excluded.used_at - ${NOTED}`)

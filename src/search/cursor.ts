import type { Cursor } from './paging.ts'
import { type Sort, sorts } from './schema.ts'

/** A cursor as it stands in a URL: `newest.-.kx1abc.2f`, backwards `newest.-.kx1abc.2f.b`. */
export const writeCursor = ({ sort, key, publishedAt, seq, backwards }: Cursor) =>
  [
    sort,
    Number.isFinite(key) ? key.toString(36) : '-',
    publishedAt.toString(36),
    seq.toString(36),
    ...(backwards ? ['b'] : []),
  ].join('.')

const SHAPE = /^([a-z]{1,10})\.(-|[0-9a-z]{1,9})\.(-?[0-9a-z]{1,9})\.([0-9a-z]{1,9})(\.b)?$/

/** Reads a cursor back, or null where the text is none or belongs to another order. */
export function readCursor(text: string, sort: Sort): Cursor | null {
  const [, name, key = '', publishedAt = '', seq = '', backwards] = SHAPE.exec(text) ?? []
  if (name !== sort || !sorts.includes(name as Sort)) return null
  return {
    sort,
    key: key === '-' ? Number.POSITIVE_INFINITY : Number.parseInt(key, 36),
    publishedAt: Number.parseInt(publishedAt, 36),
    seq: Number.parseInt(seq, 36),
    backwards: backwards !== undefined,
  }
}

import { LRUCache } from 'lru-cache'
import { joined, type Piece } from '../../web/emails/digest-mail.tsx'
import { sha256 } from '../secrets.ts'

/** Hashes of shared pieces in their order, and numbers where a mail's own words belong: its first are number 0. */
export type Shape = (string | number)[]

/** How some mails are put together that tell of the same things. */
export type Layout = {
  hash: string
  /** In JSON. */
  shape: string
  /** The shared pieces in it. */
  pieces: readonly Piece[]
  /** The same with neighbours joined into one. */
  joined: readonly (Piece | number)[]
}

/** One mail: its layout, and what stands in it for this reader alone. */
export type LaidOut = { layout: Layout; own: readonly Piece[]; pieces: readonly Piece[] }

const MOST_LAYOUTS = 100
const layouts = new LRUCache<string, Layout>({ max: MOST_LAYOUTS })

/** The layout of a mail is found by the pieces in it, not made anew; words that come twice are kept once. */
export function layOut(pieces: readonly Piece[]): LaidOut {
  const own: Piece[] = []
  const places = pieces.map((piece) => (piece.shared ? piece : placeIn(own, piece)))
  const key = places.map((place) => (typeof place === 'number' ? `own${place}` : numberOf(place))).join()
  let layout = layouts.get(key)
  if (!layout) {
    layout = makeLayout(places)
    layouts.set(key, layout)
  }
  const whole = layout.joined.flatMap((place) => (typeof place === 'number' ? (own[place] ?? []) : [place]))
  return { layout, own, pieces: whole }
}

function placeIn(own: Piece[], piece: Piece): number {
  const known = own.indexOf(piece)
  return known < 0 ? own.push(piece) - 1 : known
}

const numbers = new WeakMap<Piece, number>()
let numbered = 0

/** A shared piece's number in this process. */
function numberOf(piece: Piece): number {
  const known = numbers.get(piece)
  if (known !== undefined) return known
  numbers.set(piece, ++numbered)
  return numbered
}

function makeLayout(places: readonly (Piece | number)[]): Layout {
  const shape = JSON.stringify(places.map((place) => (typeof place === 'number' ? place : hashOf(place))))
  const pieces = new Set(places.filter((place) => typeof place !== 'number'))
  return { hash: sha256(`layout ${shape}`), shape, pieces: [...pieces], joined: joinNeighbours(places) }
}

function joinNeighbours(places: readonly (Piece | number)[]): (Piece | number)[] {
  const runs: (Piece[] | number)[] = []
  for (const place of places) {
    const last = runs.at(-1)
    if (typeof place === 'number') runs.push(place)
    else if (typeof last === 'object') last.push(place)
    else runs.push([place])
  }
  return runs.map((run) => (typeof run === 'number' ? run : { ...joined(run), shared: { subjectId: null } }))
}

const hashes = new WeakMap<Piece, string>()

/** Of the bytes, so that no other words ever go by the same one. */
export function hashOf(piece: Piece): string {
  const known = hashes.get(piece)
  if (known) return known
  const hash = sha256(JSON.stringify([piece.html, piece.text]))
  hashes.set(piece, hash)
  return hash
}

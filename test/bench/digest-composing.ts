import assert from 'node:assert/strict'
import { openings } from '../../src/search/openings.ts'
import type { Digest } from '../emails/rendered-anew.tsx'
import { composers } from './bundled.ts'
import { type Board, contextOver, NOW } from './database.ts'
import { measure } from './measure.ts'
import { type Limit, type Row, rowsOf } from './row.ts'

const ITEMS = 10
const READERS = 20
const ORIGIN = 'https://onward.test'

const names = {
  prepared: `a digest of ${ITEMS} from prepared fragments`,
  keeping: `the same, its fragments asked for one by one`,
  anew: 'the same bytes rendered anew (Preact)',
}
const limits: Limit[] = [
  { name: names.prepared, peer: names.anew, limit: 0.1 },
  { name: names.keeping, peer: names.anew, limit: null },
]

/** Digests of different readers, every one with the reasons and links of its own. */
export async function benchComposing(board: Board): Promise<Row[]> {
  const { index } = await openings(contextOver(board.db))
  const cards = await index.openings.cardsAt([...Array(ITEMS * 2).keys()])
  const { digestMail, digestAnew, partsOf } = await composers()
  const read = { origin: ORIGIN, now: NOW }
  const digests = Array.from({ length: READERS }, (_, reader) => digestFor(reader, cards))
  const prepared = digests.map((digest) => partsOf(digest, read))
  for (const [i, parts] of prepared.entries())
    assert.deepEqual(digestMail(parts), digestAnew(digests[i] as Digest, read))
  const each =
    <T>(list: readonly T[], compose: (one: T) => { html: string; text: string }) =>
    () => {
      let sum = 0
      for (const one of list) sum += inOnePiece(compose(one))
      return sum
    }
  const peers = [
    { name: names.prepared, run: each(prepared, digestMail) },
    { name: names.keeping, run: each(digests, (digest) => digestMail(partsOf(digest, read))) },
    { name: names.anew, run: each(digests, (digest) => digestAnew(digest, read)) },
  ]
  return rowsOf(
    await measure(
      'digests',
      peers.map((peer) => ({ ...peer, operations: READERS })),
    ),
    limits,
  )
}

/** Joined texts are a tree of pieces until one of their characters is asked for; then they are in one piece. */
const inOnePiece = ({ html, text }: { html: string; text: string }) => html.charCodeAt(0) + text.charCodeAt(0)

/** A reader's digest of ten of these, with reasons and links of its own. */
export function digestFor(reader: number, cards: Digest['items'][number]['opportunity'][]): Digest {
  const token = `${reader}`.padStart(43, 'a')
  const manage = `${ORIGIN}/subscriptions/${token}`
  const chosen = cards.slice(reader % ITEMS, (reader % ITEMS) + ITEMS)
  return {
    subject: `${chosen[0]?.title} and ${ITEMS - 1} more`,
    intro: 'Your best new matches',
    items: chosen.map((opportunity, i) => ({
      opportunity,
      occasion: 'new',
      why: i % 2 ? null : `Asks for what you bring, and for no more than ${reader + i} hours`,
    })),
    more: null,
    closing: [],
    links: {
      see: `${ORIGIN}/me/matches`,
      manage,
      pause: `${manage}?pause=4w`,
      less: `${manage}?less=weekly`,
      unsubscribe: `${ORIGIN}/unsubscribe/${token}`,
      archive: `${manage}/mails`,
    },
    because: 'You get this because you asked Onward on 3 March 2026 to mail you new matches once a week.',
  }
}

import assert from 'node:assert/strict'
import { openings } from '../../src/search/openings.ts'
import { renderers } from './bundled.ts'
import { type Board, contextOver, NOW } from './database.ts'
import { measure } from './measure.ts'
import { type Limit, type Row, rowsOf } from './row.ts'

const SHOWN = 25
const names = {
  kept: `list of ${SHOWN}, as on the board (rows kept)`,
  preact: `list of ${SHOWN}, every row rendered anew`,
  react: 'React server rendering',
}
const limits: Limit[] = [
  { name: names.kept, peer: names.react, limit: null },
  { name: names.preact, peer: names.react, limit: null },
]

/** Text and classes without what each renderer writes in its own way. */
const plain = (html: string) =>
  html
    .replace(/<!--.*?-->/g, '')
    .replaceAll('&#x27;', "'")
    .replace(/="true"|=""/g, '')

/** The rows of one page of the board: the same components by Preact and by React. */
export async function benchLists(board: Board): Promise<Row[]> {
  const { index } = await openings(contextOver(board.db))
  const cards = await index.openings.cardsAt([...Array(SHOWN).keys()])
  const { kept, preact, react } = await renderers()
  assert.equal(kept(cards, NOW), preact(cards, NOW))
  assert.equal(plain(react(cards, NOW)).length, plain(preact(cards, NOW)).length)
  const peer = (name: string, render: typeof kept) => ({ name, run: () => render(cards, NOW) })
  const bench = await measure('lists', [peer(names.kept, kept), peer(names.preact, preact), peer(names.react, react)])
  return rowsOf(bench, limits)
}

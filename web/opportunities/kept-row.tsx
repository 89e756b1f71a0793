import { LRUCache } from 'lru-cache'
import { renderToString } from 'preact-render-to-string'
import { MINUTE } from '../../src/calendar.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { OpportunityRow } from './row.tsx'

const MOST_ROWS = 2_000
const QUARTER = 15 * MINUTE
const rows = new LRUCache<OpportunityCard, { quarter: number; html: string }>({ max: MOST_ROWS })

/** The row of an opportunity, rendered once a quarter of an hour: what it says of the deadline changes no faster. */
function rowHtml(opportunity: OpportunityCard, now: number): string {
  const quarter = Math.floor(now / QUARTER)
  const known = rows.get(opportunity)
  if (known?.quarter === quarter) return known.html
  const html = inOnePiece(renderToString(<OpportunityRow opportunity={opportunity} now={now} />))
  rows.set(opportunity, { quarter, html })
  return html
}

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()]
/** Added texts stay a tree of pieces in V8, which every page the row stands on would have to walk anew. */
const inOnePiece = (text: string) => decoder.decode(encoder.encode(text))

export const KeptRow = ({ opportunity, now }: { opportunity: OpportunityCard; now: number }) => (
  <li dangerouslySetInnerHTML={{ __html: rowHtml(opportunity, now) }} />
)

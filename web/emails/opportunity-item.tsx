import { LRUCache } from 'lru-cache'
import type { ComponentChildren } from 'preact'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { type Fragment, Item, joined, Line, type Piece, whyPiece } from './item.tsx'
import { light } from './mail-colors.ts'
import { capital, dayOf, type ItemWords, itemWords, markOf } from './opportunity-words.ts'
import { wrapped } from './plain-lines.ts'
import { parted } from './template.ts'

const soon = `color:${light.warm};font-weight:600`

export const OpportunityItem = ({ words: w, why }: { words: ItemWords; why?: ComponentChildren }) => (
  <Item label={w.kind} title={w.title} link={w.link} why={why}>
    <Line>
      <span dir="auto">{w.organization}</span>
      {' · '}
      <span dir="auto">{w.place}</span>
    </Line>
    <Line>{capital(w.time)}</Line>
    <Line>
      {`${capital(w.pay)} · `}
      {w.closing.soon ? (
        <span class="warm" style={soon}>
          {w.closing.text}
        </span>
      ) : (
        w.closing.text
      )}
      {w.mark && ` · ${w.mark}`}
    </Line>
  </Item>
)

/** The same for who reads text: what it is before the why, the link after it. */
const textBefore = (w: ItemWords) =>
  `${wrapped(w.title)}\n` +
  [
    `${w.kind} · ${w.organization} · ${w.place}`,
    `${w.time} · ${w.pay}`,
    [w.closing.text, w.mark].filter(Boolean).join(' · '),
  ]
    .map((line) => `${wrapped(capital(line))}\n`)
    .join('')

/** As it is where nothing is said of why, and what stands before and after a why. */
type Kept = { whole: Fragment; before: Piece; after: Piece }

const MOST_KEPT = 2_000
const kept = new LRUCache<string, Kept>({ max: MOST_KEPT })

type Props = {
  opportunity: OpportunityCard
  occasion: string
  why: string | Fragment | null
  origin: string
  now: number
}

/**
 * One opportunity as it stands in a digest. All but the why is the same for every reader of a day: it is prepared once
 * and kept, by everything that it is made from.
 */
export function opportunityFragment({ opportunity, occasion, why, origin, now }: Props): Fragment {
  const key = keyOf(opportunity, occasion, origin, now)
  let item = kept.get(key)
  if (!item) {
    item = prepare(opportunity.id, itemWords(opportunity, occasion, origin, now))
    kept.set(key, item)
  }
  const reason = why === null || typeof why === 'string' ? whyPiece(why) : why
  if (!reason.html) return item.whole
  if (reason.shared) return wholeWith(key, item, reason)
  const pieces = [item.before, reason, item.after]
  return { ...joined(pieces), pieces, brief: item.whole.brief }
}

const wholes = new LRUCache<string, Fragment>({ max: MOST_KEPT })

/** With a why that many readers get: one piece for all of them. */
function wholeWith(key: string, { whole, before, after }: Kept, why: Fragment): Fragment {
  const name = `${key} ${why.html}`
  const known = wholes.get(name)
  if (known) return known
  const made = { ...whole, ...joined([before, why, after]) }
  wholes.set(name, made)
  return made
}

function prepare(subjectId: string, words: ItemWords): Kept {
  const { title, link, time, place, closing } = words
  const [head = '', , tail = ''] = parted(['why'], ({ why }) => <OpportunityItem words={words} why={why} />)()
  const brief = { title: `${title}, ${words.organization}`, facts: [closing.text, time, place].join(' · ') }
  const shared = { subjectId }
  const before = { html: head, text: textBefore(words), shared }
  const after = { html: tail, text: link, shared }
  return { whole: { ...joined([before, after]), shared, brief }, before, after }
}

const said = new WeakMap<OpportunityCard, string>()

/** What a card says; no version would do instead, for its organization may change its name. */
function saidBy(o: OpportunityCard): string {
  let text = said.get(o)
  if (text === undefined) {
    const place = [o.places, o.workplace, o.remoteRegions]
    const deadline = [o.opensOn, o.closesOn, o.rolling, o.approximate, o.zone]
    text = JSON.stringify([o.id, o.kind, o.title, o.example, o.organization.name, place, o.commitment, o.pay, deadline])
    said.set(o, text)
  }
  return text
}

const keyOf = (o: OpportunityCard, occasion: string, origin: string, now: number) =>
  `${dayOf(o, now)} ${origin} ${markOf(occasion)} ${saidBy(o)}`

import { cardFields, type OpportunityCard } from '../opportunities/queries.ts'

/** A card as a snapshot holds it: the values of its fields as JSON, in ASCII, so that a character takes a byte. */
export type CardText = string
export type KeptCard = OpportunityCard | CardText

/** Stands for every quotation mark: D1 answers in JSON, where text without them is read twice as fast. */
const QUOTE = '\u007f'

/** The id stands first, where it is found without reading the rest. */
const fields = ['id', ...cardFields.filter((field) => field !== 'id')] as const

export function writeCard(card: KeptCard): CardText {
  if (typeof card === 'string') return card
  const text = JSON.stringify(fields.map((field) => card[field]))
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  return text.replace(/[\u007f-\uffff]/g, escaped).replaceAll('"', QUOTE)
}

/** What a line holds, to tell what other code wrote. */
export const cardFormat = fields.join()

/** Whether it is whole, as far as can be told without reading it. */
export const isCardText = (text: CardText) => text.startsWith(`[${QUOTE}`) && text.endsWith(']')

function readCard(text: CardText): OpportunityCard {
  const values: unknown[] = JSON.parse(text.replaceAll(QUOTE, '"'))
  return Object.fromEntries(fields.map((field, i) => [field, values[i]])) as OpportunityCard
}

/** Openings in order. What came as text is read when it is first asked for, as few of thousands are. */
export class OpeningList implements Iterable<OpportunityCard> {
  readonly kept: KeptCard[]

  constructor(kept: KeptCard[]) {
    this.kept = kept
  }

  get length() {
    return this.kept.length
  }

  at(position: number): OpportunityCard | undefined {
    const card = this.kept[position]
    if (typeof card !== 'string') return card
    const read = readCard(card)
    this.kept[position] = read
    return read
  }

  positionOf(id: string): number {
    const start = `[${QUOTE}${id}${QUOTE}`
    return this.kept.findIndex((card) => (typeof card === 'string' ? card.startsWith(start) : card.id === id))
  }

  find(id: string): OpportunityCard | undefined {
    return this.at(this.positionOf(id))
  }

  *[Symbol.iterator]() {
    for (let position = 0; position < this.length; position++) {
      const card = this.at(position)
      if (card) yield card
    }
  }
}

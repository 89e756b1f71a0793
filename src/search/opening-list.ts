import type { OpportunityCard } from '../opportunities/queries.ts'

/** What an isolate knows of every opening without its card. */
export type Opening = Pick<OpportunityCard, 'seq' | 'id' | 'title'>
export type KeptOpening = Opening | OpportunityCard

const isCard = (kept: KeptOpening): kept is OpportunityCard => 'kind' in kept

/** Finds the cards of these numbers; one that is no longer open has none. */
export type ReadCards = (seqs: readonly number[]) => Promise<ReadonlyMap<number, OpportunityCard>>

const readNone: ReadCards = async () => new Map()

/** Openings in order. A snapshot brings no cards: of the thousands few are ever shown, and those are read by number. */
export class OpeningList implements Iterable<Opening> {
  readonly kept: readonly KeptOpening[]
  readonly read: ReadCards

  constructor(kept: readonly KeptOpening[], read = readNone) {
    this.kept = kept
    this.read = read
  }

  get length() {
    return this.kept.length
  }

  at(position: number): Opening | undefined {
    return this.kept[position]
  }

  positionOf(id: string): number {
    return this.kept.findIndex((opening) => opening.id === id)
  }

  find(id: string): Opening | undefined {
    return this.at(this.positionOf(id))
  }

  /** The cards of some openings, in the order of these positions; in no round trip where all are known. */
  async cardsAt(positions: readonly number[]): Promise<OpportunityCard[]> {
    const asked = positions.flatMap((position) => this.kept[position] ?? [])
    const absent = asked.filter((opening) => !isCard(opening)).map(({ seq }) => seq)
    const read = absent.length ? await this.read(absent) : new Map<number, OpportunityCard>()
    return asked.flatMap((opening) => (isCard(opening) ? opening : (read.get(opening.seq) ?? [])))
  }

  /** The same, its cards left to be read. */
  withoutCards(read: ReadCards): OpeningList {
    return new OpeningList(
      this.kept.map(({ seq, id, title }) => ({ seq, id, title })),
      read,
    )
  }

  [Symbol.iterator](): Iterator<Opening> {
    return this.kept.values()
  }
}

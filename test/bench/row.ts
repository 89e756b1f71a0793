import { type Bench, type Figure, ratio } from './measure.ts'

/** A line of the table: CPU of one operation, how many times its peer's that is, and how many it may be. */
export type Row = {
  name: string
  micros: number
  peer: string
  ratio: number
  limit: number
  /** What has to come before this limit holds. */
  later?: string
}

export type Limit = Pick<Row, 'name' | 'peer' | 'limit' | 'later'>

export function rowsOf({ figures }: Bench, limits: readonly Limit[]): Row[] {
  const named = new Map(figures.map((figure) => [figure.name, figure]))
  return limits.map((limit) => rowOf(limit, find(named, limit.name), find(named, limit.peer)))
}

function find(figures: ReadonlyMap<string, Figure>, name: string): Figure {
  const figure = figures.get(name)
  if (!figure) throw new Error(`Nothing called “${name}” was measured`)
  return figure
}

const rowOf = (limit: Limit, figure: Figure, peer: Figure): Row => ({
  ...limit,
  micros: figure.micros,
  ratio: ratio(figure, peer),
})

type Judged = { is: number; limit: number; later?: string | undefined }
export function verdict({ is, limit, later }: Judged): string {
  const word = is <= limit ? 'ok' : 'over'
  return later ? `later (${later})` : word
}

export const verdictOf = (row: Row) => verdict({ is: row.ratio, limit: row.limit, later: row.later })

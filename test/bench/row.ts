import { type Bench, type Figure, ratio } from './measure.ts'

/** What a figure is held against: how many times its peer's CPU it may take. */
export type Limit = {
  name: string
  peer: string
  limit: number
  /** What has to come before this limit holds. */
  later?: string
}
export type Row = Limit & { micros: number; peerMicros: number; ratio: number }

export function rowsOf({ figures }: Bench, limits: readonly Limit[]): Row[] {
  const named = (name: string): Figure => {
    const figure = figures.find((one) => one.name === name)
    if (!figure) throw new Error(`Nothing called “${name}” was measured`)
    return figure
  }
  return limits.map((limit) => {
    const [figure, peer] = [named(limit.name), named(limit.peer)]
    return { ...limit, micros: figure.micros, peerMicros: peer.micros, ratio: ratio(figure, peer) }
  })
}

export function verdict(is: number, limit: number, later?: string): string {
  const word = is <= limit ? 'ok' : 'over'
  return later ? `${word} (later: ${later})` : word
}

import { type Bench, type Figure, ratio } from './measure.ts'

/** What a figure is held against: how many times its peer's CPU it may take. Without a limit it only stands beside. */
export type Limit = { name: string; peer: string; limit: number | null }
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

export type Verdict = 'ok' | 'over' | ''

export function verdict(is: number, limit: number | null): Verdict {
  if (limit === null) return ''
  return is <= limit ? 'ok' : 'over'
}

import type { AskingRow } from './rows.ts'
import { countOf, rowsOf, type Tallies } from './tallies.ts'

const MOST_PROFESSIONS = 8

/** What is open on the board of one kind, and who of the group's graduates looks for it. */
export type SeatRow = { key: string; opportunities: number; stating: number; seats: number; seekers: number }

export type Seats = {
  /** Graduates without a landing, and of these who share what they look for. */
  waiting: number
  saying: number
  workGroups: SeatRow[]
  professions: SeatRow[]
}

/** Seats on the board against graduates; who looks for several kinds is counted with each, and so is what asks for several. */
export const seatsOf = (tallies: Tallies, asking: readonly AskingRow[]): Seats => ({
  waiting: countOf(tallies, 'seeks'),
  saying: countOf(tallies, 'seeks', ({ a }) => a === 'said'),
  workGroups: against(tallies, 'seeks_group', asking, 'workGroups'),
  professions: against(tallies, 'seeks_profession', asking, 'professions').slice(0, MOST_PROFESSIONS),
})

function against(
  tallies: Tallies,
  what: string,
  asking: readonly AskingRow[],
  list: 'workGroups' | 'professions',
): SeatRow[] {
  const rows = new Map(
    rowsOf(tallies, what).map(({ a, n }) => [a, { key: a, opportunities: 0, stating: 0, seats: 0, seekers: n }]),
  )
  for (const one of asking)
    for (const key of JSON.parse(one[list]) as string[]) {
      const row = rows.get(key)
      if (!row) continue
      row.opportunities += one.opportunities
      row.stating += one.stating
      row.seats += one.seats
    }
  return [...rows.values()].sort((a, b) => b.seekers - a.seekers || (a.key < b.key ? -1 : 1))
}

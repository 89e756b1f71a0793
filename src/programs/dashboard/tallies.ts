/** So many alike, and so many ten-thousandths of an FTE; what `a` and `b` mean differs from one `what` to the next. */
export type TallyRow = { what: string; a: string; b: string; n: number; amount: number }

/** What the records of a group come to, by what it is. */
export type Tallies = ReadonlyMap<string, readonly TallyRow[]>

/** What is kept added up, with what has to be added to it. */
export function talliesOf({ kept, since }: { kept: readonly TallyRow[]; since: readonly TallyRow[] }): Tallies {
  const found = Map.groupBy(kept, ({ what }) => what)
  for (const [what, rows] of Map.groupBy(since, (row) => row.what))
    found.set(what, summed([...(found.get(what) ?? []), ...rows]))
  return found
}

/** Of rows that mean the same the sum. */
function summed(rows: readonly TallyRow[]): TallyRow[] {
  const known = new Map<string, TallyRow>()
  for (const row of rows) {
    const key = `${row.a} ${row.b}`
    const { n = 0, amount = 0 } = known.get(key) ?? {}
    known.set(key, { ...row, n: n + row.n, amount: amount + row.amount })
  }
  return [...known.values()].filter(({ n, amount }) => n !== 0 || amount !== 0)
}

export const rowsOf = (tallies: Tallies, what: string): readonly TallyRow[] => tallies.get(what) ?? []

/** How many there are of a kind, of those that `isMeant`. */
export const countOf = (tallies: Tallies, what: string, isMeant: (row: TallyRow) => boolean = () => true): number =>
  rowsOf(tallies, what).reduce((sum, row) => (isMeant(row) ? sum + row.n : sum), 0)

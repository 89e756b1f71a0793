/** So many alike, and so many ten-thousandths of an FTE; what `a` and `b` mean differs from one `what` to the next. */
export type TallyRow = { what: string; a: string; b: string; n: number; amount: number }

/** What the records of a group come to, by what it is. */
export type Tallies = ReadonlyMap<string, readonly TallyRow[]>

/** Puts rows together that belong together: of two of the same the sum. */
export function talliesOf(rows: Iterable<TallyRow>): Tallies {
  const found = new Map<string, TallyRow[]>()
  const known = new Map<string, TallyRow>()
  for (const row of rows) {
    const key = `${row.what} ${row.a} ${row.b}`
    const same = known.get(key)
    if (same) {
      same.n += row.n
      same.amount += row.amount
      continue
    }
    const own = { ...row }
    known.set(key, own)
    const list = found.get(row.what)
    if (list) list.push(own)
    else found.set(row.what, [own])
  }
  return found
}

export const rowsOf = (tallies: Tallies, what: string): readonly TallyRow[] => tallies.get(what) ?? []

/** How many there are of a kind, of those that `isMeant`. */
export const countOf = (tallies: Tallies, what: string, isMeant: (row: TallyRow) => boolean = () => true): number =>
  rowsOf(tallies, what).reduce((sum, row) => (isMeant(row) ? sum + row.n : sum), 0)

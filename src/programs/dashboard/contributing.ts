import { type CommitmentValue, commitmentValues } from '../../commitment.ts'
import { countOf, rowsOf, type Tallies, type TallyRow } from './tallies.ts'

const TEN_THOUSANDTHS = 10_000

/** So many people or positions, by how much time they give; the FTE are of those that state hours. */
export type Given = { count: number; fte: number; by: Record<CommitmentValue, number> }

/** Contributors are people, contributions the positions they hold, coordination is who helps others to contribute. */
export type Contributing = {
  contributors: Given
  /** By what the group said it is, and by the work group of its opportunity ('' is not known). */
  positions: Given
  byKind: (Given & { key: string })[]
  byWorkGroup: (Given & { key: string })[]
  /** Whoever builds the movement: by their position, and who mentored or organized a cohort. */
  coordination: Given & { helping: number; people: number }
}

function givenBy(rows: readonly TallyRow[], classOf: (row: TallyRow) => string): Given {
  const sum = (some: readonly TallyRow[], of: 'n' | 'amount') => some.reduce((total, row) => total + row[of], 0)
  const by = commitmentValues.map((value) => [
    value,
    sum(
      rows.filter((row) => classOf(row) === value),
      'n',
    ),
  ])
  return { count: sum(rows, 'n'), fte: sum(rows, 'amount') / TEN_THOUSANDTHS, by: Object.fromEntries(by) }
}

const inB = ({ b }: TallyRow) => b

function listBy(rows: readonly TallyRow[]): (Given & { key: string })[] {
  const keys = [...Map.groupBy(rows, ({ a }) => a)]
  return keys.map(([key, own]) => ({ key, ...givenBy(own, inB) })).sort((a, b) => b.count - a.count)
}

export function contributingOf(tallies: Tallies): Contributing {
  const coordinating = rowsOf(tallies, 'coordinates')
  return {
    contributors: givenBy(rowsOf(tallies, 'contributes'), ({ a }) => a),
    positions: givenBy(rowsOf(tallies, 'doing'), inB),
    byKind: listBy(rowsOf(tallies, 'doing')),
    byWorkGroup: listBy(rowsOf(tallies, 'doing_for')),
    coordination: {
      ...givenBy(
        coordinating.filter(({ a }) => a !== 'helps'),
        inB,
      ),
      helping: countOf(tallies, 'coordinates', ({ a }) => a !== 'position'),
      people: countOf(tallies, 'coordinates'),
    },
  }
}

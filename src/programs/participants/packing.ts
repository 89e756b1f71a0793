import type { FailedRow, PersonRow } from './reading-rows.ts'

/** Some of a file: whole people, each with their rows in its order, and rows that cannot be read. */
export type Part = { people: PersonRow[][]; failed: FailedRow[] }

type Packed = [
  ...ids: [row: number, name: string, email: string | null, externalId: string | null],
  ...part: [cohortId: string | null, role: PersonRow['role'], finishedOn: string | null, leftOn: string | null],
  ...standing: [stage: PersonRow['stage'], engagement: PersonRow['engagement']],
]

/** A part as it is kept: without the names of its fields it takes half the room, and a large file fits its statements. */
export const packPart = ({ people, failed }: Part): string =>
  JSON.stringify({ people: people.map((rows) => rows.map(packed)), failed })

/** What was kept before they were packed is read too. */
export function unpackPart(text: string): Part {
  const { people, failed } = JSON.parse(text) as { people: (Packed | PersonRow)[][]; failed: FailedRow[] }
  return { people: people.map((rows) => rows.map((row) => (Array.isArray(row) ? unpacked(row) : row))), failed }
}

const packed = (row: PersonRow): Packed => [
  ...([row.row, row.name, row.email, row.externalId] as const),
  ...([row.cohortId, row.role, row.finishedOn, row.leftOn] as const),
  ...([row.stage, row.engagement] as const),
]

function unpacked(packedRow: Packed): PersonRow {
  const [row, name, email, externalId, cohortId, role, finishedOn, leftOn, stage, engagement] = packedRow
  return { row, name, email, externalId, cohortId, role, finishedOn, leftOn, stage, engagement }
}

import { actorId, type Ctx } from '../../context.ts'
import { atomically, violatesUnique } from '../../db/client.ts'
import { authorize, malformed } from '../../errors.ts'
import { recordEvent } from '../../events.ts'
import { canRecordInGroup } from '../../groups/policy.ts'
import { requireGroup } from '../../groups/queries.ts'
import { sha256 } from '../../secrets.ts'
import { type CsvRow, readCsvTable } from '../../text/csv-table.ts'
import { decodeText } from '../../text/decoding.ts'
import { describeColumns } from './columns.ts'
import { findUnfinished } from './queries.ts'
import type { RawRow } from './reading-rows.ts'
import { importFiles, participantImports } from './table.ts'

const MOST_ROWS = 50_000
const MOST_COLUMNS = 1_000
/** No field that we read holds more; what else a cell holds is not kept. */
const CELL_LENGTH = 1_000
const PIECE_CHARACTERS = 400_000

export type FileOfPeople = { name: string; bytes: Uint8Array }
export type PeopleTable = { header: string[]; rows: CsvRow[] }

/** The table in a file of any bytes. What cannot be read at all is refused with what to do; a bad row is told by itself. */
export function readTable(bytes: Uint8Array): PeopleTable {
  const text = decodeText(bytes)
  if (!text.trim()) throw malformed('The file is empty: give a table with a header and a row for each person')
  const table = readCsvTable(text)
  if (table.header.length > MOST_COLUMNS)
    throw malformed(`The file has more than ${MOST_COLUMNS} columns: leave some out`)
  if (!table.rows.length) throw malformed('The file has a header and nobody below it')
  if (table.rows.length > MOST_ROWS)
    throw malformed(`The file has ${table.rows.length} rows, at most ${MOST_ROWS} are read at once: split it`)
  return table
}

/**
 * Keeps a file for the steps that follow and answers the import's id. The same file again, while it is under way, is the
 * same import.
 */
export async function uploadPeople(ctx: Ctx, groupId: string, { name, bytes }: FileOfPeople): Promise<string> {
  await requireGroup(ctx, groupId)
  authorize(canRecordInGroup(ctx.actor, groupId))
  const contentHash = await sha256(bytes)
  const before = await findUnfinished(ctx, groupId, contentHash)
  if (before) return before.id
  const id = ctx.newId('imp')
  try {
    await keepFile(ctx, { id, groupId, name, contentHash }, readTable(bytes))
    return id
  } catch (error) {
    if (!violatesUnique(error, 'participant_imports.group_id')) throw error
    return uploadPeople(ctx, groupId, { name, bytes })
  }
}

type Kept = { id: string; groupId: string; name: string; contentHash: string }

async function keepFile(ctx: Ctx, { id, groupId, name, contentHash }: Kept, table: PeopleTable): Promise<void> {
  await atomically(ctx.db, [
    ctx.db.insert(participantImports).values({
      id,
      groupId,
      fileName: nameOf(name),
      contentHash,
      columns: describeColumns(table.header, table.rows),
      rowCount: table.rows.length,
      uploadedBy: actorId(ctx.actor),
      uploadedAt: ctx.now,
    }),
    ...piecesOf(table.rows).map((rows, number) => ctx.db.insert(importFiles).values({ importId: id, number, rows })),
    ...recordEvent(ctx, 'import.uploaded', id),
  ])
}

const nameOf = (name: string) =>
  name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/[^\s@]+@/g, '…@')
    .trim()
    .slice(0, 100) || 'table.csv'

function piecesOf(rows: readonly CsvRow[]): string[] {
  const pieces: string[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const { row, cells, problem } of rows) {
    const raw: RawRow = [row, cells.map((cell) => cell.slice(0, CELL_LENGTH)), problem]
    const text = JSON.stringify(raw)
    if (size + text.length > PIECE_CHARACTERS) {
      pieces.push([])
      size = 0
    }
    pieces.at(-1)?.push(text)
    size += text.length
  }
  return pieces.map((piece) => `[${piece.join(',')}]`)
}

import { importRows } from '../imports/importing.ts'
import { readSource } from '../imports/presets.ts'
import { describeCounts, type ImportReport } from '../imports/report.ts'
import { cliContext } from './context.ts'
import { importUsage, PARTICIPANTS, readImportArguments } from './import-arguments.ts'
import { runParticipants } from './import-participants.ts'
import { showProgress } from './progress.ts'
import { readSourceText } from './source-text.ts'

export type Io = {
  env: Readonly<Record<string, string | undefined>>
  out(line: string): void
  err: { isTTY?: boolean; write(text: string): unknown }
}

/** Imports a file and answers the exit code: 0 when its rows were read, 1 when the file could not be, 2 for wrong usage. */
export async function runImport(args: readonly string[], io: Io): Promise<number> {
  const asked = readImportArguments(args)
  if ('help' in asked) return tellUsage(io.out)
  if ('wrong' in asked) {
    io.err.write(`${asked.wrong}\n\n${importUsage}`)
    return 2
  }
  try {
    if (asked.preset === PARTICIPANTS) return await runParticipants(asked, io)
    const text = await readSourceText(asked.file)
    const source = await readSource(text, { ...asked, isCsv: isCsv(asked.file, text) })
    const report = await importInto(source, asked.dryRun, io)
    tell(report, asked.dryRun, io)
    return 0
  } catch (error) {
    io.err.write(`${asked.file}: ${messageOf(error)}\n`)
    return 1
  }
}

function tellUsage(out: Io['out']): 0 {
  out(importUsage.trimEnd())
  return 0
}

/** JSON that we know is an object or a list, and no header begins like one. */
const isCsv = (file: string, text: string) => !/^\s*[{[]/.test(text) && !/\.json$/i.test(file)

/** The innermost cause: around it the database driver puts the statement with everything in it. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : messageOf(error.cause)
}

async function importInto(
  source: Awaited<ReturnType<typeof readSource>>,
  dryRun: boolean,
  io: Io,
): Promise<ImportReport> {
  const { ctx, close } = await cliContext('import', io.env)
  try {
    return await importRows(ctx, { ...source, dryRun, onProgress: showProgress(io.err) })
  } finally {
    await close()
  }
}

function tell(report: ImportReport, dryRun: boolean, { out, err }: Io): void {
  const { total, bySubject, closed, pastDeadline, organizationsNamed } = report
  for (const { row, reason } of report.problems) err.write(`row ${row}: ${reason}\n`)
  if (dryRun) out('Dry run: nothing was written')
  for (const subject of ['opportunity', 'organization'] as const) {
    const counts = bySubject[subject]
    const name = subject === 'opportunity' ? 'opportunities' : 'organizations'
    if (Object.values(counts).some(Boolean)) out(`${name}: ${describeCounts(counts)}`)
  }
  if (closed || pastDeadline) out(`closed: ${closed}, past their deadline: ${pastDeadline}`)
  if (organizationsNamed) out(`organizations named by opportunities: ${organizationsNamed} created`)
  out(describeCounts(total))
}

if (import.meta.main) {
  const { env, stderr } = process
  process.exitCode = await runImport(process.argv.slice(2), { env, out: console.log, err: stderr })
}

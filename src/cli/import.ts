import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { AppError } from '../errors.ts'
import { importRows } from '../imports/importing.ts'
import { presetNames, readSource } from '../imports/presets.ts'
import { describeCounts, type ImportReport } from '../imports/report.ts'
import { cliContext } from './context.ts'
import { showProgress } from './progress.ts'

type Io = {
  env: Readonly<Record<string, string | undefined>>
  out(line: string): void
  err: { isTTY?: boolean; write(text: string): unknown }
}

const usage = `Usage: npm run import -- FILE [--preset ${presetNames.join('|')}] [--dry-run]`

/** Imports a file and answers the exit code: 0 when its rows were read, 1 when the file could not be, 2 for wrong usage. */
export async function runImport(args: readonly string[], io: Io): Promise<number> {
  const asked = readArguments(args)
  if ('wrong' in asked) {
    io.err.write(`${asked.wrong}\n${usage}\n`)
    return 2
  }
  try {
    const source = await readSource(await readText(asked.file), { ...asked, isCsv: /\.csv$/i.test(asked.file) })
    const report = await importInto(source, asked.dryRun, io)
    tell(report, asked.dryRun, io)
    return 0
  } catch (error) {
    io.err.write(`${asked.file}: ${messageOf(error)}\n`)
    return 1
  }
}

type Asked = { file: string; preset: string | undefined; dryRun: boolean }

function readArguments(args: readonly string[]): Asked | { wrong: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { preset: { type: 'string' }, 'dry-run': { type: 'boolean' }, as: { type: 'string' } },
    })
    const [file, ...others] = positionals
    if (!file || others.length) return { wrong: 'Give one file' }
    if (values.as !== undefined) return { wrong: 'Imports run as the operator: --as is not available' }
    return { file, preset: values.preset, dryRun: values['dry-run'] ?? false }
  } catch (error) {
    return { wrong: messageOf(error) }
  }
}

/** The innermost cause: around it the database driver puts the statement with everything in it. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : messageOf(error.cause)
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new AppError(
      400,
      'malformed',
      error.code === 'ENOENT' ? 'There is no such file' : `It cannot be read (${error.code})`,
    )
  })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new AppError(400, 'malformed', 'The file is not UTF-8 text: save it as UTF-8')
  }
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

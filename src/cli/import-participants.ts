import { basename } from 'node:path'
import { findKeyHolder } from '../auth/api-keys.ts'
import { AppError, malformed } from '../errors.ts'
import { describeOutcome } from '../programs/participants/outcomes.ts'
import { importPeople } from '../programs/participants/whole-file.ts'
import { cliContext } from './context.ts'
import type { Io } from './import.ts'
import type { Asked } from './import-arguments.ts'
import { showProgress } from './progress.ts'
import { readSourceBytes } from './source-text.ts'

/** Imports the people of a group with its key and answers the exit code. Cut off, it is gone on with by repeating it. */
export async function runParticipants({ file, as, basis, dates, dryRun }: Asked, io: Io): Promise<number> {
  const bytes = await readSourceBytes(file)
  const { ctx, close } = await cliContext('import', io.env)
  try {
    const actor = await findKeyHolder(ctx, as ?? '')
    if (actor?.scope !== 'group') throw malformed('--as is no key of a group, or not good any more')
    const { counts, problems } = await importPeople(
      { ...ctx, actor },
      { name: basename(file), bytes },
      { basis: basis ?? 'legitimate_interest', order: dates ?? null, dryRun, onProgress: showProgress(io.err) },
    )
    for (const { row, reason } of problems) io.err.write(`row ${row}: ${reason}\n`)
    if (dryRun) io.out('Dry run: nothing was written')
    if (!basis) io.out('Held on the ground of legitimate interest: --basis says another')
    io.out(describeOutcome(counts))
    return 0
  } catch (error) {
    if (error instanceof AppError && error.issues.some(({ path }) => path === 'order'))
      throw malformed(`${error.issues[0]?.message}: --dates dmy or --dates mdy`)
    throw error
  } finally {
    await close()
  }
}

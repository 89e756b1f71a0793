import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { exampleCounts, seedExamples } from '../seeds/examples.ts'
import { type LoadAsked, loadSubjects, seedLoad } from '../seeds/load.ts'
import { cliContext } from './context.ts'
import { showProgress } from './progress.ts'
import { readSeedArguments, seedUsage } from './seed-arguments.ts'

type Io = {
  env: Readonly<Record<string, string | undefined>>
  out(line: string): void
  err: { isTTY?: boolean; write(text: string): unknown }
}

/** Seeds examples, or load data where numbers are given, and answers the exit code: 2 for wrong usage. */
export async function runSeed(args: readonly string[], io: Io): Promise<number> {
  const started = performance.now()
  try {
    const asked = readSeedArguments(args)
    if ('help' in asked) return tellUsage(io.out)
    const { ctx, close } = await cliContext('seed', io.env)
    const done = await seed(ctx, asked, io).finally(close)
    io.out(`${done} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
    return 0
  } catch (error) {
    io.err.write(`${error instanceof Error ? error.message : error}\n`)
    if (!(error instanceof AppError && error.status === 422)) return 1
    io.err.write(`\n${seedUsage}`)
    return 2
  }
}

function tellUsage(out: Io['out']): 0 {
  out(seedUsage.trimEnd())
  return 0
}

async function seed(ctx: Ctx, asked: LoadAsked, { err }: Io): Promise<string> {
  if (loadSubjects.every((name) => asked[name] === undefined)) return describeExamples(await seedExamples(ctx))
  const created = await seedLoad(ctx, asked, showProgress(err))
  return `Created ${loadSubjects.map((name) => `${created[name]} ${name}`).join(', ')}`
}

function describeExamples(wereMissing: boolean): string {
  if (!wereMissing) return 'The database is not empty: no examples created'
  const { organizations, opportunities, people } = exampleCounts
  return `Created examples: ${opportunities} opportunities, ${organizations} organizations, ${people} people`
}

if (import.meta.main) {
  const { env, stderr } = process
  process.exitCode = await runSeed(process.argv.slice(2), { env, out: console.log, err: stderr })
}

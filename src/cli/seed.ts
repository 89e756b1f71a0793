import { parseArgs } from 'node:util'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { exampleCounts, seedExamples } from '../seeds/examples.ts'
import { type LoadAsked, loadSubjects, seedLoad } from '../seeds/load.ts'
import { cliContext } from './context.ts'
import { showProgress } from './progress.ts'

type Io = {
  env: Readonly<Record<string, string | undefined>>
  out(line: string): void
  err: { isTTY?: boolean; write(text: string): unknown }
}

const MOST_ROWS = 10_000_000
const MOST_SEED = 2 ** 32 - 1
const usage = `Usage: npm run seed -- [${loadSubjects.map((name) => `--${name} N`).join('] [')}] [--random-seed S]
With no numbers, an empty database is filled with examples.`

/** Seeds examples, or load data where numbers are given, and answers the exit code: 2 for wrong usage. */
export async function runSeed(args: readonly string[], io: Io): Promise<number> {
  const started = performance.now()
  try {
    const asked = readNumbers(args)
    const { ctx, close } = await cliContext('seed', io.env)
    const done = await seed(ctx, asked, io).finally(close)
    io.out(`${done} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
    return 0
  } catch (error) {
    io.err.write(`${error instanceof Error ? error.message : error}\n`)
    if (!(error instanceof AppError && error.status === 422)) return 1
    io.err.write(`${usage}\n`)
    return 2
  }
}

const wrongUsage = (message: string) => new AppError(422, 'invalid', message)

function readNumbers(args: readonly string[]): LoadAsked {
  const texts = readOptions(args)
  const asked: LoadAsked = {}
  for (const name of loadSubjects) if (texts[name] !== undefined) asked[name] = readNumber(name, texts[name], MOST_ROWS)
  const seed = texts['random-seed']
  if (seed !== undefined) asked.randomSeed = readNumber('random-seed', seed, MOST_SEED)
  return asked
}

function readOptions(args: readonly string[]) {
  const type = 'string' as const
  const options = Object.fromEntries([...loadSubjects, 'random-seed'].map((name) => [name, { type }]))
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw wrongUsage(error instanceof Error ? error.message : String(error))
  }
}

function readNumber(name: string, text: unknown, most: number): number {
  const number = Number(text)
  if (/^\d{1,10}$/.test(String(text)) && number <= most) return number
  throw wrongUsage(`--${name} is “${text}”; give a whole number from 0 to ${most.toLocaleString('en')}`)
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

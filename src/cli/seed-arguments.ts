import { parseArgs } from 'node:util'
import { AppError } from '../errors.ts'
import { type LoadAsked, loadSubjects } from '../seeds/load.ts'

const MOST_ROWS = 10_000_000
const MOST_SEED = 2 ** 32 - 1

export const seedUsage = `Usage: npm run seed -- [${loadSubjects.map((name) => `--${name} N`).join('] [')}] [--random-seed S]

With no numbers, an empty database is filled with examples: the board that npm start shows.
With numbers, invented rows are added for load tests, all marked as examples:

  --opportunities N  opportunities, and the organizations they need
  --people N         people
  --organizations N  organizations
  --subscriptions N  confirmed subscriptions, each with a search of its own
  --cohorts N        not yet: cohorts come with programs
  --random-seed S    other rows; the same seed makes the same ones (1 where it is not given)
  -h, --help         shows this

Example: npm run seed -- --opportunities 1000 --people 50
`

const wrongUsage = (message: string) => new AppError(422, 'invalid', message)

/** What the command line asks for. Throws 422 where it makes no sense. */
export function readSeedArguments(args: readonly string[]): LoadAsked | { help: true } {
  const { help, ...texts } = readOptions(args)
  if (help) return { help: true }
  const asked: LoadAsked = {}
  for (const name of loadSubjects) if (texts[name] !== undefined) asked[name] = readNumber(name, texts[name], MOST_ROWS)
  const seed = texts['random-seed']
  if (seed !== undefined) asked.randomSeed = readNumber('random-seed', seed, MOST_SEED)
  return asked
}

function readOptions(args: readonly string[]): Record<string, unknown> {
  const numbers = [...loadSubjects, 'random-seed'].map((name) => [name, { type: 'string' as const }])
  const help = { type: 'boolean' as const, short: 'h' }
  try {
    return parseArgs({ args: [...args], options: { ...Object.fromEntries(numbers), help } }).values
  } catch (error) {
    throw wrongUsage(error instanceof Error ? error.message : String(error))
  }
}

function readNumber(name: string, text: unknown, most: number): number {
  const number = Number(text)
  if (/^\d{1,10}$/.test(String(text)) && number <= most) return number
  throw wrongUsage(`--${name} is “${text}”; give a whole number from 0 to ${most.toLocaleString('en')}`)
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { afterAll, expect, test } from 'vitest'
import { runSeed } from '../../src/cli/seed.ts'

const folder = mkdtempSync(join(tmpdir(), 'onward-seed-'))
afterAll(() => rmSync(folder, { recursive: true }))

let count = 0
const freshState = () => {
  const stateDir = join(folder, String(++count))
  return { STATE_DIR: stateDir, LIBSQL_URL: `file:${join(folder, `${count}.db`)}`, CLOCK: '2026-03-02T12:00:00Z' }
}

async function seed(args: string, env: Record<string, string> = freshState()) {
  const lines: string[] = []
  let errors = ''
  const err = { write: (text: string) => (errors += text) }
  const code = await runSeed(args.split(' ').filter(Boolean), { env, out: (line) => lines.push(line), err })
  return { code, last: lines.at(-1) ?? '', errors }
}

test.each([
  ['--opportunities many', '--opportunities is “many”; give a whole number from 0 to'],
  ['--people=-3', '--people is “-3”'],
  ['--organizations 1.5', '--organizations is “1.5”'],
  ['--subscriptions 99999999999', '--subscriptions is “99999999999”'],
  ['--random-seed 4294967296', '--random-seed is “4294967296”; give a whole number from 0 to 4,294,967,295'],
  ['--persons 3', "Unknown option '--persons'"],
  ['--people', "'--people <value>' argument missing"],
  ['--cohorts 2', 'leave out --cohorts'],
])('%s is refused by name', async (args, message) => {
  const { code, last, errors } = await seed(args)
  expect(errors).toContain(message)
  expect(errors).toContain('Usage: npm run seed --')
  expect([code, last]).toEqual([2, ''])
})

test.each(['--help', '-h', '--people 3 --help'])('%s shows how to use it', async (args) => {
  const { code, last, errors } = await seed(args)
  expect([code, errors]).toEqual([0, ''])
  for (const part of ['Usage: npm run seed --', '--opportunities N', '--random-seed S', 'Example: npm run seed -- '])
    expect(last).toContain(part)
})

test('without numbers an empty database gets examples, once', async () => {
  const env = freshState()
  expect((await seed('', env)).last).toMatch(
    /^Created examples: \d+ opportunities, \d+ organizations, 7 people in \d+\.\d s$/,
  )
  expect((await seed('', env)).last).toMatch(/^The database is not empty: no examples created in/)
})

test('with numbers it says what was created, and the same seed in the same instant makes the same ids', async () => {
  const ids = async () => {
    const env = freshState()
    const { code, last, errors } = await seed('--opportunities 300 --people 5 --subscriptions 4 --random-seed 3', env)
    expect([code, last]).toEqual([
      0,
      expect.stringMatching(/^Created 300 opportunities, 5 people, 8 organizations, 4 subscriptions, 0 cohorts in/),
    ])
    expect(errors).toContain('100 % (317 of 317)')
    const client = createClient({ url: env.LIBSQL_URL })
    const { rows } = await client.execute('select id from opportunities union all select id from subscriptions')
    client.close()
    return rows.map(({ id }) => id)
  }
  expect(await ids()).toEqual(await ids())
})

test('a local D1 is seeded too', async () => {
  const { STATE_DIR } = freshState()
  expect((await seed('--organizations 2 --people 3', { STATE_DIR })).last).toMatch(
    /^Created 0 opportunities, 3 people, 2 organ/,
  )
})

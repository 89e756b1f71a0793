import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeKey } from '../../../src/auth/api-keys.ts'
import { cliContext } from '../../../src/cli/context.ts'
import { runImport } from '../../../src/cli/import.ts'
import { groupMembers } from '../../../src/groups/table.ts'
import { people } from '../../../src/people/table.ts'
import type { World } from '../../support/world.ts'
import { groupCalled } from './given.ts'

/** A database with a group, a key of it, and a file of people. */
async function place(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'onward-people-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'people.csv')
  writeFileSync(file, text)
  const env = {
    LIBSQL_URL: `file:${join(folder, 'board.db')}`,
    CLOCK: '2026-03-02T12:00:00Z',
    SECRET_KEYS: 'k'.repeat(40),
  }
  const { ctx, close } = await cliContext('test', env)
  const groupId = await groupCalled({ db: ctx.db } as World)
  const person = { name: '', email: 'b@lantern.test', emailKey: 'b', role: 'person' as const, createdAt: 0 }
  await ctx.db.insert(people).values({ id: 'per_b', ...person })
  await ctx.db.insert(groupMembers).values({ groupId, personId: 'per_b', role: 'owner', addedAt: 0 })
  const key = await makeKey(ctx, { personId: 'per_b', scope: 'group', subjectId: groupId, name: 'CLI' })
  await close()
  const run = async (...args: string[]) => {
    const [out, err]: [string[], string[]] = [[], []]
    const io = { env, out: (line: string) => out.push(line), err: { write: (line: string) => err.push(line) } }
    const code = await runImport([file, '--preset', 'participants', ...args], io)
    return { code, last: out.at(-1), err: err.join('') }
  }
  return { key, run }
}

test('people come in with the group’s key; a trial writes nothing, a second run changes nothing', async () => {
  const { key, run } = await place(
    'Name,Email,Programme,Cohort,Completed\nAda,ada@people.test,Spring bootcamp,1,03/04/2025\nBen,nobody,,,\n',
  )
  expect(await run('--as', key)).toMatchObject({ code: 1, err: expect.stringContaining('--dates dmy or --dates mdy') })
  const counts = '1 created, 0 updated, 0 unchanged, 0 skipped, 1 failed'
  const asked = ['--as', key, '--dates', 'dmy', '--basis', 'consent']
  expect(await run(...asked, '--dry-run')).toMatchObject({ code: 0, last: counts })
  const done = await run(...asked)
  expect(done).toEqual({ code: 0, last: counts, err: expect.stringMatching(/^row 3: E-mail address: /) })
  expect((await run(...asked)).last).toBe('0 created, 0 updated, 1 unchanged, 0 skipped, 1 failed')
})

test('without a good key nothing is read', async () => {
  const { run } = await place('name\nAda\n')
  expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('Give a key of the group') })
  expect(await run('--as', 'onw_wrong')).toMatchObject({ code: 1, err: expect.stringContaining('no key of a group') })
})

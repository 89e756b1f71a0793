import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { build } from 'esbuild'
import Database from 'libsql'
import { expect, onTestFinished, test } from 'vitest'
import { makeKey } from '../../src/auth/api-keys.ts'
import { root } from '../../src/cli/build.ts'
import { cliContext } from '../../src/cli/context.ts'
import { groupMembers } from '../../src/groups/table.ts'
import { people } from '../../src/people/table.ts'
import { groupCalled } from '../programs/participants/given.ts'
import type { World } from '../support/world.ts'

const ROWS = 50_000
const KILLS = 10
const TIME = { CLOCK: '2026-03-02T12:00:00Z', SECRET_KEYS: 'k'.repeat(40) }

/** Drawn anew each time unless one is given: what fails is repeated with the seed that it printed. */
const seed = Number(process.env.KILL_SEED ?? crypto.getRandomValues(new Uint32Array(1))[0])

/** https://en.wikipedia.org/wiki/Linear_congruential_generator */
function drawn(from: number) {
  let state = from
  return (below: number) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Some take part twice, some have a name only, some rows cannot be read, some say a stage or that somebody is with it. */
function listOfPeople(): string {
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const person = i % 45_000
    const address = person % 10 === 7 ? '' : `p${person}@people.test`
    const email = i % 997 === 0 ? 'no address' : address
    const [stage, engagement] = [i % 3 ? 'research' : '', i % 5 ? '' : 'engaged']
    return `Person ${person},${email},Spring bootcamp,${1 + ((i < 45_000 ? i : i + 1) % 2)},2025-03-${10 + (i % 5)},${stage},${engagement}`
  })
  return ['Name,Email,Program,Cohort,Completed,Stage,Engagement', ...rows].join('\n')
}

/** A folder with a list of people and two databases alike, each with a group, and the group's key. */
async function place() {
  const folder = mkdtempSync(join(tmpdir(), 'onward-killed-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [list, clean, killed] = ['people.csv', 'clean.db', 'killed.db'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  writeFileSync(list, listOfPeople())
  const { ctx, close } = await cliContext('test', { ...TIME, LIBSQL_URL: `file:${clean}` })
  const groupId = await groupCalled({ db: ctx.db } as World)
  const person = { name: '', email: 'b@lantern.test', emailKey: 'b', role: 'person' as const, createdAt: 0 }
  await ctx.db.insert(people).values({ id: 'per_b', ...person })
  await ctx.db.insert(groupMembers).values({ groupId, personId: 'per_b', role: 'owner', addedAt: 0 })
  const key = await makeKey(ctx, { personId: 'per_b', scope: 'group', subjectId: groupId, name: 'CLI' })
  await close()
  cpSync(clean, killed)
  return { list, key, clean, killed, ...(await builtInto(folder)) }
}

/**
 * The command as one file with its compiled code: loaded from its sources, its thirteen starts take as long as all they do.
 * Only what ends by itself keeps compiled code; who is killed later finds it.
 */
async function builtInto(folder: string) {
  const [command, cache] = [join(folder, 'import.mjs'), join(folder, 'code')]
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  await build({
    entryPoints: [join(root, 'src/cli/import.ts')],
    outfile: command,
    ...({ bundle: true, platform: 'node', format: 'esm' } as const),
    external: ['libsql', '@libsql/*', 'miniflare', 'workerd'],
    define: { 'import.meta.dirname': JSON.stringify(join(root, 'src/cli')) },
    banner: {
      js: `import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url)`,
    },
  })
  execFileSync(process.execPath, [command, '--help'], { env: { ...process.env, NODE_COMPILE_CACHE: cache } })
  return { command, cache }
}

type Place = Awaited<ReturnType<typeof place>>
type Running = { child: ChildProcess; ended: Promise<string | undefined> }

/** The command in a process of its own; answers its last line, or nothing where it was killed or refused. */
function start({ list, key, command, cache }: Place, file: string, ...more: string[]): Running {
  const args = [command, list, '--preset', 'participants', '--as', key, '--basis', 'consent', ...more]
  const env = { ...process.env, ...TIME, LIBSQL_URL: `file:${file}`, NODE_COMPILE_CACHE: cache }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let out = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  const ended = new Promise<string | undefined>((done) =>
    child.on('close', (code) => done(code === 0 ? out.trim().split('\n').at(-1) : undefined)),
  )
  return { child, ended }
}

/** How many parts are written; -1 before the file is in. */
function partsDone(db: Database.Database): number {
  const { parts } = db
    .prepare(
      `select iif(exists (select 1 from participant_imports), (select count(*) from participant_import_outcomes), -1) as parts`,
    )
    .get() as { parts: number }
  return parts
}

/** Waits until so many parts are written, then some milliseconds more: in the middle of something. */
async function killAt({ child, ended }: Running, isReached: () => boolean, ms: number): Promise<void> {
  while (!isReached() && child.exitCode === null) await wait(20)
  await wait(ms)
  child.kill('SIGKILL')
  await ended
}

const who = 'p.name_key, p.email_key'
const of = 'join {}.participants p on p.id = x.participant_id'

/** What must be alike, without ids and versions of their own: columns, and where they stand. */
const views: Record<string, [columns: string, source: string]> = {
  people: [`${who}, name, email, external_id, basis, basis_by, version`, '{}.participants p'],
  parts: [`${who}, x.cohort_id, x.role, x.finished_on, x.left_on, x.import_id is null`, `{}.participations x ${of}`],
  stages: [`${who}, x.stage, x.happened_on, x.source, x.recorded_by`, `{}.stage_changes x ${of}`],
  engagements: [`${who}, x.engagement, x.happened_on`, `{}.engagement_changes x ${of}`],
  undo: [`${who}, x.created, x.before, x.version`, `{}.participant_import_changes x ${of}`],
  outcomes: ['run, number, outcome', '{}.participant_import_outcomes'],
  imports: [
    'row_count, part_count, mapping, finished_at is null, forgotten_at is null, worked_at',
    '{}.participant_imports',
  ],
  partsLeft: ['number', '{}.participant_import_parts'],
  filesLeft: ['number', '{}.participant_import_files'],
  events: ['name', '(select distinct name from {}.events)'],
}

/** The rows of a view in an order of their own, each as a line of JSON. */
function linesOf(db: Database.Database, [columns, source]: [string, string], schema: string): string[] {
  const found = db
    .prepare(
      `select group_concat(line, char(10)) as lines from (
        select json_array(${columns}) as line from ${source.replaceAll('{}', schema)} order by line)`,
    )
    .get() as { lines: string | null }
  return found.lines?.split('\n') ?? []
}

/** Of each view how many rows there are where it was killed and where not, and the first that is not alike. */
function compare(db: Database.Database) {
  return Object.entries(views).map(([name, view]) => {
    const [killed, clean] = [linesOf(db, view, 'main'), linesOf(db, view, 'clean')]
    return { name, killed: killed.length, clean: clean.length, odd: killed.find((line, i) => line !== clean[i]) }
  })
}

test(`${ROWS} people imported while the process is killed ${KILLS} times, and repeated, are those of one clean import`, async () => {
  console.log(`killed at points drawn from KILL_SEED=${seed}`)
  const here = await place()
  const clean = start(here, here.clean)
  const db = new Database(here.killed)
  const draw = drawn(seed)
  const points = Array.from({ length: KILLS }, () => draw(96) - 1).sort((a, b) => a - b)
  const seen: number[] = []
  for (const point of points) {
    await killAt(start(here, here.killed), () => partsDone(db) >= point, draw(60))
    seen.push(partsDone(db))
  }
  const tried = await start(here, here.killed, '--dry-run').ended
  expect([tried, partsDone(db)]).toEqual([undefined, seen.at(-1)])
  const last = await start(here, here.killed).ended
  expect(seen.filter((parts) => parts < 101)).toHaveLength(KILLS)
  expect(new Set(seen).size).toBeGreaterThan(KILLS / 2)
  expect(last).toBe(await clean.ended)
  expect(last).toBe('44960 created, 4989 updated, 0 unchanged, 0 skipped, 51 failed')
  db.exec(`attach '${here.clean}' as clean`)
  const found = compare(db)
  db.close()
  for (const { name, killed, clean: alike, odd } of found) expect([name, killed, odd]).toEqual([name, alike, undefined])
  const counts = Object.fromEntries(found.map(({ name, killed }) => [name, killed]))
  expect(counts).toMatchObject({ people: 44_960, outcomes: 101, partsLeft: 0, filesLeft: 0 })
}, 400_000)

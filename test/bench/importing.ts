import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { migrate } from '../../src/cli/migrate.ts'
import type { Ctx } from '../../src/context.ts'
import { type Db, openLibsql } from '../../src/db/client.ts'
import { groups } from '../../src/groups/table.ts'
import { newId } from '../../src/ids.ts'
import { startImport, workOnPart } from '../../src/programs/participants/importing.ts'
import { mapImport } from '../../src/programs/participants/mapping.ts'
import type { Mapping } from '../../src/programs/participants/schema.ts'
import { uploadPeople } from '../../src/programs/participants/uploading.ts'
import { cohorts, participants, participations, programs, stageChanges } from '../../src/programs/table.ts'
import { readCsvTable } from '../../src/text/csv-table.ts'
import { contextOver, NOW } from './database.ts'
import type { Row } from './row.ts'

const ONE_BY_ONE = 2_000
const MAPPING: Mapping = {
  columns: { name: 0, email: 1, program: 2, cohort: 3, finishedOn: 4, stage: 5 },
  ...{ cohortId: null, role: 'participant', order: null, asOf: '2026-03-02', basis: 'consent' },
}

async function addGroup(db: Db): Promise<void> {
  const at = { createdAt: 0, updatedAt: 0 }
  const program = { id: 'prg_camp', groupId: 'grp_lantern', name: 'Spring bootcamp', activity: 'bootcamp' } as const
  await db.insert(groups).values({ id: 'grp_lantern', name: 'Lantern', nameKey: 'lantern', createdAt: 0 })
  await db.insert(programs).values({ ...program, about: '', aboutHtml: '', languages: [], audiences: [], ...at })
  const days = { programId: 'prg_camp', startsOn: '2025-03-01', endsOn: '2025-03-14', ...at }
  const numbered = (number: number) => ({ ...days, id: `coh_lantern${number}`, number, name: `Cohort ${number}` })
  await db.insert(cohorts).values([1, 2].map(numbered))
}

const listOf = (people: number) =>
  [
    'name,email,program,cohort,finished,stage',
    ...Array.from(
      { length: people },
      (_, i) => `Person ${i},p${i}@people.test,Spring bootcamp,${1 + (i % 2)},2025-03-14,research`,
    ),
  ].join('\n')

async function inFreshDatabase<T>(use: (db: Db) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'onward-bench-import-'))
  const client = createClient({ url: `file:${join(folder, 'people.db')}` })
  try {
    for (const pragma of ['journal_mode = wal', 'synchronous = off']) await client.execute(`pragma ${pragma}`)
    await migrate(client)
    const db = openLibsql(client)
    await addGroup(db)
    return await use(db)
  } finally {
    client.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function spent(work: () => Promise<unknown>): Promise<{ micros: number; seconds: number }> {
  const [cpu, at] = [process.cpuUsage(), performance.now()]
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { micros: user + system, seconds: (performance.now() - at) / 1_000 }
}

function importer(db: Db): Ctx {
  const actor = { type: 'person', id: 'per_b', groups: { grp_lantern: 'owner' }, organizations: {} }
  let ids = 0
  return { ...contextOver(db), actor: actor as unknown as Ctx['actor'], newId: (prefix) => newId(prefix, NOW + ids++) }
}

/** A whole import from upload to the last part, its rows written. */
const throughImport = (people: number) =>
  inFreshDatabase((db) => {
    const ctx = importer(db)
    const bytes = new TextEncoder().encode(listOf(people))
    return spent(async () => {
      const id = await uploadPeople(ctx, 'grp_lantern', { name: 'people.csv', bytes })
      await mapImport(ctx, 'grp_lantern', id, MAPPING)
      await startImport(ctx, 'grp_lantern', id)
      while (await workOnPart(ctx, id));
    })
  })

/** The same rows read by papaparse and inserted as they come, without looking for anybody who is there already. */
const oneByOne = (people: number) =>
  inFreshDatabase((db) => {
    const ctx = importer(db)
    const text = listOf(people)
    return spent(async () => {
      for (const { cells } of readCsvTable(text).rows) {
        const [name = '', email = '', , cohort = '1', finishedOn = ''] = cells
        const [id, times] = [ctx.newId('ptc'), { createdAt: NOW, updatedAt: NOW }]
        const held = { basis: 'consent', basisBy: 'per_b', basisAt: NOW } as const
        await db
          .insert(participants)
          .values({ id, groupId: 'grp_lantern', name, email, emailKey: email, ...held, ...times })
        const part = { participantId: id, cohortId: `coh_lantern${cohort}`, role: 'participant', finishedOn } as const
        await db.insert(participations).values({ id: ctx.newId('ptn'), ...part, ...times })
        const stage = {
          happenedOn: finishedOn,
          source: 'a list',
          recordedBy: 'per_b',
          act: 'x',
          stage: 'research',
        } as const
        await db.insert(stageChanges).values({ id: ctx.newId('stg'), participantId: id, at: NOW, ...stage })
      }
    })
  })

/** People imported, each with a cohort and a stage, per row; beside the same rows inserted one after the other. */
export async function benchImporting(people: number): Promise<{ row: Row; note: string }> {
  const ours = await throughImport(people)
  const single = await oneByOne(ONE_BY_ONE)
  const [micros, peerMicros] = [ours.micros / people, single.micros / ONE_BY_ONE]
  const rows = people.toLocaleString('en')
  return {
    row: {
      name: `a row of ${rows} people imported, with hashes, duplicates and undo`,
      peer: 'papaparse and one insert after the other',
      ...{ limit: 0.5, micros, peerMicros, ratio: micros / peerMicros },
    },
    note: `${rows} people imported in ${ours.seconds.toFixed(1)} s: ${Math.round(people / ours.seconds).toLocaleString('en')} rows a second, one at a time ${Math.round(ONE_BY_ONE / single.seconds).toLocaleString('en')}.`,
  }
}

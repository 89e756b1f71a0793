import { beforeEach, describe, expect, test } from 'vitest'
import { emailKeyOf } from '../../../src/mail/allowance.ts'
import { erasures } from '../../../src/people/table.ts'
import { objections, participantImports } from '../../../src/programs/participants/table.ts'
import { participants } from '../../../src/programs/table.ts'
import { countRoundTrips } from '../../api/round-trips.ts'
import { tick } from '../../support/given.ts'
import { signIn } from '../../support/sign-in.ts'
import { drainAll, groupWorld, heldBy, upload } from './given.ts'

type Here = Awaited<ReturnType<typeof groupWorld>>
let here: Here

beforeEach(async () => {
  here = await groupWorld()
})

const pathOf = (answer: Response) => answer.headers.get('location') ?? ''
const map = ({ builder }: Here, path: string, fields: Record<string, string>) =>
  builder.post(`${path}/mapping`, { as_of: '2026-03-02', basis: 'consent', for_role: 'participant', ...fields })

const list = [
  'Full name;Email;Edition;Completed',
  'Ada Example;ada@people.test;1;14/03/2025',
  'Ben Invented;ben@people.test;2;02/10/2025',
  'Cleo Sample;no address;1;',
  'Dora Made-up;dora@people.test;7;',
].join('\r\n')

describe('a list comes in', () => {
  test('uploaded, mapped by its headings, tried, imported, undone', async () => {
    const { world, groupId, builder, people } = here
    const path = pathOf(await upload(builder, groupId, `\uFEFF${list}`))
    const mapping = await (await builder.get(path)).text()
    expect(mapping).toContain('Which column is what?')
    expect(mapping).toContain('…@people.test')
    expect(mapping).not.toContain('ada@people.test')
    const fields = { name: '0', email: '1', cohort: '2', finishedOn: '3', cohort_id: 'coh_lantern1' }
    const refused = await map(here, path, { ...fields, basis: '' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Say on which ground you hold this')
    expect(pathOf(await map(here, path, fields))).toBe(path)
    const looking = await builder.get(path)
    expect(looking.headers.get('refresh')).toBe('2')
    await drainAll(world)
    const tried = await builder.get(path)
    expect(tried.headers.get('refresh')).toBeNull()
    const triedText = await tried.text()
    expect(triedText).toContain('Import 2 rows')
    expect(triedText).toContain('E-mail address: this is no address')
    expect(triedText).toContain('you have no such cohort; there is First run')
    expect((await heldBy(world, groupId)).people).toEqual([])
    await builder.post(`${path}/run`)
    while (world.jobs.length) {
      await world.drain()
      const look = await builder.get(path)
      expect([look.headers.get('refresh'), (await look.text()).includes('Undo this import')]).toEqual(
        world.jobs.some(({ type }) => type === 'people') ? ['2', false] : [null, true],
      )
    }
    expect((await heldBy(world, groupId)).parts).toMatchObject([
      { cohort_id: 'coh_lantern1', finished_on: '2025-03-14' },
      { cohort_id: 'coh_lantern2', finished_on: '2025-10-02' },
    ])
    const problems = await (await builder.get(`${path}/problems.csv`)).text()
    expect(problems.split('\r\n')).toHaveLength(4)
    await builder.post(`${path}/undo`)
    await drainAll(world)
    expect(await (await builder.get(path)).text()).toContain('what it changed is as before')
    expect((await heldBy(world, groupId)).people).toEqual([])
    expect(people).toContain(groupId)
  })

  test('each job takes at most four round trips and fifty statements, however long the list', async () => {
    const { world, builder, groupId } = here
    const rows = Array.from({ length: 1_200 }, (_, i) => `P ${i},p${i}@people.test,1,2025-03-14`)
    const trips = countRoundTrips(world)
    const worst = { trips: 0, statements: 0 }
    const drain = async () => {
      while (world.jobs.length) {
        const others = world.jobs.splice(1)
        const before = { ...trips }
        await world.drain()
        world.jobs.unshift(...others)
        worst.trips = Math.max(worst.trips, trips.count - before.count)
        worst.statements = Math.max(worst.statements, trips.statements - before.statements)
      }
    }
    // Whom the second list names is known already: that takes one more.
    for (const list of [rows, rows.map((row) => `${row} `)]) {
      const path = pathOf(await upload(builder, groupId, ['name,email,cohort,finished', ...list].join('\n')))
      await map(here, path, { name: '0', email: '1', cohort: '2', finishedOn: '3', cohort_id: 'coh_lantern1' })
      await drain()
      await builder.post(`${path}/run`)
      await drain()
      await builder.post(`${path}/undo`)
      if (list !== rows) await drain()
      else world.jobs.length = 0
      if (list === rows) await world.db.update(participantImports).set({ undoAskedAt: null })
    }
    expect(worst.trips).toBe(4)
    expect(worst.statements).toBeLessThanOrEqual(50)
    expect(await world.db.$count(participants)).toBe(1_200)
  })

  test('nobody else sees or changes it', async () => {
    const { world, groupId, builder } = here
    const path = pathOf(await upload(builder, groupId, list))
    const stranger = await signIn(world, 'stranger@example.test')
    const asked = await Promise.all([
      upload(stranger, groupId, list),
      stranger.get(path),
      stranger.post(`${path}/mapping`, {}),
      stranger.post(`${path}/run`),
      stranger.post(`${path}/undo`),
      stranger.post(`${path}/removal`),
      stranger.get(`${path}/problems.csv`),
    ])
    expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 404))
    const [only, ...others] = await world.db.select().from(participantImports)
    expect([only?.mapping, only?.startedAt, only?.forgottenAt, others]).toEqual([null, null, null, []])
  })

  test('days that may be read in two ways are asked about; what was chosen stays', async () => {
    const { world, builder, groupId } = here
    const path = pathOf(await upload(builder, groupId, 'name,finished,cohort\nAda,03/04/2025,First run\n'))
    const fields = { name: '0', finishedOn: '1', cohort: '2' }
    const asked = await map(here, path, fields)
    const text = await asked.text()
    expect([asked.status, text.includes('03/04/2025 may be read in two ways')]).toEqual([422, true])
    expect(text).toContain('<option value="1" selected>finished')
    await map(here, path, { ...fields, order: 'mdy' })
    await builder.post(`${path}/run`)
    await drainAll(world)
    expect((await heldBy(world, groupId)).parts).toMatchObject([{ finished_on: '2025-03-04' }])
  })

  test('whoever objected or was erased is skipped, in any case of the address', async () => {
    const { world, builder, groupId } = here
    const [objected, erased] = await Promise.all(
      ['ada@people.test', 'ben@people.test'].map((email) => emailKeyOf(world.ctx(), email)),
    )
    await world.db.insert(objections).values({ groupId, emailKey: objected ?? '', objectedAt: 1 })
    await world.db.insert(erasures).values({ emailKey: erased ?? '', erasedAt: 1 })
    const path = pathOf(
      await upload(builder, groupId, 'name,email\nA,ADA@people.test\nB,ben@People.test\nC,c@people.test'),
    )
    await map(here, path, { name: '0', email: '1' })
    await builder.post(`${path}/run`)
    await drainAll(world)
    expect(await world.db.select({ name: participants.name }).from(participants)).toEqual([{ name: 'C' }])
    expect(await (await builder.get(path)).text()).toContain('Skipped: has asked not to be held')
  })

  test('who was changed after it stays when it is undone, and is named', async () => {
    const { world, builder, groupId } = here
    const path = pathOf(await upload(builder, groupId, 'name,email\nAda,ada@people.test\nBen,ben@people.test'))
    await map(here, path, { name: '0', email: '1' })
    await builder.post(`${path}/run`)
    await drainAll(world)
    const [ada] = await world.db.select().from(participants)
    await builder.post(`/groups/${groupId}/people/${ada?.id}`, { name: 'Ada E.', basis: 'consent', version: '1' })
    await builder.post(`${path}/undo`)
    await drainAll(world)
    expect(await (await builder.get(path)).text()).toContain('changed since')
    expect(await world.db.select({ name: participants.name }).from(participants)).toEqual([{ name: 'Ada E.' }])
  })

  test('what the queue lost is taken up by a tick; a file that nobody goes on with is let go', async () => {
    const { world, builder, groupId } = here
    const path = pathOf(await upload(builder, groupId, 'name\nAda'))
    await map(here, path, { name: '0' })
    await builder.post(`${path}/run`)
    world.jobs.length = 0
    const left = pathOf(await upload(builder, groupId, 'name\nBen'))
    await tick(world, world.now + 3 * 60_000)
    await drainAll(world)
    expect(await world.db.select({ name: participants.name }).from(participants)).toEqual([{ name: 'Ada' }])
    await tick(world, world.now + 8 * 86_400_000)
    const again = await signIn(world, 'builder@lantern.test')
    expect(await (await again.get(left)).text()).toContain('This file was let go')
  })

  test('files that are none are refused in words', async () => {
    const { builder, groupId } = here
    const zip = new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])
    const latin = new Uint8Array([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xe9, 0x74, 0xe9])
    const answers: [number, string][] = []
    for (const file of [zip, latin, '', 'name\n', new Uint8Array(6_000_000).fill(97)]) {
      const answer = await upload(builder, groupId, file)
      answers.push([answer.status, /id="file-error"[^>]*>([^<]*)/.exec(await answer.text())?.[1] ?? ''])
    }
    expect(answers.map(([, words]) => words)).toEqual([
      expect.stringContaining('save the table as CSV'),
      expect.stringContaining('save it as UTF-8'),
      'Choose a file',
      expect.stringContaining('nobody below it'),
      'Send at most 5 MB',
    ])
    expect(new Set(answers.map(([status]) => status))).toEqual(new Set([422]))
  })
})

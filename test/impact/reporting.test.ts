import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import type { Ctx } from '../../src/context.ts'
import { type Report, readReport } from '../../src/impact/reading.ts'
import { estimates, impactNotes, reportedRows, reportLinks } from '../../src/impact/table.ts'
import { refreshFigures } from '../../src/outcomes/figures.ts'
import { mergePeople } from '../../src/programs/participants/merging.ts'
import { removePerson } from '../../src/programs/participants/recording.ts'
import { memberOfGroup as memberCtx } from '../programs/participants/given.ts'
import { forged } from '../support/given.ts'
import { type Client, signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'
import { estimate, GROUP, groupWith, memberOfGroup, programHeld } from './given.ts'

const path = `/groups/${GROUP}/impact`
let world: World
let owner: Client & { id: string }
beforeEach(async () => {
  const given = await groupWith()
  world = given.world
  owner = given.owner
})
const report = async () => (await (await owner.get(`${path}/report.json`)).json()) as Report

describe('printed figures', () => {
  const line = {
    activity: 'Course',
    occurrences: '2',
    fte: '1,9',
    ftePerOccurrence: '0.9',
    source: 'Our year',
    note: '',
  }
  const rows = () => world.db.select().from(reportedRows).orderBy(reportedRows.position)

  test('stay to the letter; a quotient that we compute otherwise is flagged, and not corrected', async () => {
    expect((await owner.post(`${path}/figures`, line)).status).toBe(303)
    await owner.post(`${path}/figures`, {
      ...line,
      activity: 'Talks',
      occurrences: '3',
      fte: '0.5',
      ftePerOccurrence: '',
    })
    await owner.post(`${path}/figures`, {
      activity: 'All',
      total: 'yes',
      fte: '2.4',
      occurrences: '6',
      source: 'Our year',
      note: '',
    })
    expect((await rows())[0]?.figures).toEqual({
      occurrences: { printed: '2', thousandths: 2000 },
      fte: { printed: '1,9', thousandths: 1900 },
      ftePerOccurrence: { printed: '0.9', thousandths: 900 },
    })
    const [section] = (await report()).sections
    expect(section?.rows[0]).toMatchObject({ ftePerOccurrence: '1.0', printed: { ftePerOccurrence: '0.9' } })
    expect(section?.flags).toEqual([
      { activity: 'Course', figure: 'ftePerOccurrence', reported: '0.9', computed: '1.0' },
      { activity: null, figure: 'occurrences', reported: '6', computed: '5' },
    ])
  })

  test('of two sources are two tables; a source has one total', async () => {
    await owner.post(`${path}/figures`, line)
    await owner.post(`${path}/figures`, { ...line, source: 'Another year' })
    await owner.post(`${path}/figures`, { ...line, total: 'yes' })
    const again = await owner.post(`${path}/figures`, { ...line, total: 'yes' })
    expect([again.status, await again.text()]).toEqual([422, expect.stringContaining('has its total already')])
    expect((await report()).sections.map(({ source }) => source)).toEqual(['Another year', 'Our year'])
  })

  test('are changed and removed by members only', async () => {
    await owner.post(`${path}/figures`, line)
    const [row] = await rows()
    const at = `${path}/figures/${row?.id}`
    const stranger = await signIn(world, 'stranger@example.test')
    for (const to of [`${path}/figures`, at, `${at}/removal`]) expect((await stranger.post(to, line)).status).toBe(404)
    expect(await rows()).toEqual([row])
    expect((await owner.get(at)).status).toBe(200)
    expect((await owner.post(at, { ...line, fte: '2.9' })).status).toBe(303)
    expect((await rows())[0]?.figures.fte?.printed).toBe('2.9')
    expect((await owner.post(`${at}/removal`)).status).toBe(303)
    expect((await owner.post(`${at}/removal`)).status).toBe(404)
    expect((await owner.post(at, line)).status).toBe(404)
    expect(await rows()).toEqual([])
  })

  test.each([
    ['fte', { fte: 'about two' }, 'Give the number as printed'],
    ['activity', { activity: ' ' }, 'Give the line its name'],
    ['source', { source: '' }, 'Say where it is printed'],
    ['currency', { cost: '900' }, 'Say in which currency'],
    ['sourceUrl', { sourceUrl: 'javascript:alert(1)' }, 'web address'],
    ['fte', { fte: '', occurrences: '', ftePerOccurrence: '' }, 'Give at least one figure'],
  ])('with a wrong %s are refused beside it, and nothing typed is lost', async (name, fields, message) => {
    const answer = await owner.post(`${path}/figures`, { ...line, note: 'Typed at length', ...fields })
    const page = await answer.text()
    expect([answer.status, await rows()]).toEqual([422, []])
    expect(page).toContain(`id="${name}-error"`)
    expect(page).toContain(message)
    expect(page).toContain('Typed at length')
  })
})

describe('notes', () => {
  const notes = { instrumental: 'Ministries <b>answer</b> us.', notes: 'First year.', version: '0' }

  test('stand beside the figures, as text', async () => {
    expect((await owner.post(`${path}/notes`, notes)).status).toBe(303)
    const page = await (await owner.get(path)).text()
    expect(page).toContain('Ministries &lt;b>answer&lt;/b> us.')
    expect(await world.db.select().from(impactNotes)).toMatchObject([{ version: 1, writtenBy: owner.id }])
  })

  test('of two who write at once the second is shown the first, and may save again', async () => {
    await owner.post(`${path}/notes`, notes)
    const answer = await owner.post(`${path}/notes`, { ...notes, notes: 'Mine' })
    const page = await answer.text()
    expect(answer.status).toBe(409)
    for (const text of ['Mine', 'First year.', 'name="version" value="1"']) expect(page).toContain(text)
    expect((await owner.post(`${path}/notes`, { ...notes, notes: 'Mine', version: '1' })).status).toBe(303)
    expect(await world.db.select().from(impactNotes)).toMatchObject([{ notes: 'Mine', version: 2 }])
  })

  test('by a stranger, or too long, are refused', async () => {
    const stranger = await signIn(world, 'stranger@example.test')
    expect((await stranger.post(`${path}/notes`, notes)).status).toBe(404)
    const long = await owner.post(`${path}/notes`, { ...notes, instrumental: 'x'.repeat(9_000) })
    expect([long.status, await long.text()]).toEqual([422, expect.stringContaining('instrumental-error')])
    expect(await world.db.select().from(impactNotes)).toEqual([])
  })
})

describe('a link for funders', () => {
  const made = { name: 'A foundation', days: '30' }
  const links = () => world.db.select().from(reportLinks)
  async function linkOf() {
    await owner.post(`${path}/links`, made)
    const page = await (await owner.get(`${path}/links`)).text()
    return /\/reports\/[\w.-]+/.exec(page)?.[0] ?? ''
  }

  test('shows the report without signing in, until it expires', async () => {
    await owner.post(`${path}/figures`, { activity: 'Course', fte: '2', source: 'Our year', note: '' })
    const link = await linkOf()
    const answer = await world.get(link)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    const page = await answer.text()
    expect(page).toContain('Impact of Lighthouse')
    expect(page).toContain('noindex')
    world.now += 30 * DAY
    const ended = await world.get(link)
    expect([ended.status, await ended.text()]).toEqual([404, expect.stringContaining('This link has ended')])
  })

  test('ends when it is taken back, by its maker or an owner', async () => {
    const link = await linkOf()
    const [row] = await links()
    const member = await memberOfGroup(world, 'member@example.test', 'member')
    const end = (client: Pick<Client, 'post'>) => client.post(`${path}/links/${row?.id}/revocation`)
    expect((await end(member)).status).toBe(403)
    expect((await end(await signIn(world, 'stranger@example.test'))).status).toBe(404)
    expect((await world.get(link)).status).toBe(200)
    expect((await end(owner)).status).toBe(303)
    expect((await world.get(link)).status).toBe(404)
    expect(await links()).toMatchObject([{ revokedBy: owner.id }])
  })

  test('that is forged, or of another id, opens nothing', async () => {
    const link = await linkOf()
    const [, id = ''] = /\/reports\/([^.]+)/.exec(link) ?? []
    for (const other of [forged(link), link.replace(id, `${id}0`), '/reports/none', `/reports/${id}`])
      expect((await world.get(other)).status).toBe(404)
  })

  test.each([
    ['name', { name: '' }],
    ['days', { days: '4000' }],
  ])('needs a %s that is right', async (name, fields) => {
    const answer = await owner.post(`${path}/links`, { ...made, ...fields })
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(`id="${name}-error"`)])
    expect(await links()).toEqual([])
  })

  test('tells nothing of fewer than 5 people, hides the next smallest too, and counts heads in fives', async () => {
    const named = (from: number, count: number) => Array.from({ length: count }, (_, i) => `p${from + i}`)
    await programHeld(world, 'prg_small', { people: named(0, 4), name: 'Small' })
    await programHeld(world, 'prg_next', { people: named(10, 6), name: 'Next' })
    await programHeld(world, 'prg_large', { people: named(20, 12), name: 'Large', cohorts: 3, cost: 500 })
    const estimating = (programId: string, from: number, count: number) =>
      Promise.all(
        named(from, count).map((name) =>
          owner.post(`${path}/estimates`, { ...estimate, programId, participantId: `ptc_${name}` }),
        ),
      )
    await estimating('prg_small', 0, 4)
    await estimating('prg_next', 10, 6)
    await estimating('prg_large', 20, 12)
    const inside = await report()
    expect(
      inside.sections[0]?.rows.map(({ activity, fte, people, estimated, hidden }) => [
        activity,
        fte,
        people,
        estimated,
        hidden,
      ]),
    ).toEqual([
      ['Large', '8.4', '12', 12, null],
      ['Next', '4.2', '6', 6, null],
      ['Small', '2.8', '4', 4, null],
    ])
    expect(inside.sections[0]?.total.computed).toMatchObject({ fte: '15.4', people: '22', occurrences: '5' })
    const link = await linkOf()
    const now = await (await world.get(link)).text()
    // Of what was estimated within the month nothing shows, not even of how many programs.
    expect(now).not.toContain('fewer than 5 people<')
    for (const figure of ['2.8', '4.2', '8.4', '15.4', '7.0']) expect(now).not.toContain(figure)
    world.now = Date.parse('2026-04-01T00:00:00Z')
    await refreshFigures(world.ctx())
    const later = await (await world.get(await linkOf())).text()
    expect(later).toContain('<td class="num">8.4')
    expect([later.match(/fewer than 5 people</g)?.length, later.match(/not shown</g)?.length]).toEqual([1, 1])
    for (const figure of ['4.2', '15.4', '>22<', '>12<', '>20<', 'Example']) expect(later).not.toContain(figure)
    expect(later).toContain('<td class="num">10')
    expect(later).toContain('178.6 EUR')
  })

  describe('tells month by month, whatever happens to one person', () => {
    const outside = () => readReport(world.ctx(), { id: GROUP, name: 'Lighthouse', example: false }, 'outside')
    const estimated = (programId: string, name: string, fields = {}) =>
      owner.post(`${path}/estimates`, { ...estimate, programId, participantId: `ptc_${name}`, ...fields })
    const told = async () => (await outside()).sections[0]?.rows.map(({ fte, hidden }) => hidden ?? fte)

    beforeEach(async () => {
      await programHeld(world, 'prg_camp', { people: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], name: 'Camp' })
      for (const name of ['a', 'b', 'c', 'd', 'e']) await estimated('prg_camp', name)
      await estimated('prg_camp', 'f', { with: '1', without: '0', high: '1' })
      world.now = Date.parse('2026-04-02T00:00:00Z')
      await refreshFigures(world.ctx())
      expect(await told()).toEqual(['4.5'])
    })

    test.each([
      ['removed', (ctx: Ctx) => removePerson(ctx, GROUP, 'ptc_f')],
      ['made one with who has an estimate', (ctx: Ctx) => mergePeople(ctx, GROUP, { keep: 'ptc_a', drop: 'ptc_f' })],
      ['made one with who has none', (ctx: Ctx) => mergePeople(ctx, GROUP, { keep: 'ptc_g', drop: 'ptc_f' })],
    ])('%s', async (_, change) => {
      const before = await outside()
      await change(memberCtx(world, GROUP))
      expect(await outside()).toEqual(before)
      for (const month of ['05', '06']) {
        world.now = Date.parse(`2026-${month}-02T00:00:00Z`)
        expect(await told()).toEqual(['4.5'])
      }
      // The group itself sees at once what is.
      const { sections } = await readReport(world.ctx(), { id: GROUP, name: 'Lighthouse', example: false }, 'group')
      expect(sections[0]?.rows[0]?.estimated).toBe((await standingPeople()).length)
    })
    const standingPeople = () => world.db.all(sql`select distinct participant_id from estimates`)

    test('estimated first, or withdrawn', async () => {
      await programHeld(world, 'prg_talk', { people: ['h'], name: 'Talk', cohorts: 2, cost: 5 })
      await world.db.run(sql`update cohorts set cost = null where id = 'prg_talk_2'`)
      const before = await outside()
      expect(before.unestimated).toEqual(['Talk'])
      const [row] = await world.db.select().from(estimates).limit(1)
      if (!row) throw new Error('nothing is estimated')
      const theirs = { id: 'est_h', programId: 'prg_talk', participantId: 'ptc_h', createdAt: world.now }
      await world.db.insert(estimates).values({ ...row, ...theirs })
      expect(await outside()).toEqual(before)
      world.now = Date.parse('2026-05-02T00:00:00Z')
      const since = await outside()
      expect([since.unestimated, await told()]).toEqual([[], ['next', 'few']])
      await world.db.run(sql`update estimates set withdrawn_at = ${world.now} where program_id = 'prg_talk'`)
      expect(await outside()).toEqual(since)
      world.now = Date.parse('2026-06-02T00:00:00Z')
      expect({ ...(await outside()), on: since.on, peopleAsOf: since.peopleAsOf }).toEqual(since)
    })
  })
})

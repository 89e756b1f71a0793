import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { DAY } from '../../../src/calendar.ts'
import { emailKeyOf } from '../../../src/mail/allowance.ts'
import { referring } from '../../../src/programs/participants/referring.ts'
import { objections, participantAliases } from '../../../src/programs/participants/table.ts'
import { engagementChanges, participants, participations, stageChanges } from '../../../src/programs/table.ts'
import { type Client, signIn } from '../../support/sign-in.ts'
import { drainAll, groupWorld, upload } from './given.ts'

let here: Awaited<ReturnType<typeof groupWorld>>
let stranger: Client

beforeEach(async () => {
  here = await groupWorld()
  stranger = await signIn(here.world, 'stranger@example.test')
})

const person = { name: 'Ada Example', email: 'ada@people.test', basis: 'consent' }

/** Adds somebody by hand; answers the record's page. */
async function added(fields: Record<string, string> = person): Promise<string> {
  const answer = await here.builder.post(`${here.people}/new`, fields)
  return (answer.headers.get('location') ?? '').replace('?done=added', '')
}
const idOf = (page: string) => page.split('/').at(-1) ?? ''
const held = () => here.world.db.select().from(participants)
const dump = async () =>
  JSON.stringify([
    await held(),
    await here.world.db.select().from(participations),
    await here.world.db.select().from(stageChanges),
    await here.world.db.select().from(engagementChanges),
  ])

describe('a person by hand', () => {
  test('is added with a cohort, changed, and found by what they were called before', async () => {
    const page = await added({ ...person, cohort: 'coh_lantern1', role: 'mentor', finishedOn: '2025-03-14' })
    const shown = await (await here.builder.get(page)).text()
    expect(shown).toContain('Spring bootcamp 1: Spring 2025')
    expect(shown).toContain('…@people.test')
    expect(shown).not.toContain('ada@')
    await here.builder.post(page, { ...person, name: 'Ada E.', email: 'ada@new.test', version: '1' })
    expect(await held()).toMatchObject([{ name: 'Ada E.', nameKey: 'ada e', email: 'ada@new.test', version: 2 }])
    const path = (await upload(here.builder, here.groupId, 'name,email\nAda E.,ada@people.test')).headers.get(
      'location',
    )
    const fields = { name: '0', email: '1', as_of: '2026-03-02', basis: 'consent' }
    await here.builder.post(`${path}/mapping`, fields)
    await here.builder.post(`${path}/run`)
    await drainAll(here.world)
    expect(await held()).toHaveLength(1)
  })

  test('nobody else adds, sees, changes or removes one', async () => {
    const page = await added()
    const before = await dump()
    const posts: [string, Record<string, string>][] = [
      [`${here.people}/new`, person],
      [page, { ...person, version: '1' }],
      [`${page}/removal`, {}],
      [`${page}/participations`, { cohort: 'coh_lantern1' }],
      [`${here.people}/moves`, { ids: idOf(page), to: 'research', happenedOn: '2026-01-01', source: 'x' }],
      [`${here.people}/merges`, { first: 'a', second: 'b', keep: 'a', answer: 'same', sure: 'yes' }],
    ]
    const answers = [
      ...(await Promise.all(posts.map(([path, fields]) => stranger.post(path, fields)))),
      ...(await Promise.all([here.people, page, `${here.people}/board`].map((path) => stranger.get(path)))),
    ]
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
    expect(await dump()).toBe(before)
  })

  test('what is wrong is said beside the field, and what was typed stays', async () => {
    const refused = await here.builder.post(`${here.people}/new`, { name: '', email: '', basis: '', externalId: 'X 7' })
    const text = await refused.text()
    expect([refused.status, text.includes('value="X 7"'), text.includes('id="basis-error"')]).toEqual([422, true, true])
    await added()
    const twice = await here.builder.post(`${here.people}/new`, { ...person, email: 'ADA@people.test' })
    expect(await twice.text()).toContain('You hold a record with this address already')
    const emailKey = await emailKeyOf(here.world.ctx(), 'no@people.test')
    await here.world.db.insert(objections).values({ groupId: here.groupId, emailKey, objectedAt: 1 })
    const objecting = await here.builder.post(`${here.people}/new`, { ...person, email: 'no@people.test' })
    expect(await objecting.text()).toContain('has asked not to be held')
    const foreign = await here.builder.post(`${here.people}/new`, { ...person, email: 'b@x.test', cohort: 'coh_none' })
    expect(await foreign.text()).toContain('Choose one of your cohorts')
    expect(await held()).toHaveLength(1)
  })

  test('who changed it meanwhile is not overwritten', async () => {
    const page = await added()
    await here.builder.post(page, { ...person, name: 'First', version: '1' })
    const late = await here.builder.post(page, { ...person, name: 'Second', version: '1' })
    const text = await late.text()
    expect([late.status, text.includes('Somebody else changed'), text.includes('value="Second"')]).toEqual([
      409,
      true,
      true,
    ])
    expect(await held()).toMatchObject([{ name: 'First' }])
  })

  test('participations are added once, changed and removed; a day they left excludes a day they finished', async () => {
    const page = await added()
    const part = { cohort: 'coh_lantern1', role: 'participant' }
    await here.builder.post(`${page}/participations`, part)
    expect(await (await here.builder.post(`${page}/participations`, part)).text()).toContain(
      'this role in this cohort already',
    )
    const [row] = await here.world.db.select().from(participations)
    const wrong = { ...part, finishedOn: '2025-03-14', leftOn: '2025-03-10' }
    expect(await (await here.builder.post(`${page}/participations/${row?.id}`, wrong)).text()).toContain('not both')
    await here.builder.post(`${page}/participations/${row?.id}`, { ...part, leftOn: '2025-03-10' })
    expect(await here.world.db.select().from(participations)).toMatchObject([{ leftOn: '2025-03-10' }])
    await here.builder.post(`${page}/participations/${row?.id}/removal`)
    expect(await here.world.db.select().from(participations)).toEqual([])
  })

  test('removed, nothing of them is left but the log', async () => {
    const page = await added({ ...person, cohort: 'coh_lantern1' })
    await here.builder.post(`${here.people}/moves`, {
      ids: idOf(page),
      to: 'left',
      happenedOn: '2026-01-01',
      source: 'x',
    })
    await here.builder.post(`${page}/removal`)
    expect(await dump()).toBe('[[],[],[],[]]')
    expect((await here.builder.get(page)).status).toBe(404)
  })
})

describe('two records of one person', () => {
  const pairOf = async () => {
    const [first, second] = [await added(), await added({ name: 'ADA  example', externalId: 'X1', basis: 'contract' })]
    return { first: idOf(first), second: idOf(second) }
  }

  test('are proposed, and become one that the list still finds', async () => {
    const { first, second } = await pairOf()
    const move = { to: 'research', happenedOn: '2026-01-01', source: 'x' }
    await here.builder.post(`${here.people}/moves`, [['ids', first], ['ids', second], ...Object.entries(move)])
    for (const id of [first, second])
      await here.builder.post(`${here.people}/${id}/participations`, { cohort: 'coh_lantern1' })
    expect(await (await here.builder.get(`${here.people}/duplicates`)).text()).toContain('They have the same name')
    const fields = { first, second, keep: first, answer: 'same' }
    const unsure = await here.builder.post(`${here.people}/merges`, fields)
    expect([unsure.status, await unsure.text()]).toEqual([422, expect.stringContaining('cannot be undone')])
    await here.builder.post(`${here.people}/merges`, { ...fields, sure: 'yes' })
    expect(await held()).toMatchObject([{ id: first, email: 'ada@people.test', externalId: 'X1' }])
    expect(await here.world.db.select().from(participations)).toHaveLength(1)
    expect(await here.world.db.select().from(stageChanges)).toHaveLength(2)
    expect(await here.world.db.select().from(participantAliases)).toMatchObject([
      { kind: 'external', participantId: first },
    ])
    expect(await (await here.builder.get(`${here.people}/duplicates`)).text()).toContain('No two records look like')
  })

  test('told apart they are not proposed again', async () => {
    const { first, second } = await pairOf()
    await here.builder.post(`${here.people}/merges`, { first, second, keep: second, answer: 'different' })
    expect(await (await here.builder.get(`${here.people}/duplicates`)).text()).toContain('No two records look like')
    expect(await held()).toHaveLength(2)
  })

  test('addresses that a slip of the pen tells apart are proposed', async () => {
    await added({ name: 'Ada E.', email: 'ada@peopel.test', basis: 'consent' })
    await added()
    await added({ name: 'Another', email: 'ada@elsewhere.example', basis: 'consent' })
    const text = await (await here.builder.get(`${here.people}/duplicates`)).text()
    expect(text.match(/differ by a letter or two/g)).toHaveLength(1)
  })

  test('every table that refers to a record is moved with it', async () => {
    const tables = await here.world.db.all<{
      table: string
      column: string
    }>(sql`select m.name as "table", f."from" as "column"
      from sqlite_master m join pragma_foreign_key_list(m.name) f on f."table" = 'participants' where m.type = 'table'`)
    const known = new Set(referring.map(({ table, column }) => `${table}.${column}`))
    expect(tables.map(({ table, column }) => `${table}.${column}`).filter((name) => !known.has(name))).toEqual([])
    expect(tables.length).toBeGreaterThan(4)
  })
})

describe('moves', () => {
  const move = { to: 'research', happenedOn: '2026-01-15', source: 'Told us' }

  test('many at once, seen in the table and on the board, and undone at once', async () => {
    const pages = [
      await added(),
      await added({ name: 'Ben', basis: 'consent' }),
      await added({ name: 'Cleo', basis: 'consent' }),
    ]
    const [ada = '', ben = ''] = pages.map(idOf)
    const moves = `${here.people}/moves`
    const done = await here.builder.post(moves, [['ids', ada], ['ids', ben], ['back', 'q=a'], ...Object.entries(move)])
    const to = new URL(done.headers.get('location') ?? '', 'http://x.test')
    expect([to.pathname, to.searchParams.get('count'), to.searchParams.get('q')]).toEqual([here.people, '2', 'a'])
    const table = await (await here.builder.get(`${here.people}?stage=research`)).text()
    expect([table.includes('Ben'), table.includes('Cleo')]).toEqual([true, false])
    const board = await (await here.builder.get(`${here.people}/board`)).text()
    expect(board).toMatch(/Research <span class="num soft">2</)
    const offered = await (await here.builder.get(`${to.pathname}${to.search}`)).text()
    const undo = /action="([^"]*\/undo)"/.exec(offered)?.[1] ?? ''
    await here.builder.post(undo, { view: 'board', back: '' })
    expect(await here.world.db.select().from(stageChanges)).toEqual([])
    expect((await here.builder.post(undo, {})).status).toBe(404)
  })

  test('of strangers and of people of another group move nobody', async () => {
    const page = await added()
    const given = { ...move, ids: idOf(page) }
    expect((await stranger.post(`${here.people}/moves`, given)).status).toBe(404)
    const foreign = await here.builder.post(`${here.people}/moves`, { ...move, ids: 'ptc_elsewhere' })
    expect(foreign.headers.get('location')).toContain('count=0')
    expect(await here.world.db.select().from(stageChanges)).toEqual([])
  })

  test('without a source, or to come, change nothing; the day and the ticks stay', async () => {
    const id = idOf(await added())
    const refused = await here.builder.post(`${here.people}/moves`, {
      ...move,
      ids: id,
      source: '',
      happenedOn: '2026-01-02',
    })
    const text = await refused.text()
    expect([refused.status, text.includes('Say how you know'), text.includes('value="2026-01-02"')]).toEqual([
      422,
      true,
      true,
    ])
    expect(text).toMatch(new RegExp(`value="${id}" checked`))
    const later = await here.builder.post(`${here.people}/moves`, { ...move, ids: id, happenedOn: '2027-01-01' })
    expect(await later.text()).toContain('Give a day that has come already')
    const nobody = await here.builder.post(`${here.people}/moves`, move)
    expect(await nobody.text()).toContain('Choose at least one person')
    expect(await here.world.db.select().from(stageChanges)).toEqual([])
  })

  test('a wrong entry is removed by itself', async () => {
    const page = await added()
    await here.builder.post(`${here.people}/moves`, { ...move, ids: idOf(page), view: 'person' })
    const [entry] = await here.world.db.select().from(stageChanges)
    expect((await stranger.post(`${page}/history/${entry?.id}/removal`)).status).toBe(404)
    await here.builder.post(`${page}/history/${entry?.id}/removal`)
    expect(await here.world.db.select().from(stageChanges)).toEqual([])
    const [{ name } = { name: '' }] = await here.world.db.all<{ name: string }>(
      sql`select name from events where name = 'history.removed'`,
    )
    expect(name).toBe('history.removed')
  })
})

test('the list is paged by name without gaps', async () => {
  const rows = Array.from({ length: 120 }, (_, i) => `Person ${String(i).padStart(3, '0')}`)
  const path = (await upload(here.builder, here.groupId, ['name', ...rows].join('\n'))).headers.get('location')
  await here.builder.post(`${path}/mapping`, { name: '0', as_of: '2026-03-02', basis: 'consent' })
  await here.builder.post(`${path}/run`)
  await drainAll(here.world)
  const seen: string[] = []
  for (let next = here.people; next; ) {
    const text = await (await here.builder.get(next)).text()
    seen.push(...[...text.matchAll(/aria-label="Choose ([^"]*)"/g)].map(([, name = '']) => name))
    next = (/href="([^"]*cursor=[^"]*)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&')
  }
  expect(seen).toEqual(rows)
})

test('the list is narrowed to who was never told and of whom nothing is new', async () => {
  const { world, builder, people: path } = here
  for (const name of ['Ada', 'Ben', 'Cleo']) await added({ ...person, name, email: `${name}@people.test` })
  await added({ name: 'Di', basis: 'consent' })
  await world.db.update(participants).set({ toldAt: world.now }).where(sql`name = 'Ben'`)
  await world.db
    .update(participants)
    .set({ updatedAt: world.now - 181 * DAY })
    .where(sql`name in ('Ben', 'Cleo')`)
  const shown = async (search: string) => {
    const text = await (await builder.get(`${path}?${search}`)).text()
    return [...text.matchAll(/aria-label="Choose ([^"]*)"/g)].map(([, name]) => name)
  }
  expect(await shown('told=never')).toEqual(['Ada', 'Cleo'])
  expect(await shown('stale=6')).toEqual(['Ben', 'Cleo'])
  expect(await shown('stale=6&told=never')).toEqual(['Cleo'])
  expect(await shown('stale=12')).toEqual([])
  expect(await shown('stale=7&told=yes')).toHaveLength(4)
})

import { describe, expect, test } from 'vitest'
import { programs } from '../../src/programs/table.ts'
import { eventsOf, givenGroup, groupMember } from '../groups/given.ts'
import { added, bootcamp, givenProgram, heldCohort, programOf, tookPart } from './given.ts'

const full: [string, string][] = [
  ...Object.entries(bootcamp),
  ['website', 'lantern.test/bootcamp'],
  ['country', 'France'],
  ['city', 'Lyon'],
  ['languages', 'French, english'],
  ['audiences', 'students'],
  ['audiences', 'founders'],
  ['beganOn', '2024-01-01'],
]

describe('adding a program', () => {
  test('a member adds it; nobody outside finds it', async () => {
    const { world, id, stranger } = await givenGroup()
    const ben = await groupMember(world, id, 'ben@example.test')
    const programId = await added(ben, id, full)
    expect(await programOf(world, programId)).toMatchObject({
      ...{ groupId: id, name: 'Winter bootcamp', activity: 'bootcamp', country: 'FR', city: 'Lyon' },
      ...{ website: 'https://lantern.test/bootcamp', languages: ['fr', 'en'], audiences: ['students', 'founders'] },
      ...{ beganOn: '2024-01-01', publishedAt: null, copiedFrom: null, words: 'winter bootcamp bootcamp lyon france' },
    })
    expect((await programOf(world, programId))?.aboutHtml).toContain('<em>alignment</em>')
    expect(await eventsOf(world, programId)).toEqual(['program.added'])
    expect((await stranger.get(`/programs/${programId}`)).status).toBe(404)
    expect(await (await stranger.get('/programs')).text()).not.toContain('Winter bootcamp')
  })

  test('a stranger adds none', async () => {
    const { world, id, stranger } = await givenGroup()
    expect((await stranger.post(`/groups/${id}/programs/new`, bootcamp)).status).toBe(404)
    expect(await world.db.select().from(programs)).toEqual([])
  })

  test('each fault is said beside its field; what was typed and ticked stays', async () => {
    const { world, ada, id } = await givenGroup()
    const answer = await ada.post(`/groups/${id}/programs/new`, [
      ['name', ' '],
      ['activity', 'party'],
      ['about', 'Kept <i>words</i>'],
      ['website', 'ftp://x.test'],
      ['country', 'Atlantis'],
      ['languages', 'French, Klingonese'],
      ['audiences', 'students'],
      ['beganOn', '2026-02-31'],
    ])
    expect(answer.status).toBe(422)
    const html = await answer.text()
    for (const field of ['name', 'activity', 'website', 'country', 'languages', 'beganOn'])
      expect(html, field).toContain(`id="${field}-error"`)
    for (const kept of ['Kept &lt;i>words', 'Klingonese', '2026-02-31', 'value="students" checked'])
      expect(html).toContain(kept)
    expect(await world.db.select().from(programs)).toEqual([])
  })
})

describe('editing and removing', () => {
  test('what it says is changed, and the kept page with it', async () => {
    const { world, ada, at, programId } = await givenProgram()
    await ada.post(`${at}/publication`)
    expect(await (await world.get(`/programs/${programId}`)).text()).toContain('Winter bootcamp')
    expect((await ada.post(at, { ...bootcamp, name: 'Spring bootcamp' })).status).toBe(303)
    expect(await (await world.get(`/programs/${programId}`)).text()).toContain('<h1>Spring bootcamp</h1>')
    expect(await programOf(world, programId)).toMatchObject({ words: 'spring bootcamp bootcamp' })
    expect(await eventsOf(world, programId)).toEqual(['program.added', 'program.published', 'program.edited'])
  })

  test('a stranger changes and removes nothing, nor does a member of another group through theirs', async () => {
    const { world, at, programId, stranger } = await givenProgram()
    const other = await stranger.post('/groups/new', { name: 'Beacon' })
    const theirs = other.headers.get('location')?.replace('?done=founded', '')
    for (const path of [at, `${theirs}/programs/${programId}`])
      for (const press of ['', '/removal', '/publication', '/copies', '/drafts', '/opportunity'])
        expect((await stranger.post(path + press, { ...bootcamp, name: 'Mine' })).status, path + press).toBe(404)
    expect(await programOf(world, programId)).toMatchObject({ name: 'Winter bootcamp', publishedAt: null })
    expect(await world.db.select().from(programs)).toHaveLength(1)
  })

  test('it cannot have begun after its first cohort: said beside the field', async () => {
    const given = await givenProgram()
    const { world, ada, at, programId } = given
    await heldCohort(given)
    const answer = await ada.post(at, { ...bootcamp, name: 'Typed', beganOn: '2026-01-06' })
    const html = await answer.text()
    expect([answer.status, html]).toEqual([422, expect.stringContaining('id="beganOn-error"')])
    expect(html).toContain('value="Typed"')
    expect(await programOf(world, programId)).toMatchObject({ name: 'Winter bootcamp', beganOn: null })
    expect((await ada.post(at, { ...bootcamp, beganOn: '2026-01-05' })).status).toBe(303)
  })

  test('it is removed while it has no cohort', async () => {
    const given = await givenProgram()
    const { world, ada, at, programId } = given
    const cohortId = await heldCohort(given)
    const kept = await ada.post(`${at}/removal`)
    expect([kept.status, await kept.text()]).toEqual([409, expect.stringContaining('Only a program without cohorts')])
    await ada.post(`${at}/cohorts/${cohortId}/removal`)
    expect((await ada.post(`${at}/removal`)).status).toBe(303)
    expect(await programOf(world, programId)).toBeUndefined()
    expect(await eventsOf(world, programId)).toEqual(['program.added', 'program.removed'])
  })
})

describe('copying to another country', () => {
  test('the copy keeps the words, is not public and knows where it is from', async () => {
    const { world, ada, id, at, programId } = await givenProgram(full)
    await ada.post(`${at}/publication`)
    const answer = await ada.post(`${at}/copies`, { to: 'kenya' })
    const copyId = /programs\/(\w+)\?done=copied/.exec(answer.headers.get('location') ?? '')?.[1] ?? ''
    const original = await programOf(world, programId)
    expect(await programOf(world, copyId)).toMatchObject({
      ...{ name: original?.name, about: original?.about, aboutHtml: original?.aboutHtml, country: 'KE', city: null },
      ...{ copiedFrom: programId, publishedAt: null, beganOn: null, opportunityId: null, groupId: id },
      ...{ languages: ['fr', 'en'], audiences: ['students', 'founders'] },
    })
    expect((await world.get(`/programs/${copyId}`)).status).toBe(404)
    // The original may go; its copy stays.
    expect((await ada.post(`${at}/removal`)).status).toBe(303)
    expect(await programOf(world, copyId)).toMatchObject({ copiedFrom: null })
  })

  test('no country, none that is known, or the same one: said beside the field, and nothing is copied', async () => {
    const { world, ada, at } = await givenProgram(full)
    for (const to of ['', 'Atlantis', 'France']) {
      const answer = await ada.post(`${at}/copies`, { to })
      const html = await answer.text()
      expect([to, answer.status, html]).toEqual([to, 422, expect.stringContaining('id="to-error"')])
      expect(html).toContain(`name="to" type="text" required value${to && `="${to}"`}`)
    }
    expect(await world.db.select().from(programs)).toHaveLength(1)
  })
})

test('the group’s page counts its programs, cohorts and people', async () => {
  const given = await givenProgram()
  const { world, ada, id } = given
  await tookPart(world, id, await heldCohort(given), 3, 1)
  await heldCohort(given, { number: '2', startsOn: '2026-06-01', endsOn: '2026-06-10' })
  const html = await (await ada.get(`/groups/${id}/programs`)).text()
  expect(html).toContain('<td class="num">2</td><td class="num">3</td><td class="num">10 Jun 2026</td>')
  expect(await (await ada.get(`/groups/${id}`)).text()).toContain('1 program · 2 cohorts · 3 people on record')
  const page = await (await ada.get(given.at)).text()
  expect(page).toContain('<td class="num">3</td>')
})

describe('publishing', () => {
  test('published it is in the directory, taken out it is not; twice changes nothing', async () => {
    const { world, ada, at, programId } = await givenProgram()
    const listed = async () => (await (await world.get('/programs')).text()).includes('Winter bootcamp')
    expect(await listed()).toBe(false)
    for (let i = 0; i < 2; i++) expect((await ada.post(`${at}/publication`)).status).toBe(303)
    expect(await listed()).toBe(true)
    for (let i = 0; i < 2; i++) expect((await ada.post(`${at}/publication/end`)).status).toBe(303)
    expect(await listed()).toBe(false)
    expect((await world.get(`/programs/${programId}`)).status).toBe(404)
    expect(await eventsOf(world, programId)).toEqual(['program.added', 'program.published', 'program.unpublished'])
  })

  test('without a word about it, it is not published, and the page says what is lacking', async () => {
    const { world, ada, at, programId } = await givenProgram({ ...bootcamp, about: '' })
    const answer = await ada.post(`${at}/publication`)
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('Say first what it is about')])
    expect(await programOf(world, programId)).toMatchObject({ publishedAt: null })
  })
})

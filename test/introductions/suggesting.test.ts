import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/calendar.ts'
import { events } from '../../src/db/table.ts'
import { groupMembers, groups } from '../../src/groups/table.ts'
import { suggestions } from '../../src/introductions/table.ts'
import { newMails, noticesOf } from '../life/given.ts'
import { publish, tick } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { personWith, textOf, withdraw } from './given.ts'

const listSuggestions = (world: World) => world.db.select().from(suggestions)

async function builder(world: World) {
  const person = await signIn(world, 'builder@lantern.test')
  await person.post('/me/name', { name: 'Bea Builder' })
  await world.db.insert(groups).values({ id: 'grp_lantern', name: 'Lantern', nameKey: 'lantern', createdAt: 0 })
  await join(world, person)
  return person
}

const join = (world: World, { id: personId }: { id: string }, groupId = 'grp_lantern') =>
  world.db.insert(groupMembers).values({ groupId, personId, role: 'member', addedAt: 0 })

async function given() {
  const world = await createWorld()
  const id = await publish(world, { title: 'Course lead' })
  const ada = await personWith(world, 'ada@example.test', ['groups'])
  const bea = await builder(world)
  await join(world, ada)
  return { world, id, path: `/opportunities/${id}/suggestions`, bea, ada }
}
const suggestion = { email: 'Ada@Example.test', note: 'You asked for <b>this</b>' }

test('somebody of a group suggests it: mailed, on the list with who and why, and off it with one press', async () => {
  const { world, path, bea, ada, id } = await given()
  const answer = await bea.post(path, suggestion)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?done=1`])
  await world.drain()
  const [mail] = newMails(world)
  expect(mail).toMatchObject({ to: 'ada@example.test', subject: 'This may be for you: Course lead', headers: {} })
  expect(mail?.text).toContain('Bea Builder, Lantern thinks of you')
  expect(mail?.text).toContain('> You asked for <b>this</b>')
  expect(mail?.text).toContain(`/opportunities/${id}-course-lead`)
  expect(mail?.html).toContain('&lt;b>this')
  const list = await textOf(ada, '/me/introductions')
  for (const words of ['suggested by Bea Builder, Lantern', '&lt;b>this', 'Course lead']) expect(list).toContain(words)
  for (const text of [list, mail?.text, mail?.html]) expect(text).not.toMatch(/builder@|ada@/)
  const [, dismissal = ''] = /action="(\/me\/suggestions\/[^"]+)"/.exec(list) ?? []
  expect((await bea.post(dismissal)).status).toBe(404)
  expect((await ada.post(dismissal)).headers.get('location')).toBe('/me/introductions?done=dismissed')
  expect(await textOf(ada, '/me/introductions')).not.toContain('Course lead')
  expect((await ada.post(dismissal)).status).toBe(404)
  const told = (await world.db.select().from(events)).map(({ name }) => name)
  expect(told.filter((name) => name.startsWith('suggestion.'))).toEqual(['suggestion.made', 'suggestion.dismissed'])
})

test('whether anybody has the address is told by nothing: page, list, export of queue, count', async () => {
  const { world, path, bea } = await given()
  await personWith(world, 'shy@example.test', ['organizations'])
  const answers: unknown[] = []
  for (const email of ['ada@example.test', 'shy@example.test', 'nobody@example.test', 'ada@example.test']) {
    const answer = await bea.post(path, { email, note: 'Look' })
    answers.push([answer.status, answer.headers.get('location'), world.jobs.length])
    await world.drain()
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(newMails(world).map(({ to }) => to)).toEqual(['ada@example.test'])
  const rows = await listSuggestions(world)
  expect(rows.map(({ personId, note }) => [personId !== null, note])).toEqual([
    [true, 'Look'],
    [false, ''],
    [false, ''],
    [false, ''],
  ])
  expect(await textOf(bea, `${path}?done=1`)).toContain('If somebody with this address takes suggestions')
})

test('“my groups” are one’s own: nobody of another group reaches somebody, nor of one they have left', async () => {
  const { world, path, bea, ada } = await given()
  await personWith(world, 'far@example.test', ['groups'])
  await bea.post(path, { email: 'far@example.test', note: 'Look' })
  await bea.post(path, suggestion)
  await world.db.delete(groupMembers).where(eq(groupMembers.personId, ada.id))
  await world.drain()
  expect(newMails(world)).toEqual([])
  expect((await listSuggestions(world)).map(({ personId }) => personId)).toEqual([null, ada.id])
})

test('a moderator may suggest to anybody with an account, others to nobody', async () => {
  const { world, path } = await given()
  const shy = await personWith(world, 'shy@example.test', [])
  const moderator = await signIn(world, 'mod@onward.test', { role: 'moderator' })
  expect((await moderator.post(path, { email: 'shy@example.test' })).status).toBe(303)
  await world.drain()
  expect(newMails(world).map(({ to }) => to)).toEqual(['shy@example.test'])
  expect(await textOf(shy, '/me/introductions')).toContain(', moderator')
  expect((await shy.get(path)).status).toBe(403)
  expect((await shy.post(path, suggestion)).status).toBe(403)
  expect((await world.post(path, suggestion)).status).toBe(401)
  expect((await moderator.get('/opportunities/opp_none/suggestions')).status).toBe(404)
  expect(await listSuggestions(world)).toHaveLength(1)
})

test.each([
  [{ email: 'no address', note: 'Look' }, 'email'],
  [{ note: 'Look' }, 'email'],
  [{ email: 'ada@example.test', note: 'Look '.repeat(300) }, 'note'],
] as [Record<string, string>, string][])(
  'what does not fit is said beside its field, and kept',
  async (form, field) => {
    const { world, path, bea } = await given()
    const answer = await bea.post(path, form)
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain(`id="${field}-error"`)
    expect(html).toContain('Look')
    if (form.email) expect(html).toContain(`value="${form.email}"`)
    expect(await listSuggestions(world)).toEqual([])
  },
)

test('twenty a day, also when they come at once; closed, none', async () => {
  const { world, id, path, bea } = await given()
  const answers = await Promise.all(
    Array.from({ length: 22 }, (_, i) => bea.post(path, { email: `p${i}@example.test`, note: 'Look' })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(20).fill(303), 429, 429])
  const refused = await bea.post(path, suggestion)
  expect(await refused.text()).toContain('value="Ada@Example.test"')
  world.now += DAY
  expect((await bea.post(path, suggestion)).status).toBe(303)
  const moderator = await signIn(world, 'mod@onward.test', { role: 'moderator' })
  await moderator.post(`/opportunities/${id}/closure`, { reason: 'filled' })
  expect(await textOf(bea, path)).not.toContain('<form')
  expect((await bea.post(path, suggestion)).status).toBe(409)
})

test('twenty presses of one suggestion mail it once', async () => {
  const { world, path, bea } = await given()
  await Promise.all(Array.from({ length: 20 }, () => bea.post(path, suggestion)))
  expect((await listSuggestions(world)).filter(({ personId }) => personId)).toHaveLength(1)
  await world.drain()
  expect(newMails(world)).toHaveLength(1)
})

test('consent withdrawn before the mail went out: it does not go out', async () => {
  const { world, path, bea } = await given()
  await bea.post(path, suggestion)
  await withdraw(world)
  await tick(world, world.now + HOUR)
  expect(newMails(world)).toEqual([])
  expect((await noticesOf(world))[0]?.fault).toBe('the suggestion no longer holds')
})

import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Person } from '../../src/context.ts'
import { mergePeople } from '../../src/programs/participants/merging.ts'
import { participants, participations } from '../../src/programs/table.ts'
import { surveyAnswers, surveyAsks } from '../../src/surveys/table.ts'
import { NOON } from '../support/world.ts'
import { made, openSurvey, signedIn, takingPart } from './given.ts'

test('who is erased takes their answers along, and stays in the base as no answer', async () => {
  const given = await openSurvey()
  const { world } = given
  await given.say('ptc_ada', { recommend: 1, best: 'Private words' })
  await given.say('ptc_bert', { recommend: 10 })
  const ada = await signedIn(world, 'ada@example.test')
  const told = await (await ada.get('/me/data/export.json')).json<Record<string, unknown[]>>()
  expect(told.surveyAnswers).toMatchObject([{ title: 'How was it?', answers: { best: 'Private words' } }])
  expect(told.surveyAsks).toHaveLength(1)
  const link = await given.linkOf('ptc_ada')
  await ada.post('/me/data/erasure', { word: 'ERASE' })
  expect(await world.db.select().from(surveyAnswers)).toMatchObject([{ participantId: 'ptc_bert' }])
  expect((await world.get(link)).status).toBe(404)
  const page = await (await given.member.get(`${given.base}/${given.surveyId}`)).text()
  expect(page).toContain('1 of 3 (33 %)')
  expect(page).toContain('1 erased')
  expect(page).not.toContain('Ada')
})

test('of two records that turn out to be one person, what was answered goes along', async () => {
  const given = await openSurvey()
  const { world } = given
  await given.say('ptc_ada', { recommend: 7 })
  await takingPart(made(world), 'Adah', { ...given, role: 'mentor' })
  const [{ groupId } = { groupId: '' }] = await world.db.select().from(participants)
  const member = { type: 'person', id: 'per_m', groups: { [groupId]: 'owner' } } as unknown as Person
  await mergePeople(world.ctx({ actor: member }), groupId, { keep: 'ptc_adah', drop: 'ptc_ada' })
  expect(await world.db.select().from(surveyAnswers)).toMatchObject([{ participantId: 'ptc_adah' }])
  const asked = await world.db.select({ id: surveyAsks.participantId }).from(surveyAsks)
  expect(asked.map(({ id }) => id).sort()).toEqual(['ptc_adah', 'ptc_bert', 'ptc_cleo'])
})

test('a record that an import takes back takes its answers along', async () => {
  const given = await openSurvey()
  const { world } = given
  await given.say('ptc_ada', { recommend: 7 })
  await world.db.delete(participations).where(eq(participations.participantId, 'ptc_ada'))
  await world.db.delete(participants).where(sql`id = 'ptc_ada'`)
  expect(await world.db.select().from(surveyAnswers)).toEqual([])
  world.now = NOON
  expect((await world.get(await given.linkOf('ptc_ada'))).status).toBe(404)
})

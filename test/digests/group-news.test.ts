import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { digestItems, subscriptions } from '../../src/digests/table.ts'
import { groupLandings } from '../../src/outcomes/table.ts'
import { participants } from '../../src/programs/table.ts'
import { surveyAnswers, surveyAsks, surveys } from '../../src/surveys/table.ts'
import { addGroup, GROUP, memberOfGroup, programHeld } from '../impact/given.ts'
import { nextDueAt, tick } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

let world: World
let owner: Awaited<ReturnType<typeof memberOfGroup>>
const EMAIL = 'owner@example.test'

/** A group that knows two people, and an owner who asked for its mail. */
beforeEach(async () => {
  world = await createWorld()
  await addGroup(world)
  await addGroup(world, 'grp_theirs', 'Other')
  await programHeld(world, 'prg_camp', { people: ['ada', 'bo'] })
  await programHeld(world, 'prg_theirs', { people: ['zed'], groupId: 'grp_theirs' })
  await world.db.update(participants).set({ updatedAt: world.now })
  owner = await memberOfGroup(world, EMAIL, 'owner')
  await landed('gln_old', 'Known before')
  world.now += 1000
  const started = await owner.post('/me/subscriptions', { kind: 'group', subject: GROUP, zone: 'UTC' })
  expect(started.status).toBe(303)
  world.mails.length = 0
  world.now += 1000
})

const landed = (id: string, title: string | null, more = {}) =>
  world.db.insert(groupLandings).values({
    ...{ id, groupId: GROUP, participantId: 'ptc_ada', organizationName: 'Northlight', title, startsOn: '2026-03-01' },
    ...{ recordedBy: 'test', version: 1, createdAt: world.now, updatedAt: world.now, ...more },
  })

async function survey(id: string, closesAt: number, more = {}) {
  const closesOn = new Date(closesAt).toISOString().slice(0, 10)
  await world.db.insert(surveys).values({
    ...{ id, groupId: GROUP, programId: 'prg_camp', template: 'program_post', kind: 'post', role: 'participant' },
    ...{ title: `Survey ${id}`, questions: [], opensOn: closesOn, closesOn, opensAt: 0, closesAt },
    ...{ createdBy: 'x', createdAt: 0, updatedAt: 0, ...more },
  })
  for (const participantId of ['ptc_ada', 'ptc_bo'])
    await world.db.insert(surveyAsks).values({ surveyId: id, participantId, addedAt: 0 })
}
/** The text of the mails of the next tick. */
async function next(): Promise<string[]> {
  world.mails.length = 0
  await tick(world, await nextDueAt(world, EMAIL))
  return world.mails.filter(({ to }) => to === EMAIL).map(({ text }) => text.replace(/\s+/g, ' '))
}

describe('the mail of a group', () => {
  test('tells new landings once, as what and never who', async () => {
    for (const [i, title] of ['Engineer', 'Fellow', 'Teacher', 'Founder'].entries())
      await landed(`gln_${i}`, title, { createdAt: world.now + i, ...(i ? {} : { verifiedBy: 'x', verifiedAt: 1 }) })
    await landed('gln_theirs', 'Of others', { groupId: 'grp_theirs', participantId: 'ptc_zed' })
    const [mail = '', ...others] = await next()
    expect(others).toEqual([])
    expect(mail).toContain('4 new landings As Founder, Teacher, Fellow, and 1 more. 1 of 4 verified.')
    expect(mail).not.toMatch(/Known before|Of others|Ada|ada Example|Northlight/)
    const told = await world.db.select().from(digestItems).where(eq(digestItems.occasion, 'landing'))
    expect(told.map(({ subjectId }) => subjectId).sort()).toEqual(['gln_0', 'gln_1', 'gln_2', 'gln_3'])
    expect(await next()).toEqual([])
    await landed('gln_5', 'Advisor')
    expect(await next()).toEqual([expect.stringContaining('One new landing As Advisor. 0 of 1 verified.')])
  })

  test('tells after a long pause what was recorded meanwhile, and nothing that was told before it', async () => {
    await landed('gln_told', 'Told before')
    expect(await next()).toHaveLength(1)
    const until = world.now + 366 * DAY
    await world.db.update(subscriptions).set({ pausedUntil: until, nextDueAt: until })
    await landed('gln_early', 'Recorded early', { createdAt: world.now + DAY })
    const [mail = '', ...others] = await next()
    expect(others).toEqual([])
    expect(mail).toContain('One new landing As Recorded early.')
    expect(mail).not.toContain('Told before')
  })

  test('names the group first, and leads to the records that are stale and to no others', async () => {
    await world.db.update(participants).set({ updatedAt: 0 }).where(eq(participants.id, 'ptc_ada'))
    await landed('gln_new', 'Engineer')
    const [mail = ''] = await next()
    expect(world.mails.find(({ to }) => to === EMAIL)?.subject).toBe('Lighthouse: One new landing and 1 more')
    const link = /One record is stale .*? (http\S+)/.exec(mail)?.[1] ?? ''
    const page = await (await owner.get(new URL(link).pathname + new URL(link).search)).text()
    expect(page).toContain('ada Example')
    expect(page).not.toContain('bo Example')
  })

  test('tells what somebody shares no more to nobody', async () => {
    await landed('gln_own', null)
    expect(await next()).toEqual([])
  })

  test('tells once that a survey closes within two weeks, with its response so far', async () => {
    await world.db.update(subscriptions).set({ cadence: 'daily' })
    const monday = await nextDueAt(world, EMAIL)
    await survey('srv_soon', monday + 13 * DAY)
    await survey('srv_later', monday + 14.5 * DAY, { template: 'program_pre' })
    await survey('srv_over', monday - DAY, { template: 'mentees_post' })
    const answer = { answers: {}, answeredAt: 0, updatedAt: 0 }
    await world.db.insert(surveyAnswers).values({ surveyId: 'srv_soon', participantId: 'ptc_bo', ...answer })
    const [mail = ''] = await next()
    expect(mail).toMatch(/“Survey srv_soon” closes on \d+ \w+ 2026 1 of 2 answered so far\./)
    expect(mail).not.toMatch(/srv_later|srv_over/)
    const [second = ''] = await next()
    expect(second).toContain('srv_later')
    expect(second).not.toContain('srv_soon')
    expect(await next()).toEqual([])
  })
})

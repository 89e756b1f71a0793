import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { groupMembers, groups } from '../../src/groups/table.ts'
import type { Report } from '../../src/impact/reading.ts'
import { estimates } from '../../src/impact/table.ts'
import { groupLandings, landingCredits } from '../../src/outcomes/table.ts'
import { seedExamples } from '../../src/seeds/examples.ts'
import { createWorld } from '../support/world.ts'
import { addGroup, GROUP, groupKey, groupWith, programHeld } from './given.ts'

const estimate = {
  ...{
    programId: 'prg_camp',
    participantId: 'ptc_ada',
    effect: 'kickstarting',
    with: 0.9,
    without: 0.2,
    low: 0.5,
    high: 0.8,
  },
  ...{ method: 'interview', startsOn: '2026-01-01', endsOn: '2026-12-31' },
}
const landing = {
  ...{ participantId: 'ptc_ada', organizationName: 'Northlight', title: 'Engineer', outcome: 'fractional' },
  ...{ startsOn: '2026-02-01', commitment: { basis: 'stated', hoursMin: 10, hoursMax: 10, per: 'week' } },
  credits: [{ programId: 'prg_camp', share: 0.7 }],
}

async function given() {
  const { world, owner } = await groupWith()
  await programHeld(world, 'prg_camp', { people: ['ada', 'bo'] })
  return { world, owner, send: await groupKey(world, owner.id) }
}
type Answer<T> = { data: T; meta: { count: number; next: string | null } }
const read = async <T>(answer: Response) => (await answer.json()) as Answer<T>

test('EffiSciences’ table comes to the digit', async () => {
  const world = await createWorld()
  await seedExamples(world.ctx())
  const [group] = await world.db.select().from(groups).where(eq(groups.name, 'EffiSciences'))
  const [member] = await world.db
    .select()
    .from(groupMembers)
    .where(eq(groupMembers.groupId, group?.id ?? ''))
  const send = await groupKey(world, member?.personId ?? '', group?.id)
  const { data } = await read<Report>(await send('GET', `/groups/${group?.id}/report`))
  const [section] = data.sections
  expect(section?.rows.map(({ fte, ftePerOccurrence }) => `${fte}/${ftePerOccurrence}`).join(' ')).toBe(
    '6.0/6.0 7.4/3.7 2.9/2.9 1.9/1.0 2.5/0.6 1.3/0.4 0.4/0.1 0.5/0.1 0.1/0.0',
  )
  expect(section?.total).toMatchObject({
    computed: { occurrences: '27', fte: '23.0' },
    reported: { occurrences: '30', fte: '23,0', people: '43' },
  })
  expect(section?.flags).toHaveLength(1)
})

test('an estimate is made for the key’s maker, once for each Idempotency-Key, and listed by cursor', async () => {
  const { world, owner, send } = await given()
  const path = `/groups/${GROUP}/estimates`
  const once = () => send('POST', path, estimate, { 'Idempotency-Key': 'one' })
  const [first, again] = [await once(), await once()]
  expect([first.status, again.status, await first.text()]).toEqual([201, 201, await again.text()])
  expect(await world.db.select().from(estimates)).toMatchObject([{ estimatedBy: owner.id, withFte: 900, version: 1 }])
  expect((await send('POST', path, estimate)).status).toBe(409)
  expect((await send('POST', path, { ...estimate, after: 1, with: 1, high: 0.7 })).status).toBe(422)
  expect((await send('POST', path, { ...estimate, after: 1, with: 1, high: 0.9 })).status).toBe(201)
  const page = await read<{ version: number; counts: boolean }[]>(await send('GET', `${path}?limit=1`))
  expect(page).toMatchObject({ data: [{ version: 2, counts: true, difference: 0.8 }], meta: { count: 2 } })
  const next = await read(await send('GET', `${path}?limit=1&cursor=${page.meta.next}`))
  expect(next).toMatchObject({ data: [{ version: 1, counts: false }], meta: { count: 2, next: null } })
})

test('a landing is recorded with its credit, once for each Idempotency-Key, and listed by cursor', async () => {
  const { world, owner, send } = await given()
  const path = `/groups/${GROUP}/landings`
  const once = () => send('POST', path, landing, { 'Idempotency-Key': 'one' })
  const [first, again] = [await once(), await once()]
  expect([first.status, again.status, await first.text()]).toEqual([201, 201, await again.text()])
  await send('POST', path, { ...landing, participantId: 'ptc_bo', credits: [] })
  expect(await world.db.select().from(groupLandings)).toMatchObject([{ recordedBy: owner.id, fteActive: 0.25 }, {}])
  expect(await world.db.select().from(landingCredits)).toMatchObject([{ share: 70 }])
  const page = await read<{ participant: string }[]>(await send('GET', `${path}?limit=1&state=current`))
  expect([page.data.length, page.meta.count]).toEqual([1, 2])
  const next = await read<{ participant: string }[]>(await send('GET', `${path}?limit=1&cursor=${page.meta.next}`))
  expect([page, next].map(({ data }) => data[0]?.participant).sort()).toEqual(['ada Example', 'bo Example'])
  expect(next.meta.next).toBeNull()
})

test.each([
  ['landings', { ...landing, verifiedBy: 'me' }, 'verifiedBy'],
  ['landings', { ...landing, endedOn: '2026-01-01' }, 'endedOn'],
  ['landings', { ...landing, evidenceUrl: 'http://northlight.test' }, 'evidenceUrl'],
  ['landings', { ...landing, credits: [{ programId: 'prg_camp', share: 0.005 }] }, 'credits.0.share'],
  ['landings', { ...landing, credits: [...landing.credits, { programId: 'prg_x', share: 0.4 }] }, 'credits'],
  ['landings', { ...landing, participantId: 'ptc_none' }, 'participantId'],
  ['estimates', { ...estimate, version: 7 }, 'version'],
  ['estimates', { ...estimate, low: 0.9, high: 1 }, 'low'],
  ['estimates', { ...estimate, with: 'much' }, 'with'],
  ['estimates', { ...estimate, programId: 'prg_none' }, 'programId'],
])('what is wrong with %s is refused by name, and nothing is written', async (what, body, path) => {
  const { world, send } = await given()
  const answer = await send('POST', `/groups/${GROUP}/${what}`, body)
  const { error } = (await answer.json()) as { error: { issues: { path: string }[] } }
  expect([answer.status, error.issues.map((issue) => issue.path)]).toEqual([422, [path]])
  expect([await world.db.select().from(estimates), await world.db.select().from(groupLandings)]).toEqual([[], []])
})

test('another group looks byte for byte as if it were missing', async () => {
  const { world, send } = await given()
  await addGroup(world, 'grp_other', 'Other')
  for (const what of ['report', 'landings', 'estimates']) {
    const [hidden, missing] = await Promise.all(
      ['grp_other', 'grp_none'].map((id) => send('GET', `/groups/${id}/${what}`)),
    )
    expect([hidden?.status, await hidden?.text()]).toEqual([404, await missing?.text()])
  }
})

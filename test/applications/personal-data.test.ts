import { expect, test } from 'vitest'
import { applicationsData } from '../../src/applications/personal-data.ts'
import { applicationSteps, trackerSettings } from '../../src/applications/table.ts'
import { atomically } from '../../src/db/client.ts'
import { landingsData } from '../../src/landings/personal-data.ts'
import { publish } from '../support/given.ts'
import { createWorld } from '../support/world.ts'
import { allApplications, allLandings, applicationOf, tracker } from './given.ts'

async function given() {
  const world = await createWorld()
  const id = await publish(world, { title: 'Fellow' })
  const alum = await tracker(world)
  const other = await tracker(world, 'other@example.test')
  for (const one of [alum, other]) {
    await one.accept(id, { evidenceUrl: 'https://northlight.test/team' })
    await one.post('/me/applications/calendar')
  }
  const { id: own, version } = await applicationOf(world, id)
  await alum.post(`/me/applications/${own}`, { notes: 'Private words', version: String(version) })
  return { world, alum, other, own }
}

test('the owner gets all of it, and nothing of anybody else', async () => {
  const { world, alum, other } = await given()
  const all = {
    ...(await applicationsData.export(world.ctx(), alum.id)),
    ...(await landingsData.export(world.ctx(), alum.id)),
  }
  expect(all.applications).toMatchObject([{ title: 'Fellow', state: 'accepted', notes: 'Private words' }])
  expect(all.applicationSteps).toMatchObject([{ state: 'accepted', happenedOn: '2026-03-02' }])
  expect(all.landings).toMatchObject([
    { title: 'Fellow', startsOn: '2026-04-01', evidenceUrl: 'https://northlight.test/team' },
  ])
  expect(all.trackerSettings).toMatchObject([{ reminders: true, checkIns: true }])
  expect(JSON.stringify(all)).not.toContain(other.id)
})

test('erased, a landing stays as a count of nobody, in whichever order the features go', async () => {
  for (const order of [
    [applicationsData, landingsData],
    [landingsData, applicationsData],
  ]) {
    const { world, alum, other, own } = await given()
    await atomically(
      world.db,
      order.flatMap((data) => data.erase(world.ctx(), alum.id)),
    )
    expect((await allApplications(world)).map(({ personId }) => personId)).toEqual([other.id])
    expect((await world.db.select().from(applicationSteps)).map(({ applicationId }) => applicationId)).not.toContain(
      own,
    )
    expect((await world.db.select().from(trackerSettings)).map(({ personId }) => personId)).toEqual([other.id])
    const left = await allLandings(world)
    expect(
      left.map(({ personId, applicationId, evidenceUrl }) => [personId, applicationId === null, evidenceUrl]),
    ).toEqual([
      [null, true, null],
      [other.id, false, 'https://northlight.test/team'],
    ])
    expect(JSON.stringify(left)).not.toContain(alum.id)
  }
})

import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { insertMany } from '../../src/db/bulk.ts'
import { atomically } from '../../src/db/client.ts'
import { cohorts, participants, participations, programs } from '../../src/programs/table.ts'
import { givenGroup } from '../groups/given.ts'
import type { Client } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'

export const bootcamp = { name: 'Winter bootcamp', activity: 'bootcamp', about: 'Ten days of *alignment*.' }
export const firstCohort = { number: '1', startsOn: '2026-01-05', endsOn: '2026-01-15' }

type Fields = Record<string, string> | [string, string][]

/** Adds a program as people do; answers its id. */
export async function added(client: Client, groupId: string, fields: Fields = bootcamp): Promise<string> {
  const answer = await client.post(`/groups/${groupId}/programs/new`, fields)
  expect([answer.status, await answer.text()]).toEqual([303, ''])
  return /programs\/(\w+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? ''
}

/** A group with a program, its owner, and somebody who has nothing to do with it. */
export async function givenProgram(fields: Fields = bootcamp) {
  const given = await givenGroup()
  const programId = await added(given.ada, given.id, fields)
  return { ...given, programId, at: `/groups/${given.id}/programs/${programId}` }
}

export async function heldCohort({ world, ada, at }: { world: World; ada: Client; at: string }, fields = {}) {
  const answer = await ada.post(`${at}/cohorts/new`, { ...firstCohort, ...fields })
  expect([answer.status, await answer.text()]).toEqual([303, ''])
  const rows = await world.db.select().from(cohorts)
  return rows.at(-1)?.id ?? ''
}

export const programOf = async ({ db }: World, id: string) =>
  (await db.select().from(programs).where(eq(programs.id, id)))[0]

/** So many people in a cohort, of whom so many finished. */
export async function tookPart(world: World, groupId: string, cohortId: string, outOf: number, finished: number) {
  const at = { createdAt: 0, updatedAt: 0 }
  const people = Array.from({ length: outOf }, (_, i) => `ptc_${cohortId}_${i}`)
  await atomically(world.db, [
    ...insertMany(
      world.db,
      participants,
      people.map((id) => ({ id, groupId, name: id, basis: 'consent' as const, basisBy: 'x', basisAt: 0, ...at })),
    ),
    ...insertMany(
      world.db,
      participations,
      people.map((participantId, i) => ({
        ...{ id: `prt_${participantId}`, participantId, cohortId, role: 'participant' as const },
        ...{ finishedOn: i < finished ? '2026-01-15' : null, ...at },
      })),
    ),
  ])
}

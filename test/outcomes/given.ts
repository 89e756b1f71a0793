import { expect } from 'vitest'
import { groupLandings, landingCredits, outcomes } from '../../src/outcomes/table.ts'
import { GROUP, groupWith, programHeld } from '../impact/given.ts'
import type { Client } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'

export type Owner = Client & { id: string }

export const path = `/groups/${GROUP}/landings`

/** A group with two programs; Ada and Bo took part in the first. */
export async function campAndTalks(): Promise<{ world: World; owner: Owner }> {
  const given = await groupWith()
  await programHeld(given.world, 'prg_camp', { people: ['ada', 'bo'], name: 'Camp' })
  await programHeld(given.world, 'prg_talks', { name: 'Talks' })
  return given
}

/** What is typed of one. */
export const landing = {
  participantId: 'ptc_ada',
  organizationName: 'Northlight Institute',
  title: 'Research engineer',
  outcome: 'full_time',
  time: '20 h a week',
  startsOn: '2026-02-01',
  endedOn: '',
  opportunity: '',
  evidenceUrl: 'https://northlight.test/team',
  'credit.prg_camp': '0.7',
  'credit.prg_talks': '0,3',
  version: '0',
}

export const rows = ({ db }: World) => db.select().from(groupLandings).orderBy(groupLandings.createdAt)
export const credits = ({ db }: World) => db.select().from(landingCredits).orderBy(landingCredits.programId)
export const said = ({ db }: World) => db.select().from(outcomes)

/** Records it through the form; answers its id. */
export async function addLanding(world: World, owner: Owner, fields: Record<string, string> = {}): Promise<string> {
  expect((await owner.post(path, { ...landing, ...fields })).status).toBe(303)
  return (await rows(world)).at(-1)?.id ?? ''
}

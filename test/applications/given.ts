import { eq } from 'drizzle-orm'
import { applicationSteps, applications } from '../../src/applications/table.ts'
import { landings } from '../../src/landings/table.ts'
import { signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'

/** Somebody signed in, who tracks through the forms of the site. */
export async function tracker(world: World, email = 'alum@example.test') {
  const person = await signIn(world, email)
  const track = (opportunity: string, state: string, more: Record<string, string> = {}) =>
    person.post('/me/applications', { opportunity, state, ...more })
  const accept = (opportunity: string, more: Record<string, string> = {}) =>
    track(opportunity, 'accepted', { startsOn: '2026-04-01', time: '20 hours a week', evidenceUrl: '', ...more })
  return { ...person, track, accept }
}

export async function applicationOf(world: World, opportunityId: string) {
  const [row] = await world.db.select().from(applications).where(eq(applications.opportunityId, opportunityId))
  if (!row) throw new Error(`${opportunityId} is not tracked`)
  return row
}

export const stepsIn = async (world: World, applicationId: string) =>
  (
    await world.db
      .select()
      .from(applicationSteps)
      .where(eq(applicationSteps.applicationId, applicationId))
      .orderBy(applicationSteps.number)
  ).map(({ state, happenedOn, via }) => [state, happenedOn, via])

export const allLandings = (world: World) => world.db.select().from(landings)
export const allApplications = (world: World) => world.db.select().from(applications)

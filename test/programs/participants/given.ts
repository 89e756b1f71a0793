import { sql } from 'drizzle-orm'
import type { Ctx, Person } from '../../../src/context.ts'
import { groupMembers, groups } from '../../../src/groups/table.ts'
import type { Mapping } from '../../../src/programs/participants/schema.ts'
import { cohorts, programs } from '../../../src/programs/table.ts'
import { type Client, signIn } from '../../support/sign-in.ts'
import { createWorld, ORIGIN, type World } from '../../support/world.ts'

/** A group with a bootcamp of two cohorts and a course of one. */
export async function groupCalled(world: World, name = 'Lantern'): Promise<string> {
  const { db } = world
  const key = name.toLowerCase()
  const groupId = `grp_${key}`
  await db.insert(groups).values({ id: groupId, name, nameKey: key, createdAt: 0 })
  const program = { groupId, about: '', aboutHtml: '', languages: [], audiences: [], createdAt: 0, updatedAt: 0 }
  const [bootcamp, course] = [`prg_${key}1`, `prg_${key}2`]
  await db.insert(programs).values([
    { ...program, id: bootcamp, name: 'Spring bootcamp', activity: 'bootcamp' },
    { ...program, id: course, name: 'Evening course', activity: 'course' },
  ])
  const cohort = { startsOn: '2025-03-01', endsOn: '2025-03-14', createdAt: 0, updatedAt: 0 }
  await db.insert(cohorts).values([
    { ...cohort, id: `coh_${key}1`, programId: bootcamp, number: 1, name: 'Spring 2025' },
    { ...cohort, id: `coh_${key}2`, programId: bootcamp, number: 2, name: 'Autumn 2025' },
    { ...cohort, id: `coh_${key}3`, programId: course, number: 1, name: 'First run' },
  ])
  return groupId
}

/** Who may write for a group, without a session. */
export const memberOfGroup = (world: World, groupId: string, overrides: Partial<Ctx> = {}): Ctx =>
  world.ctx({
    actor: {
      type: 'person',
      id: 'per_builder',
      groups: { [groupId]: 'owner' },
      organizations: {},
    } as unknown as Person,
    ...overrides,
  })

/** A group with somebody signed in who is a member of it, and somebody who is not. */
export async function groupWorld(name = 'Lantern') {
  const world = await createWorld()
  const groupId = await groupCalled(world, name)
  const builder = await signIn(world, 'builder@lantern.test')
  await world.db.insert(groupMembers).values({ groupId, personId: builder.id, role: 'owner', addedAt: 0 })
  return { world, groupId, builder, people: `/groups/${groupId}/people` }
}

export const mappingOf = (columns: Mapping['columns'], more: Partial<Mapping> = {}): Mapping => ({
  columns,
  cohortId: null,
  role: 'participant',
  order: null,
  asOf: '2026-03-02',
  basis: 'consent',
  ...more,
})

/** What a group holds of people, without what differs from one import to the next: ids, instants, versions. */
export async function heldBy({ db }: World, groupId: string) {
  const [people, parts, stages, engagements] = await db.batch([
    db.all<
      Record<string, unknown>
    >(sql`select name, name_key, email, email_key, external_id, basis, erased_at, objected_at
      from participants where group_id = ${groupId} order by name_key, email, external_id`),
    db.all<
      Record<string, unknown>
    >(sql`select p.name_key, p.email_key, p.external_id, n.cohort_id, n.role, n.finished_on, n.left_on
      from participations n join participants p on p.id = n.participant_id where p.group_id = ${groupId}
      order by name_key, email_key, external_id, cohort_id, role`),
    db.all<Record<string, unknown>>(sql`select p.name_key, p.email_key, p.external_id, s.stage, s.happened_on
      from stage_changes s join participants p on p.id = s.participant_id where p.group_id = ${groupId}
      order by name_key, email_key, external_id, happened_on, stage`),
    db.all<Record<string, unknown>>(sql`select p.name_key, p.email_key, p.external_id, e.engagement, e.happened_on
      from engagement_changes e join participants p on p.id = e.participant_id where p.group_id = ${groupId}
      order by name_key, email_key, external_id, happened_on, engagement`),
  ])
  return { people, parts, stages, engagements }
}

/** Uploads a file as a browser does; answers the path of its import. */
export async function upload(client: Client, groupId: string, text: string | Uint8Array): Promise<Response> {
  const form = new FormData()
  form.append('file', new File([text as BlobPart], 'people.csv', { type: 'text/csv' }))
  // As bytes: Node's stream of a form rejects where nobody listens when it is let go half read.
  const encoded = new Response(form)
  const type = encoded.headers.get('content-type') ?? ''
  return client.request(`/groups/${groupId}/people/imports`, {
    method: 'POST',
    headers: { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': type },
    body: await encoded.arrayBuffer(),
  })
}

/** Runs the queue until nothing waits in it. */
export async function drainAll(world: World): Promise<void> {
  while (world.jobs.length) await world.drain()
}

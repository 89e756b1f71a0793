import { sql } from 'drizzle-orm'
import { addDays, DAY, dayIn } from '../../../src/calendar.ts'
import type { Ctx, Person } from '../../../src/context.ts'
import { emailKeyOf } from '../../../src/mail/allowance.ts'
import { LandingWrite, landed } from '../../../src/outcomes/schema.ts'
import { people } from '../../../src/people/table.ts'
import type { World } from '../../support/world.ts'

/** What a step is made with: numbers that stand for whoever and whatever there is. */
export type Dice = { a: number; b: number; c: number }
export type Scene = { world: World; groupId: string; ctx: () => Ctx; cohorts: string[]; opportunityIds: string[] }

export const columns = {
  name: 0,
  email: 1,
  program: 2,
  cohort: 3,
  role: 4,
  finishedOn: 5,
  leftOn: 6,
  stage: 7,
  stageOn: 8,
}

export class NothingThere extends Error {}

export function pick<T>(list: readonly T[], n: number): T {
  if (!list.length) throw new NothingThere()
  return list[n % list.length] as T
}
export const today = ({ world }: Scene) => dayIn(world.now, 'UTC')
export const dayAround = (scene: Scene, n: number, ahead = 0) => addDays(today(scene), ahead - (n % 700))

export const idsOf = async ({ world }: Scene, query: ReturnType<typeof sql>) =>
  (await world.db.all<{ id: string }>(query)).map(({ id }) => id)
export const recordsOf = (scene: Scene) =>
  idsOf(scene, sql`select id from participants where group_id = ${scene.groupId} order by id`)

export async function personOf({ world }: Scene, n: number): Promise<Person> {
  const email = `person${n % 3}@own.test`
  const emailKey = await emailKeyOf(world.ctx(), email)
  const id = `per_own${n % 3}`
  await world.db
    .insert(people)
    .values({ id, email, emailKey, name: '', role: 'person', createdAt: 0 })
    .onConflictDoNothing()
  return { type: 'person', id, email, emailKey, role: 'person', groups: {}, organizations: {} } as unknown as Person
}

export const commitments = [
  { basis: 'stated', hoursMin: 20, hoursMax: 40, per: 'week' },
  { basis: 'stated', hoursMin: 120, hoursMax: 130, per: 'month' },
  { basis: 'stated', hoursMin: 3, hoursMax: 3, per: 'month' },
  { basis: 'stated', hoursMin: 40, hoursMax: 40, per: 'week', monthsPerYear: 3 },
  { basis: 'label', labels: ['full_time', 'part_time'] },
  { basis: 'label', labels: ['part_time'] },
  { basis: 'unknown' },
]

export async function landingOf(scene: Scene, { a, b, c }: Dice) {
  const startsOn = dayAround(scene, b, 60)
  const opportunityId = c % 3 ? pick(scene.opportunityIds, c) : null
  return LandingWrite.parse({
    participantId: pick(await recordsOf(scene), a),
    ...{ organizationName: 'Northlight', title: 'Engineer', outcome: pick(landed, a), startsOn, opportunityId },
    commitment: pick(commitments, c),
    endedOn: c % 2 ? addDays(startsOn, c % 300) : null,
  })
}

export const groupLandingsOf = (scene: Scene) =>
  idsOf(scene, sql`select id from group_landings where group_id = ${scene.groupId} order by id`)

/** Everybody with an address, asked where they are. */
export async function askedNow(scene: Scene): Promise<string[]> {
  const { world, groupId } = scene
  const ours = sql`from participants p where p.group_id = ${groupId} and p.email_key is not null`
  const closesAt = world.now + 60 * DAY
  await world.db.run(sql`insert into check_ins (id, email_key, asked_at, closes_at)
    select 'chk_' || p.id, p.email_key, ${world.now}, ${closesAt} ${ours} on conflict do update set closes_at = ${closesAt}`)
  await world.db.run(sql`insert into check_in_asks (participant_id, cohort_id, horizon, check_in_id)
    select p.id, ${scene.cohorts[0]}, 12, 'chk_' || p.id ${ours} on conflict do nothing`)
  return idsOf(scene, sql`select p.id ${ours} order by p.id`)
}

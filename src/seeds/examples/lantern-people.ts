import { sql } from 'drizzle-orm'
import { addDays, DAY, dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { insertMany } from '../../db/bulk.ts'
import type { Statement } from '../../db/client.ts'
import type { Engagement, Stage } from '../../programs/schema.ts'
import { engagementChanges, participants, participations, stageChanges } from '../../programs/table.ts'
import type { HeldCohort } from './lantern.ts'

const first = 'Ada Bilal Chiara Dmitri Esra Farid Greta Hana Ilyas Jonas Katya Lin Maya Nour Otis Priya'.split(' ')
const last = 'Beispiel Exemple Sample Muster Primer'.split(' ')
/** With a profile of her own, who has claimed what Lantern recorded about her. */
const ALMA = { name: 'Alma Beispiel', email: 'alum@onward.test' }
/** Of the evening course so many had been to a bootcamp before. */
const CAME_AGAIN = 3

/** An invented person by number: no two have the same name, and none has a mailbox. */
function personAt(i: number) {
  const [given = '', family = ''] = [first[i % first.length], last[Math.floor(i / first.length) % last.length]]
  return { name: `${given} ${family}`, email: `${given}.${family}@alumni.test`.toLowerCase() }
}

type Dated<Value> = { value: Value; on: string; source: string }

/** How far somebody came, by number: about half into research, a fifth to alignment, a few past a stage. */
function stagesOf(i: number, { startsOn, endsOn }: HeldCohort): Dated<Stage>[] {
  const reached: Dated<Stage>[] = [{ value: 'exposure', on: addDays(startsOn, -20), source: 'sign-up form' }]
  if (i % 7 !== 3) reached.push({ value: 'technical_upskilling', on: endsOn, source: 'took part' })
  if (i % 2 === 0) reached.push({ value: 'research', on: addDays(endsOn, 40 + (i % 9) * 15), source: 'told us' })
  if (i % 5 === 2) reached.push({ value: 'alignment', on: addDays(endsOn, 120 + (i % 4) * 45), source: 'their page' })
  return reached
}

/** Whether they are with it: some pause, some of these return, some leave. */
function engagementsOf(i: number, { startsOn, endsOn }: HeldCohort): Dated<Engagement>[] {
  const dated: Dated<Engagement>[] = [{ value: 'engaged', on: startsOn, source: 'took part' }]
  if (i % 6 === 1) dated.push({ value: 'paused', on: addDays(endsOn, 60), source: 'told us' })
  if (i % 12 === 1) dated.push({ value: 'returned', on: addDays(endsOn, 150), source: 'came to a meeting' })
  if (i % 8 === 5) dated.push({ value: 'left', on: addDays(endsOn, 90), source: 'told us' })
  return dated
}

/** Who took part in Lantern's cohorts, with the history of each: what its dashboards are shown with. */
export async function lanternPeople(ctx: Ctx, groupId: string, held: readonly HeldCohort[]): Promise<Statement[]> {
  const { db, now } = ctx
  const today = dayIn(now, 'UTC')
  const past = held.filter(({ people }) => people > 0)
  const seats = past.flatMap((cohort, at) => Array.from({ length: cohort.people }, (_, seat) => ({ cohort, at, seat })))
  const isBack = ({ at, seat }: (typeof seats)[number]) => at === past.length - 1 && seat < CAME_AGAIN
  const fresh = seats.filter((one) => !isBack(one))
  const people = await Promise.all(fresh.map(({ cohort }, i) => recordOf(ctx, groupId, cohort, i)))
  const idAt = (one: (typeof seats)[number]) => people[isBack(one) ? one.seat : fresh.indexOf(one)]?.id ?? ''
  const changes = <Value>(list: (i: number, cohort: HeldCohort) => Dated<Value>[]) =>
    fresh.flatMap(({ cohort }, i) =>
      list(i, cohort)
        .filter(({ on }) => on <= today)
        .map(({ value, on, source }) => ({
          ...{ id: ctx.newId('chg'), participantId: people[i]?.id ?? '', happenedOn: on, source, recordedBy: 'seed' },
          ...{ act: `act_seed_${cohort.id}`, at: now - DAY, value },
        })),
    )
  return [
    ...insertMany(db, participants, people),
    ...insertMany(
      db,
      participations,
      seats.map((one, i) => ({ ...participationOf(ctx, one.cohort, i), participantId: idAt(one) })),
    ),
    ...insertMany(
      db,
      stageChanges,
      changes(stagesOf).map(({ value, ...change }) => ({ ...change, stage: value })),
    ),
    ...insertMany(
      db,
      engagementChanges,
      changes(engagementsOf).map(({ value, ...change }) => ({ ...change, engagement: value })),
    ),
    db.run(sql`update participants set person_id = (select id from people where email_key = participants.email_key
      and example = 1) where group_id = ${groupId} and name = ${ALMA.name}`),
  ]
}

/** They have been told of it: nobody is written to. */
async function recordOf(ctx: Ctx, groupId: string, { startsOn }: HeldCohort, i: number) {
  const said = i === 20 ? ALMA : personAt(i)
  const at = Date.parse(startsOn) - 20 * DAY
  return {
    ...{ ...said, id: ctx.newId('ptc'), groupId, emailKey: await ctx.secrets.fingerprint(said.email) },
    ...{ externalId: `L-${String(i + 1).padStart(3, '0')}`, basis: 'consent' as const, basisBy: 'seed', basisAt: at },
    ...{ toldAt: at + DAY, createdAt: at, updatedAt: at },
  }
}

/** Five in six finish; others leave after a few days. */
function participationOf(ctx: Ctx, { id: cohortId, startsOn, endsOn }: HeldCohort, i: number) {
  const leaves = i % 6 === 4
  return {
    ...{ id: ctx.newId('prt'), cohortId, role: 'participant' as const, createdAt: ctx.now, updatedAt: ctx.now },
    ...{ finishedOn: leaves ? null : endsOn, leftOn: leaves ? addDays(startsOn, 4) : null },
  }
}

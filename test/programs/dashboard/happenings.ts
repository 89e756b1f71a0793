import { eq, sql } from 'drizzle-orm'
import { ZodError } from 'zod'
import { addDays, DAY } from '../../../src/calendar.ts'
import { AppError } from '../../../src/errors.ts'
import { landings } from '../../../src/landings/table.ts'
import { recordOutcomes } from '../../../src/outcomes/answering.ts'
import { answerWhereTheyAre } from '../../../src/outcomes/check-ins/answering.ts'
import { answers, type CheckInInput } from '../../../src/outcomes/check-ins/schema.ts'
import {
  editGroupLanding,
  recordLanding,
  removeGroupLanding,
  takeUpLanding,
  verifyLanding,
} from '../../../src/outcomes/recording.ts'
import { outcomes } from '../../../src/outcomes/schema.ts'
import { settleTallies } from '../../../src/outcomes/tallies/settling.ts'
import { erasePerson } from '../../../src/privacy.ts'
import { giveConsent, withdrawConsent } from '../../../src/profiles/consenting.ts'
import { saveProfile } from '../../../src/profiles/saving.ts'
import { OwnProfile } from '../../../src/profiles/schema.ts'
import { startImport, workOnPart } from '../../../src/programs/participants/importing.ts'
import { mapImport } from '../../../src/programs/participants/mapping.ts'
import { mergePeople } from '../../../src/programs/participants/merging.ts'
import {
  addParticipation,
  addPerson,
  changeParticipation,
  removeParticipation,
  removePerson,
} from '../../../src/programs/participants/recording.ts'
import { MoveForm, ParticipationForm, PersonForm } from '../../../src/programs/participants/schema.ts'
import { askUndo, undoPart } from '../../../src/programs/participants/undoing.ts'
import { uploadPeople } from '../../../src/programs/participants/uploading.ts'
import { movePeople, removeEntry, undoMove } from '../../../src/programs/pipeline/moving.ts'
import { answerRecord, requireOwnRecord } from '../../../src/programs/records/answering.ts'
import { engagements, stages } from '../../../src/programs/schema.ts'
import { answerSurvey } from '../../../src/surveys/answering.ts'
import { askSurveys } from '../../../src/surveys/asking.ts'
import { mappingOf } from '../participants/given.ts'
import {
  askedNow,
  columns,
  commitments,
  type Dice,
  dayAround,
  groupLandingsOf,
  idsOf,
  landingOf,
  NothingThere,
  personOf,
  pick,
  recordsOf,
  type Scene,
  today,
} from './scene.ts'

/** Everything that can happen to what a group's dashboard shows, by the commands that do it. */
export const happenings: Record<string, (scene: Scene, dice: Dice) => Promise<unknown>> = {
  add: async (scene, { a, b, c }) =>
    addPerson(scene.ctx(), scene.groupId, {
      ...PersonForm.parse({ name: `Person ${a}`, email: a % 2 ? `person${a % 8}@own.test` : '', basis: 'consent' }),
      ...{ cohort: pick(scene.cohorts, b), role: pick(['participant', 'participant', 'mentor'] as const, c) },
      finishedOn: c % 3 ? null : dayAround(scene, b, 10),
    }),
  import: async (scene, { a, b, c }) => {
    const line = (i: number) => {
      const n = a + i * 7
      const cohort = pick(['Spring bootcamp,1', 'Spring bootcamp,2', 'Evening course,1'], n)
      const [finished, left] = [n % 3 ? '' : '2025-03-14', n % 5 ? '' : '2025-03-10']
      return `Person ${n % 12},person${n % 8}@own.test,${cohort},${n % 4 ? '' : 'mentor'},${finished},${finished ? '' : left},${pick(stages, n)},2025-0${(n % 9) + 1}-01`
    }
    const lines = ['name,email,program,cohort,role,finished,left,stage,stage on']
    for (let i = 0; i <= b % 6; i++) lines.push(line(i + (c % 5)))
    const bytes = new TextEncoder().encode(lines.join('\n'))
    const id = await uploadPeople(scene.ctx(), scene.groupId, { name: 'people.csv', bytes })
    await mapImport(scene.ctx(), scene.groupId, id, mappingOf(columns))
    await startImport(scene.ctx(), scene.groupId, id)
    while (await workOnPart(scene.ctx(), id));
  },
  'undo import': async (scene, { a }) => {
    const ids = await idsOf(scene, sql`select id from participant_imports where group_id = ${scene.groupId}`)
    await askUndo(scene.ctx(), scene.groupId, pick(ids, a))
    while (await undoPart(scene.ctx(), pick(ids, a)));
  },
  merge: async (scene, { a, b }) => {
    const ids = await recordsOf(scene)
    await mergePeople(scene.ctx(), scene.groupId, { keep: pick(ids, a), drop: pick(ids, b) })
  },
  remove: async (scene, { a }) => removePerson(scene.ctx(), scene.groupId, pick(await recordsOf(scene), a)),
  participate: async (scene, { a, b, c }) =>
    addParticipation(
      scene.ctx(),
      scene.groupId,
      pick(await recordsOf(scene), a),
      ParticipationForm.parse({ cohort: pick(scene.cohorts, b), leftOn: c % 2 ? dayAround(scene, c) : '' }),
    ),
  'change participation': async (scene, { a, b, c }) => {
    const ids = await idsOf(scene, sql`select id from participations order by id`)
    const id = pick(ids, a)
    const [row] = await scene.world.db.all<{ who: string }>(
      sql`select participant_id as who from participations where id = ${id}`,
    )
    const which = { participantId: row?.who ?? '', id }
    if (c % 4 === 0) return removeParticipation(scene.ctx(), scene.groupId, which)
    const form = { cohort: pick(scene.cohorts, b), role: c % 3 ? 'participant' : 'organizer' }
    const ended = c % 2 ? { finishedOn: dayAround(scene, c, 20) } : {}
    return changeParticipation(scene.ctx(), scene.groupId, which, ParticipationForm.parse({ ...form, ...ended }))
  },
  move: async (scene, { a, b, c }) => {
    const ids = await recordsOf(scene)
    const form = { ids: ids.filter((_, i) => (i + a) % 3 === 0), to: pick([...stages, ...engagements], b) }
    // The last days also say what is tomorrow here.
    const happenedOn = c % 5 ? dayAround(scene, c) : addDays(today(scene), 1)
    await movePeople(scene.ctx(), scene.groupId, MoveForm.parse({ ...form, happenedOn, source: 'Talk' }))
  },
  'undo move': async (scene, { a }) => {
    const acts = await idsOf(
      scene,
      sql`select distinct act as id from (select act from stage_changes union select act from engagement_changes)
        where act like 'act%' order by 1`,
    )
    await undoMove(scene.ctx(), scene.groupId, pick(acts, a))
  },
  'remove entry': async (scene, { a }) => {
    const rows = await scene.world.db.all<{ id: string; who: string }>(sql`select id, participant_id as who
      from stage_changes union select id, participant_id from engagement_changes order by 1`)
    const { id: entryId, who: participantId } = pick(rows, a)
    await removeEntry(scene.ctx(), scene.groupId, { participantId, entryId })
  },
  land: async (scene, dice) => recordLanding(scene.ctx(), scene.groupId, await landingOf(scene, dice)),
  'edit landing': async (scene, dice) => {
    const id = pick(await groupLandingsOf(scene), dice.b)
    const [row] = await scene.world.db.all<{ version: number }>(
      sql`select version from group_landings where id = ${id} and title is not null`,
    )
    if (!row) return
    await editGroupLanding(scene.ctx(), scene.groupId, id, { ...row, input: await landingOf(scene, dice) })
  },
  'remove landing': async (scene, { a }) =>
    removeGroupLanding(scene.ctx(), scene.groupId, pick(await groupLandingsOf(scene), a)),
  verify: async (scene, { a, b }) =>
    verifyLanding(scene.ctx(), scene.groupId, pick(await groupLandingsOf(scene), a), b % 2 === 0),
  outcome: async (scene, { a, b, c }) =>
    recordOutcomes(scene.ctx(), scene.groupId, {
      ...{ participants: (await recordsOf(scene)).slice(a % 4, (a % 4) + 3), outcome: pick(outcomes, b) },
      on: dayAround(scene, c),
    }),
  'land oneself': async (scene, { a, b, c }) => {
    const { id: personId } = await personOf(scene, a)
    const startsOn = dayAround(scene, b, 60)
    const terms = { organizationName: pick(['Northlight', 'Elsewhere'], a), title: 'Analyst', kind: 'role' as const }
    await scene.world.db.insert(landings).values({
      ...{ id: `lnd_${scene.ctx().newId('x').replace('_', '')}`, personId, ...terms, startsOn },
      ...{
        endedOn: c % 2 ? addDays(startsOn, c % 200) : null,
        commitment: { basis: 'unknown' },
        createdAt: 0,
        updatedAt: 0,
      },
      opportunityId: c % 3 ? null : pick(scene.opportunityIds, c),
    })
  },
  'take up': async (scene, { a }) => {
    const ids = await idsOf(scene, sql`select id from landings order by id`)
    await takeUpLanding(scene.ctx(), scene.groupId, pick(ids, a))
  },
  'end or remove one’s own': async (scene, { a, b }) => {
    const id = pick(await idsOf(scene, sql`select id from landings order by id`), a)
    const own = eq(landings.id, id)
    if (b % 2) await scene.world.db.delete(landings).where(own)
    else
      await scene.world.db
        .update(landings)
        .set({ startsOn: '2025-01-01', endedOn: dayAround(scene, b, 30) })
        .where(own)
  },
  claim: async (scene, { a }) => {
    const person = await personOf(scene, a)
    const [id = ''] = await idsOf(scene, sql`select id from participants where email_key = ${person.emailKey}`)
    const record = await requireOwnRecord(scene.world.ctx(), person, id)
    await answerRecord(scene.world.ctx({ actor: person }), record, 'claim')
  },
  'be let go': async (scene, { a, b }) => {
    const person = await personOf(scene, a)
    const [id = ''] = await idsOf(scene, sql`select id from participants where email_key = ${person.emailKey}`)
    const record = await requireOwnRecord(scene.world.ctx(), person, id)
    await answerRecord(scene.world.ctx(), record, b % 2 ? 'object' : 'erase')
  },
  consent: async (scene, { a, b, c }) => {
    const person = await personOf(scene, a)
    const purpose = b % 3 ? 'groups' : 'surveys'
    await (c % 3 ? giveConsent : withdrawConsent)(scene.ctx(), person, purpose)
  },
  profile: async (scene, { a, b }) => {
    const person = await personOf(scene, a)
    const content = OwnProfile.parse({ workGroups: b % 2 ? ['technical', 'governance'] : [], professions: [] })
    const [row] = await scene.world.db.all<{ version: number }>(
      sql`select version from profiles where person_id = ${person.id}`,
    )
    await saveProfile(scene.ctx(), person, { content, version: row?.version ?? 0 })
  },
  'erase a person': async (scene, { a, b }) => {
    if (b % 4 === 0) await erasePerson(scene.ctx(), await personOf(scene, a))
  },
  ask: async (scene) => askSurveys(scene.ctx()),
  answer: async (scene, { a, b }) => {
    const rows = await scene.world.db.all<{ surveyId: string; participantId: string }>(
      sql`select survey_id as "surveyId", participant_id as "participantId" from survey_asks order by 1, 2`,
    )
    await answerSurvey(scene.ctx(), pick(rows, a), { worth: b % 10 } as never)
  },
  'say where one is': async (scene, { a, b, c }) => {
    // The same few again and again, so that an answer is changed too.
    const id = pick((await askedNow(scene)).slice(0, 3), a)
    const outcome = pick(answers, c)
    const [startsOn, commitment] = [dayAround(scene, b), pick(commitments, a)]
    const there = { organizationName: pick(['Northlight', 'Elsewhere'], b), title: 'Engineer', startsOn, commitment }
    const place = ['looking', 'not_looking'].includes(outcome) ? null : there
    const answer = c % 7 ? { outcome, through: '', place } : { outcome: 'unchanged' as const }
    await answerWhereTheyAre(scene.ctx(), `chk_${id}`, { to: [id], answer } as CheckInInput)
  },
  'take back what was said': async (scene, { a }) => withdrawConsent(scene.ctx(), await personOf(scene, a), 'surveys'),
  'object to asking': async (scene, { a }) => {
    const id = pick(await recordsOf(scene), a)
    await scene.world.db.run(sql`update participants set objected_at = ${scene.world.now} where id = ${id}`)
  },
  'move cohort': async ({ world, cohorts, ...scene }, { a, b }) => {
    const startsOn = addDays(today({ ...scene, world, cohorts }), -(b % 500) - 20)
    const ends = addDays(startsOn, b % 60)
    await world.db.run(
      sql`update cohorts set starts_on = ${startsOn}, ends_on = ${ends} where id = ${pick(cohorts, a)}`,
    )
  },
  'change what is asked': async ({ world, opportunityIds }, { a, b }) => {
    const groups = b % 2 ? '["movement_building","technical"]' : '["strategy"]'
    await world.db.run(sql`update opportunities set work_groups = ${groups} where id = ${pick(opportunityIds, a)}`)
  },
  'tell them': async (scene, { a }) => {
    const id = pick(await recordsOf(scene), a)
    await scene.world.db.run(sql`update participants set told_at = 1 where id = ${id}`)
  },
  'days pass': async ({ world }, { a }) => {
    world.now += (a % 40) * DAY
  },
  settle: async (scene) => {
    while (await settleTallies(scene.ctx()));
  },
}

/** Does it, unless there is nothing to do it to; what the domain refuses did not happen. */
export async function happen(scene: Scene, name: string, dice: Dice): Promise<void> {
  try {
    await happenings[name]?.(scene, dice)
  } catch (error) {
    if (![AppError, NothingThere, ZodError].some((expected) => error instanceof expected)) throw error
  }
}

import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { DAY } from '../../../src/calendar.ts'
import type { Person } from '../../../src/context.ts'
import { groupLandings, outcomes } from '../../../src/outcomes/table.ts'
import { giveConsent, withdrawConsent } from '../../../src/profiles/consenting.ts'
import { saveProfile } from '../../../src/profiles/saving.ts'
import { OwnProfile } from '../../../src/profiles/schema.ts'
import { participantImports } from '../../../src/programs/participants/table.ts'
import { engagementChanges, participants, participations, stageChanges } from '../../../src/programs/table.ts'
import { surveyAnswers, surveyAsks, surveys } from '../../../src/surveys/table.ts'
import { countRoundTrips } from '../../api/round-trips.ts'
import { addGroup, GROUP, memberOfGroup, programHeld } from '../../impact/given.ts'
import { publish } from '../../support/given.ts'
import { type Client, signIn } from '../../support/sign-in.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let owner: Client
beforeEach(async () => {
  world = await createWorld()
  world.now = Date.parse('2026-09-10T10:00:00Z')
  await addGroup(world)
  owner = await memberOfGroup(world, 'owner@example.test', 'owner')
})
/** The page as words alone. */
const text = async (client: Client = owner, id = GROUP) => {
  const html = await (await client.get(`/groups/${id}`)).text()
  return html
    .replace(/<svg.*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}

async function landed(
  person: string,
  startsOn: string,
  outcome: 'full_time' | 'outside' = 'full_time',
  verified = false,
) {
  const id = `gln_${person}_${startsOn}`.replaceAll('-', '')
  await world.db.insert(groupLandings).values({
    ...{ id, groupId: GROUP, participantId: `ptc_${person}`, organizationName: 'Northlight', title: 'Engineer' },
    ...{ fteActive: 1, startsOn, recordedBy: 'test', version: 1, createdAt: 0, updatedAt: 0 },
    ...(verified ? { verifiedBy: 'test', verifiedAt: 1 } : {}),
  })
  const said = { happenedOn: startsOn, landingId: id, recordedBy: 'test', act: 'act_1', at: 0 }
  await world.db.insert(outcomes).values({ id: `out_${id}`, participantId: `ptc_${person}`, outcome, ...said })
}

const entry = (person: string, happenedOn: string) => ({
  ...{ participantId: `ptc_${person}`, happenedOn, source: '', recordedBy: 'test', act: 'act_1', at: 0 },
})

/** Four people of a cohort that ended on 1 December 2025, one of them in a later one too. */
async function lighthouse() {
  await programHeld(world, 'prg_camp', { people: ['ada', 'bo', 'cy', 'di'], name: 'Camp', cohorts: 2 })
  await world.db
    .update(participations)
    .set({ finishedOn: '2025-12-01' })
    .where(eq(participations.participantId, 'ptc_ada'))
  await world.db.update(participations).set({ leftOn: '2025-10-01' }).where(eq(participations.participantId, 'ptc_di'))
  await landed('ada', '2026-03-01', 'full_time', true)
  await landed('ada', '2026-09-02')
  await landed('bo', '2026-08-01')
  await landed('cy', '2026-02-01', 'outside')
  // Before the cohort began, and one that is still to come.
  await landed('di', '2025-01-01')
  await landed('di', '2027-01-01')
}

describe('the dashboard of a group', () => {
  test('counts landings at equal horizons over all who took part, and waits to the first landing', async () => {
    await lighthouse()
    const page = await text()
    expect(page).toContain(
      'Camp, Cohort 1 number 1, until 1 Dec 2025 4 took part, 1 finished 1 left early 25 % 1 of 4 25 % within 6 months',
    )
    expect(page).toContain('12 months: known from 1 Dec 2026')
    expect(page).toContain('2 of 4 landed (50 %); 2 people not yet, or without an answer')
    // Ada after 90 days, Bo after 243, of four: 243 days are the median.
    expect(page).toContain('Median: 8.0 months')
    expect(page).toMatch(/Mar 2026 1 Apr 2026 0 .*Aug 2026 1 Sep 2026 1 /)
    expect(page).toContain('3 in twelve months')
    expect(page).toContain('nobody on record')
  })

  test('says how far people have come as of today, and who left and came back', async () => {
    await lighthouse()
    await world.db.insert(stageChanges).values([
      { id: 'stg_1', ...entry('ada', '2026-01-01'), stage: 'research' },
      { id: 'stg_2', ...entry('ada', '2026-02-01'), stage: 'exposure' },
      { id: 'stg_3', ...entry('bo', '2026-01-01'), stage: 'research' },
      { id: 'stg_4', ...entry('bo', '2027-01-01'), stage: 'alignment' },
    ])
    await world.db.insert(engagementChanges).values([
      { id: 'eng_1', ...entry('ada', '2026-01-01'), engagement: 'left' },
      { id: 'eng_2', ...entry('ada', '2026-02-01'), engagement: 'returned' },
      { id: 'eng_3', ...entry('bo', '2026-01-01'), engagement: 'left' },
      { id: 'eng_4', ...entry('cy', '2026-01-01'), engagement: 'engaged' },
    ])
    const page = await text()
    expect(page).toContain('Exposure 1 25 % 1')
    expect(page).toContain('Research 2 50 % 1')
    expect(page).toContain('Alignment 0 0 % 0')
    expect(page).toContain('1 of 3 left (33 %); 1 left and came back')
  })

  test('names what needs doing, and nothing that is done', async () => {
    await lighthouse()
    const { now } = world
    await world.db.update(participants).set({ updatedAt: now, toldAt: now })
    const held = { toldAt: null, updatedAt: now - 181 * DAY }
    await world.db.update(participants).set(held).where(eq(participants.id, 'ptc_ada'))
    const gone = { ...held, erasedAt: now, email: null, emailKey: null, name: '' }
    await world.db.update(participants).set(gone).where(eq(participants.id, 'ptc_bo'))
    const file = { groupId: GROUP, columns: [], rowCount: 1, uploadedBy: 'x', uploadedAt: now - DAY }
    await world.db.insert(participantImports).values([
      { id: 'imp_1', fileName: 'a.csv', contentHash: 'a', ...file },
      { id: 'imp_2', fileName: 'b.csv', contentHash: 'b', ...file, startedAt: now, workedAt: now - 1000 },
      { id: 'imp_3', fileName: 'c.csv', contentHash: 'c', ...file, finishedAt: now },
    ])
    const asked = {
      groupId: GROUP,
      programId: 'prg_camp',
      template: 'program_post',
      kind: 'post',
      role: 'participant',
    } as const
    const times = {
      opensOn: '2026-09-01',
      opensAt: now - DAY,
      createdBy: 'x',
      createdAt: 0,
      updatedAt: 0,
      questions: [],
    }
    await world.db.insert(surveys).values([
      { id: 'srv_1', title: 'How was it?', ...asked, ...times, closesOn: '2026-09-20', closesAt: now + 10 * DAY },
      {
        ...{ id: 'srv_2', title: 'Far off', ...asked, ...times, closesOn: '2026-10-20', closesAt: now + 40 * DAY },
        cohortId: 'prg_camp_1',
      },
    ])
    await world.db.insert(surveyAsks).values([
      { surveyId: 'srv_1', participantId: 'ptc_ada', addedAt: now },
      { surveyId: 'srv_1', participantId: 'ptc_cy', addedAt: now },
    ])
    const answer = { answers: {}, answeredAt: now, updatedAt: now }
    await world.db.insert(surveyAnswers).values({ surveyId: 'srv_1', participantId: 'ptc_ada', ...answer })
    const page = await text()
    for (const words of [
      '“How was it?” closes in 10 days On 20 Sep: 1 of 2 answered (50 %)',
      '1 import is not finished',
      '5 of 6 landings are not verified',
      '1 of 3 people never heard of the record about them',
      '1 of 3 records is stale',
    ])
      expect(page).toContain(words)
    expect(page).not.toContain('Far off')
    expect(page).not.toMatch(/@example|Ada Example/)
  })

  test('says what to do next where there is nothing, and not reached is an answer', async () => {
    const empty = await text()
    expect(empty).toContain('Begin with a program the group runs')
    expect(empty).toContain('Nobody is on record here')
    expect(empty).not.toMatch(/0 of 0|Kaplan-Meier/)
    expect(await (await owner.get(`/groups/${GROUP}`)).text()).toContain(`href="/groups/${GROUP}/impact"`)
    await programHeld(world, 'prg_camp', { people: ['ada', 'bo', 'cy'] })
    await landed('ada', '2026-01-01')
    expect(await text()).toContain('Median: not reached . 1 of 3 landed')
  })

  test('tells what became of people, programs beside each other, and how long who stays where', async () => {
    await lighthouse()
    await world.db.insert(stageChanges).values([
      { id: 'stg_1', ...entry('ada', '2026-01-01'), stage: 'exposure' },
      { id: 'stg_2', ...entry('ada', '2026-03-02'), stage: 'research' },
    ])
    await world.db
      .insert(engagementChanges)
      .values({ id: 'eng_1', ...entry('ada', '2026-04-01'), engagement: 'paused' })
    const page = await text()
    expect(page).toContain('Of all 4 who took part. From 0 (0 %) there is no answer')
    expect(page).toContain('Outside the field 1 25 %')
    expect(page).toContain('Camp 8.0 months median; 2 of 4 landed 1 of 4 25 % within 6 months, 1 cohort')
    expect(page).toContain('Exposure 2.0 months of 1 stay; 0 go on 0 0')
    expect(page).toContain('Research – of 0 stays; 1 go on, 6.3 months so far 0 0 % 1 100 %')
    expect(page).toContain('0 of 1 left (0 %); 0 left and came back; 1 paused')
  })

  test('counts contributors, contributions and coordination, and seats for graduates who say what they look for', async () => {
    await lighthouse()
    const builds = await publish(world, { workGroups: ['movement_building', 'technical'], seats: 3 })
    await publish(world, { workGroups: ['technical'] })
    await world.db.update(groupLandings).set({ opportunityId: builds }).where(eq(groupLandings.participantId, 'ptc_bo'))
    await world.db.update(participations).set({ role: 'mentor' }).where(eq(participations.participantId, 'ptc_cy'))
    await programHeld(world, 'prg_more', { people: ['eve', 'fay'] })
    const eve = await signIn(world, 'eve@own.test')
    await world.db.update(participants).set({ personId: eve.id }).where(eq(participants.id, 'ptc_eve'))
    const person = { id: eve.id } as Person
    await saveProfile(world.ctx(), person, { content: OwnProfile.parse({ workGroups: ['technical'] }), version: 0 })
    expect(await text()).toContain(
      '2 graduates without a landing: still looking, or without an answer. Of these 0 (0 %)',
    )
    await giveConsent(world.ctx(), person, 'groups')
    const page = await text()
    // Ada holds two positions, Di one of before, Bo one in movement building; none has its hours stated.
    expect(page).toContain('Contributors 3 50 % 4.0 0 / 0 / 3')
    expect(page).toContain('Contributions 4 4.0 0 / 0 / 4')
    expect(page).toContain('Coordination: positions 1 1.0 0 / 0 / 1')
    expect(page).toContain('Coordination: mentors and organizers 1')
    expect(page).toContain('Coordination: people in all 2 33 %')
    expect(page).toContain('Movement building 1 1.0')
    expect(page).toContain('Not stated 3 3.0')
    expect(page).toContain('Of these 1 (50 %) share')
    expect(page).toContain('Technical 1 2 3 1 of 2 state them')
    await withdrawConsent(world.ctx(), person, 'groups')
    expect(await text()).not.toContain('Looked for')
  })

  test('takes two round trips, is of its own people alone, and nobody else sees it', async () => {
    await lighthouse()
    await addGroup(world, 'grp_theirs', 'Other')
    const other = await memberOfGroup(world, 'other@example.test', 'owner', 'grp_theirs')
    const trips = countRoundTrips(world)
    expect(await text(other, 'grp_theirs')).toContain('0 people on record')
    expect(trips.count).toBe(2)
    expect(await text(other, 'grp_theirs')).not.toContain('Camp')
    expect((await other.get(`/groups/${GROUP}`)).status).toBe(404)
  })
})

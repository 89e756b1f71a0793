import { sql } from 'drizzle-orm'
import { addressChanges } from '../../src/auth/address/table.ts'
import { passkeyChallenges, passkeys } from '../../src/auth/table.ts'
import { HOUR } from '../../src/calendar.ts'
import type { Person } from '../../src/context.ts'
import { groupMembers, groups } from '../../src/groups/table.ts'
import { estimates, impactNotes, reportedRows, reportLinks } from '../../src/impact/table.ts'
import { introductions, suggestions } from '../../src/introductions/table.ts'
import { landings } from '../../src/landings/table.ts'
import { checkInAnswers, checkInAsks, checkInStops, checkIns } from '../../src/outcomes/check-ins/table.ts'
import { groupLandings, outcomes } from '../../src/outcomes/table.ts'
import { saveProfile } from '../../src/profiles/saving.ts'
import { OwnProfile, purposes } from '../../src/profiles/schema.ts'
import {
  importFiles,
  importParts,
  objections,
  participantAliases,
  participantImports,
} from '../../src/programs/participants/table.ts'
import { cohorts, engagementChanges, participants, programs, stageChanges } from '../../src/programs/table.ts'
import { surveyAnswers, surveyAsks, surveys } from '../../src/surveys/table.ts'
import { memberOf } from '../life/given.ts'
import { openForm, role } from '../posting/given.ts'
import { linkIn, nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { askForLink, type Client, openClient, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

/** Stands in every field that the person can type. */
export const MARK = 'zqxmark'
export const ADDRESS = `${MARK}@mailbox.test`

const stated = OwnProfile.parse({
  professions: [],
  audiences: [`Friends of ${MARK}`],
  places: [{ country: 'FR', city: `Port ${MARK}` }],
  links: [`https://${MARK}.test/`],
  lookingFor: `Somewhere ${MARK} is welcome`,
  otherSkills: [`${MARK} weaving`],
})

/** Signs in again, in a browser of their own. */
async function signInAgain(world: World, email: string): Promise<Client> {
  const client = openClient(world)
  await client.post(await askForLink(world, client, email))
  return client
}

/**
 * Somebody who used everything, with the mark in each field: account, keys, profile, consents, an organization of their
 * own, posting, messages both ways, subscriptions with a digest, invitations, a group, a suspension that was lifted. Mail
 * to them still waits in the queue.
 */
export async function liveWholeLife() {
  const world = await createWorld()
  const { db } = world
  const opportunity = await publish(world, { title: 'Course lead' })
  const colleague = await memberOf(world)
  const moderator = await signIn(world, 'moderator@example.test', { role: 'moderator' })
  const first = await signIn(world, ADDRESS)
  const { id } = first

  await moderator.post(`/moderation/people/${id}/suspension`, { reason: `because of ${MARK}` })
  await moderator.post(`/moderation/people/${id}/suspension/end`)
  const ada = await signInAgain(world, ADDRESS)
  await ada.post('/me/name', { name: `Ada ${MARK}` })
  await saveProfile(world.ctx({ actor: { type: 'person', id } as Person }), { id } as Person, {
    content: stated,
    version: 0,
  })
  for (const purpose of purposes) await ada.post('/me/data/consents', { purpose, allow: 'yes', words: '1' })
  const [session] = await db.all<{ id: string }>(sql`select id from sessions where person_id = ${id}`)
  await db.insert(passkeyChallenges).values({ sessionId: session?.id ?? '', challenge: 'c', askedAt: world.now })
  const key = { publicKey: 'k', counter: 0, transports: [], createdAt: world.now }
  await db.insert(passkeys).values({ id: 'psk', personId: id, name: `Laptop of ${MARK}`, ...key })

  await ada.post('/organizations/new', { name: 'Quiet Harbour', another: 'yes' })
  const [harbour] = await db.all<{ id: string }>(sql`select id from organizations where name = 'Quiet Harbour'`)
  const organization = harbour?.id ?? ''
  const keysPage = await (await ada.post('/me/keys', { name: `Key of ${MARK}`, subject: organization })).text()
  const [token = ''] = /onw_[\w-]{43}/.exec(keysPage) ?? []
  await ada.post(`/organizations/${organization}/invitations`, { email: 'mate@example.test', role: 'member' })
  await moderator.post('/organizations/org_northlight/invitations', { email: ADDRESS, role: 'member' })

  await post(world, ada, { title: `Half a draft of ${MARK}`, organization, action: 'draft' })
  const elsewhere = { organization: 'other', organizationName: 'Northlight Institute', action: 'submit' }
  await post(world, ada, { title: `A proposal by ${MARK}`, ...elsewhere })

  await ada.post(`/opportunities/${opportunity}/interest`, {
    name: `Ada ${MARK}`,
    message: `I am ${MARK}, and would like to help with the course.`,
  })
  await world.drain()
  const link = linkIn(world.mails.find(({ subject }) => subject.includes(MARK))?.text ?? '', 'interests/')
  await colleague.post(link, { answer: 'Thank you' })

  await db.insert(groups).values({ id: 'grp_ours', name: 'A group', nameKey: 'a group', createdAt: 0 })
  await db.insert(groupMembers).values({ groupId: 'grp_ours', personId: id, role: 'owner', addedAt: 0 })
  await ada.post('/groups/grp_ours/invitations', { email: 'mate@example.test', role: 'member' })

  await recordedBy(world, 'grp_ours', { id })
  await surveyedBy(world, 'grp_ours', { id })
  await weighedBy(world, 'grp_ours', id)
  await goOn(world, ada, { id, opportunity })

  await subscribed(world, ADDRESS.toUpperCase(), `q=${MARK}`)
  // Three mails an hour go to one address.
  world.now += 2 * HOUR
  await subscribed(world, ADDRESS)
  await publish(world, { title: 'New this week' })
  await tick(world, await nextDueAt(world, ADDRESS))
  // The session is as old as the week now.
  const browser = await signInAgain(world, ADDRESS)
  await world.request('/api/v1/opportunities', {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': MARK },
    body: JSON.stringify({ kind: 'role', title: 'Harbour master', summary: 'Keep it quiet.' }),
  })
  await openClient(world).post('/sign-in', { email: ADDRESS })
  // This address was another once.
  const emailKey = await world.ctx().secrets.fingerprint(ADDRESS)
  const changed = { personId: id, email: ADDRESS, emailKey, seed: 'seed', tokenHash: 'hash', askedAt: 0, usedAt: 0 }
  await db.insert(addressChanges).values(changed)
  return { world, id, browser, token, organization, opportunity, colleague, moderator }
}

/** What a group recorded about them, and what they recorded themselves. */
async function recordedBy({ db, ctx }: World, groupId: string, { id }: { id: string }) {
  const emailKey = await ctx().secrets.fingerprint(ADDRESS.toLowerCase())
  const record = { groupId, name: `Ada ${MARK}`, email: ADDRESS, emailKey, externalId: MARK, personId: id }
  const held = { basis: 'consent', basisBy: id, basisAt: 0, createdAt: 0, updatedAt: 0 } as const
  await db.insert(participants).values({ ...record, ...held, id: 'ptc_ada' })
  const change = { participantId: 'ptc_ada', happenedOn: '2026-01-01', source: `told by ${MARK}`, recordedBy: id }
  await db.insert(stageChanges).values({ ...change, id: 'stg_1', act: 'act_1', at: 0, stage: 'research' })
  await db.insert(engagementChanges).values({ ...change, id: 'eng_1', act: 'act_2', at: 0, engagement: 'engaged' })
  await db.insert(participantAliases).values({ groupId, kind: 'email', value: emailKey, participantId: 'ptc_ada' })
  await db.insert(objections).values({ groupId, emailKey, objectedAt: 0 })
  const file = { groupId, fileName: `list of ${MARK}.csv`, contentHash: '', columns: [], rowCount: 1 }
  await db.insert(participantImports).values({ ...file, id: 'imp_ada', uploadedBy: id, uploadedAt: 0 })
  const piece = { importId: 'imp_ada', number: 0, rows: JSON.stringify([[2, [`Ada ${MARK}`, ADDRESS], null]]) }
  await db.insert(importFiles).values(piece)
  await db.insert(importParts).values(piece)
}

/** A survey that they made, and answered as a participant. */
async function surveyedBy({ db, ctx }: World, groupId: string, { id }: { id: string }) {
  const times = { createdAt: 0, updatedAt: 0 }
  const program = { groupId, name: 'Course', activity: 'course', about: '', aboutHtml: '' } as const
  await db.insert(programs).values({ ...program, ...times, id: 'prg_1', languages: [], audiences: [] })
  const days = { startsOn: '2026-01-01', endsOn: '2026-02-01' }
  await db.insert(cohorts).values({ id: 'coh_1', programId: 'prg_1', number: 1, name: 'First', ...days, ...times })
  const open = { opensOn: '2026-02-01', closesOn: '2026-12-31', opensAt: 0, closesAt: 1 }
  const survey = { template: 'program_post', kind: 'post', role: 'participant', title: 'How was it?' } as const
  const of = { groupId, programId: 'prg_1', cohortId: 'coh_1', questions: [], createdBy: id }
  await db.insert(surveys).values({ id: 'srv_1', ...survey, ...of, ...open, ...times })
  const asked = { surveyId: 'srv_1', participantId: 'ptc_ada' }
  await db.insert(surveyAsks).values({ ...asked, addedAt: 0, mailedAt: 0 })
  const answers = { best: `That ${MARK} was there` }
  await db.insert(surveyAnswers).values({ ...asked, answers, answeredAt: 0, updatedAt: 0 })
  const emailKey = await ctx().secrets.fingerprint(ADDRESS.toLowerCase())
  await db.run(sql`insert into asks (email_key, asked_at, act) values (${emailKey}, 0, 'act_3')`)
  const checkIn = { checkInId: 'chk_1', participantId: 'ptc_ada' }
  await db.insert(checkIns).values({ id: 'chk_1', emailKey, askedAt: 0, closesAt: 1 })
  await db.insert(checkInAsks).values({ ...checkIn, cohortId: 'coh_1', horizon: 6 })
  const answer = { outcome: 'looking' as const, through: `A friend of ${MARK}`, place: null }
  const said = { ...checkIn, answer, landingId: 'gln_0', act: 'act_4' }
  await db.insert(checkInAnswers).values({ ...said, answeredAt: 0, updatedAt: 0 })
  await db.insert(checkInStops).values({ programId: 'prg_1', stoppedBy: id, stoppedAt: 0 })
}

/** What is estimated of them and where they landed as a group has it, and what they said of their group. */
async function weighedBy({ db }: World, groupId: string, id: string) {
  const at = { createdAt: 0, updatedAt: 0 }
  const program = { id: 'prg_camp', groupId, name: 'Camp', activity: 'bootcamp', about: '', aboutHtml: '' } as const
  await db.insert(programs).values({ ...program, languages: [], audiences: [], ...at })
  const fte = { withFte: 900, withoutFte: 200, low: 500, high: 800, method: 'interview' } as const
  const on = { startsOn: '2026-01-01', endsOn: '2026-12-31', estimatedOn: '2026-01-01', createdAt: 0 }
  const subject = { groupId, programId: 'prg_camp', participantId: 'ptc_ada', effect: 'both', version: 1 } as const
  const said = { note: `${MARK} told us`, estimatedBy: id, withdrawnBy: id, withdrawnAt: 1 }
  await db.insert(estimates).values({ id: 'est_1', ...subject, ...fte, ...on, ...said })
  const figure = { id: 'fig_1', groupId, position: 1, activity: 'Talks', total: false, figures: {}, source: 'A print' }
  await db.insert(reportedRows).values({ ...figure, note: '', recordedBy: id, ...at })
  await db.insert(impactNotes).values({ groupId, instrumental: '', notes: '', version: 1, writtenBy: id, updatedAt: 0 })
  const link = { id: 'lnk_1', groupId, name: 'A funder', madeBy: id, revokedBy: id, createdAt: 0, expiresAt: 1 }
  await db.insert(reportLinks).values(link)
  const where = {
    organizationName: `House of ${MARK}`,
    title: `What ${MARK} does`,
    evidenceUrl: `https://${MARK}.test/`,
  }
  const held = { id: 'gln_1', groupId, participantId: 'ptc_ada', recordedBy: id, verifiedBy: id, version: 1 }
  await db.insert(groupLandings).values({ ...held, ...where, startsOn: '2026-01-01', ...at })
  const became = { participantId: 'ptc_ada', outcome: 'full_time', happenedOn: '2026-01-01' } as const
  await db.insert(outcomes).values({ id: 'out_1', ...became, recordedBy: id, act: 'act_3', at: 0 })
}

/** What they set aside, track, land on and pass on; who asks for them, and what is suggested to them. */
async function goOn(world: World, ada: Client, { id, opportunity }: { id: string; opportunity: string }) {
  const aside = await publish(world, { title: 'Not this one' })
  await ada.post('/me/matches/dismissals', {
    opportunity: aside,
    reason: 'other',
    note: `Not for ${MARK}`,
    back: '/me',
  })
  const [token = ''] = /onw_[\w-]{43}/.exec(await (await ada.post('/me/keys', { name: 'Mine' })).text()) ?? []
  const track = (state: string, notes: string) =>
    world.request('/api/v1/me/applications', {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ opportunityId: opportunity, state, notes }),
    })
  await track('applied', `What ${MARK} wrote`)
  await track('accepted', `What ${MARK} wrote`)
  await world.db.update(landings).set({ evidenceUrl: `https://${MARK}.test/proof` })
  await ada.post(`/opportunities/${aside}/referrals`)
  const asked = { opportunityId: opportunity, organizationId: 'org_northlight', askedAt: world.now }
  await world.db
    .insert(introductions)
    .values([
      { ...asked, id: 'itr_to', personId: id, askedBy: 'per_other', message: 'Hello', answer: 'accepted', note: MARK },
    ])
  const suggested = { opportunityId: opportunity, suggestedBy: 'per_other', suggestedAt: world.now }
  await world.db.insert(suggestions).values({ ...suggested, id: 'sug_to', personId: id, note: `For ${MARK}` })
}

async function post(world: World, client: Client, fields: Record<string, string>): Promise<void> {
  await client.post('/opportunities/new', { ...(await openForm(world, client)), ...role, ...fields })
}

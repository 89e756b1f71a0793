import { askWhatBecame } from '../../src/applications/check-in/asking.ts'
import { sessions } from '../../src/auth/table.ts'
import { dayIn } from '../../src/calendar.ts'
import { atomically, type Db } from '../../src/db/client.ts'
import { groupMembers, groups } from '../../src/groups/table.ts'
import { startNotices } from '../../src/notices/jobs.ts'
import { people } from '../../src/people/table.ts'
import { cohorts, participants, participations, programs } from '../../src/programs/table.ts'
import { sha256 } from '../../src/secrets.ts'
import { askSurveys } from '../../src/surveys/asking.ts'
import type { Answers, TemplateKey } from '../../src/surveys/schema.ts'
import { templates } from '../../src/surveys/schema.ts'
import { surveyToken } from '../../src/surveys/tokens.ts'
import { linkIn } from '../support/given.ts'
import { openClient } from '../support/sign-in.ts'
import { createWorld, NOON, type World } from '../support/world.ts'

export const TODAY = dayIn(NOON, 'UTC')
const CLOSES = '2026-04-20'

type Made = { db: Db; now: number; key?: (email: string) => Promise<string> }
const times = (now: number) => ({ createdAt: now, updatedAt: now })

/** A group with a program and one cohort, of ids that end with its name. */
export async function groupWithCohort({ db, now }: Made, name: string, program = 'Northern bootcamp') {
  const [groupId, programId, cohortId] = [`grp_${name}`, `prg_${name}`, `coh_${name}`]
  await db.insert(groups).values({ id: groupId, name: `Group ${name}`, nameKey: name, createdAt: now })
  const empty = { about: '', aboutHtml: '', languages: [], audiences: [] }
  await db
    .insert(programs)
    .values({ id: programId, groupId, name: program, activity: 'bootcamp', ...empty, ...times(now) })
  const days = { startsOn: '2026-02-01', endsOn: '2026-02-28' }
  await db.insert(cohorts).values({ id: cohortId, programId, number: 1, name: 'Spring', ...days, ...times(now) })
  return { groupId, programId, cohortId }
}

type Taking = { groupId: string; cohortId: string; role?: 'participant' | 'mentor'; id?: string; email?: string | null }

/** Somebody who took part, as the group's record knows them; answers the id of the record. */
export async function takingPart({ db, now, key }: Made, name: string, of: Taking): Promise<string> {
  const { groupId, cohortId, role = 'participant', id = `ptc_${name.toLowerCase()}` } = of
  const email = of.email === undefined ? `${name.toLowerCase()}@example.test` : of.email
  const emailKey = email && key ? await key(email) : null
  const basis = { basis: 'consent' as const, basisBy: 'test', basisAt: now }
  await db.insert(participants).values({ id, groupId, name, email, emailKey, ...basis, ...times(now) })
  await db
    .insert(participations)
    .values({ id: `pcn_${id.slice(4)}${cohortId.slice(4)}`, participantId: id, cohortId, role, ...times(now) })
  return id
}

export const made = (world: World): Made => ({
  db: world.db,
  now: NOON,
  key: (email) => world.ctx().secrets.fingerprint(email.toLowerCase()),
})

/** The form as it stands when it opens, with all that its template asks. */
export const surveyForm = (template: TemplateKey, of: string): Record<string, string> => ({
  template,
  of,
  title: 'How was it?',
  opensOn: TODAY,
  closesOn: CLOSES,
  ...Object.fromEntries(templates[template].questions.map((key) => [`ask-${key}`, 'yes'])),
})

/** Somebody with an account, signed in: their rows are written at once, for signing in is tried out elsewhere. */
export async function signedIn(world: World, email: string) {
  const id = `per_${email.split('@', 1)[0]}`
  const emailKey = await world.ctx().secrets.fingerprint(email)
  const account = { id, name: '', email, emailKey, role: 'person' as const, createdAt: 0, provenAt: 0 }
  const session = { id: `ses_${id}`, tokenHash: await sha256(id), personId: id, agent: '' }
  await atomically(world.db, [
    world.db.insert(people).values(account),
    world.db.insert(sessions).values({ ...session, createdAt: NOON, seenAt: 2 * NOON, expiresAt: 2 * NOON }),
  ])
  const client = openClient(world)
  client.jar.set('__Host-session', id)
  return { ...client, id }
}

export async function memberOfGroup(world: World, groupId: string, email: string) {
  const member = await signedIn(world, email)
  await world.db.insert(groupMembers).values({ groupId, personId: member.id, role: 'member', addedAt: NOON })
  return member
}

/** A group with three participants and a mentor, its member signed in; `stranger` signs in somebody who is none. */
export async function openGroup(name = 'ours') {
  const world = await createWorld()
  const ids = await groupWithCohort(made(world), name)
  for (const person of ['Ada', 'Bert', 'Cleo']) await takingPart(made(world), person, ids)
  await takingPart(made(world), 'Mentor', { ...ids, role: 'mentor' })
  const member = await memberOfGroup(world, ids.groupId, 'member@group.test')
  const base = `/groups/${ids.groupId}/surveys`
  const make = (fields: Record<string, string> = {}, template: TemplateKey = 'program_post') =>
    member.post(`${base}/new`, { ...surveyForm(template, ids.cohortId), ...fields })
  return { world, ...ids, member, stranger: () => signedIn(world, 'stranger@group.test'), base, make }
}

/** What a tick does for surveys and check-ins, and all that the queue then does. */
export async function askAt(world: World, at: number): Promise<void> {
  world.now = at
  const ctx = world.ctx({ actor: { type: 'system', job: 'cron' } })
  await askWhatBecame(ctx)
  await askSurveys(ctx)
  await startNotices(ctx)
  await world.drain()
}

/** The same with a survey that is open, and what its links are. */
export async function openSurvey(template: TemplateKey = 'program_post', fields: Record<string, string> = {}) {
  const given = await openGroup()
  const { world, make } = given
  const answer = await make(fields, template)
  const [, surveyId = ''] = /surveys\/(srv_\w+)/.exec(answer.headers.get('location') ?? '') ?? []
  await askAt(world, NOON + 60_000)
  const linkOf = async (participantId: string) =>
    `/surveys/${await surveyToken(world.ctx(), { surveyId, participantId })}`
  const say = async (participantId: string, answers: Answers) =>
    world.post(
      await linkOf(participantId),
      Object.entries(answers).map(([key, value]): [string, string] => [key, String(value)]),
    )
  return { ...given, surveyId, linkOf, say }
}

export const linkOfMail = (text = '') => linkIn(text, 'surveys/')

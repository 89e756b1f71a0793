import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { HOUR } from '../../src/calendar.ts'
import { requireSent } from '../../src/digests/archive.ts'
import { digests, subscriptions } from '../../src/digests/table.ts'
import { introductions, suggestions } from '../../src/introductions/table.ts'
import { outbox } from '../../src/mail/table.ts'
import { report } from '../../src/moderation/reporting.ts'
import { interests } from '../../src/opportunities/life/table.ts'
import { retractOpportunity } from '../../src/opportunities/retracting.ts'
import { decisions } from '../../src/opportunities/table.ts'
import { recordLanding } from '../../src/outcomes/recording.ts'
import { LandingWrite } from '../../src/outcomes/schema.ts'
import { paths } from '../../src/paths.ts'
import { addGroup, GROUP, programHeld } from '../impact/given.ts'
import { memberOfGroup } from '../programs/participants/given.ts'
import { nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { keyFor, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { personCalled } from './actors.ts'

/** In small letters, as the full text keeps it. */
const WORD = 'zanthoxylum'

/** Everything the database holds, what lies beneath the full text included. */
async function everything({ db }: World): Promise<string> {
  const tables = await db.all<{ name: string }>(
    sql`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_%' escape '\\'
      and name not like 'd1_%'`,
  )
  const held: string[] = []
  for (const { name } of tables) {
    const rows = await db.all<Record<string, unknown>>(sql.raw(`select * from "${name}"`))
    held.push(`${name}: ${JSON.stringify(rows.flatMap((row) => Object.values(row)).map(textOf))}`)
  }
  return held.join('\n')
}

const textOf = (value: unknown) =>
  value instanceof ArrayBuffer || Array.isArray(value) ? Buffer.from(value as number[]).toString('latin1') : `${value}`

test('of a hazardous one no word is left: page, feeds, search, API, revisions, drafts, messages', async () => {
  const world = await createWorld()
  const id = await publish(world, {
    title: `${WORD} research`,
    bodyHtml: `<p>${WORD}</p>`,
    summary: WORD,
    validation: WORD,
  })
  const { send } = await keyFor(world, 'org_northlight')
  await send('PATCH', `/opportunities/${id}`, { title: `${WORD} again`, body: `More ${WORD}` })
  const reader = await signIn(world, 'reader@example.test')
  await world.db
    .insert(interests)
    .values({ id: 'int_1', opportunityId: id, personId: reader.id, name: 'A', message: WORD, sentAt: 0 })
  await report(world.ctx(), id, { reason: 'misleading' }, '192.0.2.1')
  const { db } = world
  const of = { opportunityId: id, personId: reader.id }
  await db
    .insert(introductions)
    .values({ ...of, id: 'int_1', organizationId: 'org_northlight', askedBy: 'x', message: WORD, askedAt: 0 })
  await db.insert(suggestions).values({ ...of, id: 'sug_1', suggestedBy: 'x', note: WORD, suggestedAt: 0 })
  const mail = { id: 'mail_1', idempotencyKey: 'a', sender: 'a', recipient: 'b', headers: {}, sentAt: 0 }
  await db.insert(outbox).values({ ...mail, subject: WORD, html: WORD, bodyText: WORD })
  await db.run(sql`update opportunities set title = 'Something else' where id = ${id}`)
  const before = (await everything(world)).split('\n').filter((line) => line.includes(WORD))
  expect(before.map((line) => line.split(':')[0])).toEqual(
    expect.arrayContaining([
      'interests',
      'introductions',
      'opportunity_text_data',
      'outbox',
      'revisions',
      'suggestions',
    ]),
  )
  const moderator = world.ctx({ actor: personCalled('per_moderator', { role: 'moderator' }) })
  await retractOpportunity(moderator, id, { reason: 'hazardous', note: 'It asks for what could do harm' })

  expect(await everything(world)).not.toContain(WORD)
  const page = await world.get(paths.opportunity(id, 'anything'))
  expect(page.status).toBe(410)
  const html = await page.text()
  expect(html).toContain('could do harm')
  expect(html).toContain('<b>role</b>')
  expect(html).not.toContain(WORD)
  for (const path of [
    '/',
    `/?q=${WORD}`,
    '/feed.xml',
    '/feed.json',
    '/opportunities.csv',
    '/sitemap.xml',
    '/organizations/org_northlight',
    `/api/v1/opportunities?q=${WORD}`,
  ])
    expect(
      (await (await world.get(path)).text()).replaceAll(`q=${WORD}`, '').replaceAll(`value="${WORD}"`, ''),
      path,
    ).not.toContain(`${WORD} `)
  expect((await world.get(paths.apiOpportunity(id))).status).toBe(404)
})

test('a moderator only retracts, and says why', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const said = { reason: 'mistake', note: 'Twice' } as const
  await expect(retractOpportunity(world.ctx(), id, said)).rejects.toMatchObject({ status: 403 })
  await expect(retractOpportunity(world.ctx({ actor: personCalled('per_x') }), id, said)).rejects.toMatchObject({
    status: 403,
  })
  expect((await world.get(paths.opportunity(id, 'x'))).status).toBe(200)
  const moderator = world.ctx({ actor: personCalled('per_moderator', { role: 'moderator' }) })
  await retractOpportunity(moderator, id, said)
  await expect(retractOpportunity(moderator, id, said)).rejects.toMatchObject({ status: 409 })
  expect(await (await world.get(paths.opportunity(id, 'x'))).text()).toContain('by mistake')
})

test('mail that held it is not sent again, and none of its bytes are kept', async () => {
  const world = await createWorld()
  await subscribed(world)
  const due = await nextDueAt(world)
  world.now = due - HOUR
  const id = await publish(world, { title: `${WORD} research` })
  world.deliver = () => ({ outcome: 'ambiguous', cause: 'the answer was lost' })
  await tick(world, due)
  expect(await everything(world)).toContain(WORD)
  const moderator = world.ctx({ actor: personCalled('per_moderator', { role: 'moderator' }) })
  await retractOpportunity(moderator, id, { reason: 'hazardous', note: 'It could do harm' })
  expect(await everything(world)).not.toContain(WORD)
  world.deliver = () => ({ outcome: 'sent', providerId: null })
  world.mails.length = 0
  for (const hours of [1, 4, 12]) await tick(world, due + hours * HOUR)
  expect(world.mails).toEqual([])
  expect((await world.db.select().from(digests))[0]).toMatchObject({ state: 'uncertain', body: null })
})

test('of mail whose items moved with an address no byte is kept either, and what lacks a piece is not to be read', async () => {
  const world = await createWorld()
  await subscribed(world)
  const due = await nextDueAt(world)
  world.now = due - HOUR
  const id = await publish(world, { title: `${WORD} research` })
  await tick(world, due)
  await world.db.run(sql`delete from digest_items`)
  const [kept] = await world.db.select().from(digests)
  const moderator = world.ctx({ actor: personCalled('per_moderator', { role: 'moderator' }) })
  await retractOpportunity(moderator, id, { reason: 'hazardous', note: 'It could do harm' })
  expect(await everything(world)).not.toContain(WORD)
  expect((await world.db.select().from(digests))[0]).toMatchObject({ state: 'sent', body: null, subject: null })

  // A mail that was kept while its piece went is no fault of whoever looks for it.
  await world.db.update(digests).set({ body: kept?.body ?? '', subject: 'News' })
  const mail = await requireSent(world.ctx(), kept?.subscriptionId ?? '', kept?.period ?? '')
  expect(mail).toMatchObject({ subject: 'News', html: null, text: null })
})

test('where a group recorded that somebody landed by it, its title is gone too, there and from mail', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: `${WORD} research` })
  await addGroup(world)
  await programHeld(world, 'prg_camp', { people: ['ada'] })
  const landing = await recordLanding(
    memberOfGroup(world, GROUP),
    GROUP,
    LandingWrite.parse({
      ...{ participantId: 'ptc_ada', opportunityId: id, outcome: 'full_time', startsOn: '2026-02-01' },
    }),
  )
  await subscribed(world)
  const [subscription] = await world.db.select().from(subscriptions)
  const of = { subscriptionId: subscription?.id ?? '', period: '2026-W10' }
  await world.db.run(sql`insert into digests (subscription_id, period, kind, run, state, subject, body, created_at)
    values (${of.subscriptionId}, ${of.period}, 'group', ${of.period}, 'pending', ${WORD}, ${JSON.stringify([[WORD]])}, 0)`)
  await world.db.run(sql`insert into digest_items (email_key, subject_id, occasion, subscription_id, period)
    values ('x', ${landing}, 'landing', ${of.subscriptionId}, ${of.period})`)
  const moderator = world.ctx({ actor: personCalled('per_moderator', { role: 'moderator' }) })
  await retractOpportunity(moderator, id, { reason: 'hazardous', note: 'It could do harm' })
  expect(await everything(world)).not.toContain(WORD)
  expect(await world.db.all(sql`select title from group_landings`)).toEqual([{ title: 'Retracted' }])
})

test('mail that was surely not sent is composed anew, without it', async () => {
  const world = await createWorld()
  await subscribed(world)
  const due = await nextDueAt(world)
  world.now = due - HOUR
  const id = await publish(world, { title: `${WORD} research` })
  await publish(world, { title: 'Another one' })
  world.deliver = () => ({ outcome: 'deferred', cause: 'busy', retryAfterMs: null })
  await tick(world, due)
  const moderator = world.ctx({ actor: personCalled('per_moderator', { role: 'moderator' }) })
  await retractOpportunity(moderator, id, { reason: 'hazardous', note: 'It could do harm' })
  world.deliver = () => ({ outcome: 'sent', providerId: null })
  for (const hours of [1, 4, 12]) await tick(world, due + hours * HOUR)
  expect(world.mails).toHaveLength(1)
  expect(world.mails[0]?.text).toContain('Another one')
  expect(world.mails[0]?.text).not.toContain(WORD)
})

test('what was never public is erased too, and leaves the queue', async () => {
  const world = await createWorld()
  await publish(world)
  const { send } = await keyFor(world, 'org_northlight')
  const answer = await send(
    'POST',
    '/opportunities',
    { kind: 'role', title: `${WORD} research` },
    { 'Idempotency-Key': 'a' },
  )
  const { data } = (await answer.json()) as { data: { id: string } }
  expect(await everything(world)).toContain(WORD)
  const moderator = world.ctx({ actor: personCalled('per_moderator', { role: 'moderator' }) })
  await retractOpportunity(moderator, data.id, { reason: 'hazardous', note: 'It could do harm' })
  expect(await everything(world)).not.toContain(WORD)
  expect(await world.db.select().from(decisions)).toMatchObject([{ verdict: 'rejected', opportunityId: data.id }])
})

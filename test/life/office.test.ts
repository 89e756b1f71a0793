import { expect, test } from 'vitest'
import { HOUR } from '../../src/calendar.ts'
import { events } from '../../src/db/table.ts'
import { retractOpportunity } from '../../src/opportunities/retracting.ts'
import { OpportunityInput, type Verdict } from '../../src/opportunities/schema.ts'
import { closures, decisions, drafts, revisions } from '../../src/opportunities/table.ts'
import { nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { memberOf, newMails, ORGANIZATION, office, reader } from './given.ts'

type Given = { id: string; title: string; authorId: string; organizationId?: string; verdict?: Verdict; words?: string }

async function submit(
  world: World,
  { id, title, authorId, organizationId = ORGANIZATION, verdict, words = '' }: Given,
) {
  const revision = world.ctx().newId('rev')
  const content = OpportunityInput.parse({ kind: 'role', title })
  const owned = { opportunityId: id, organizationId, authorId }
  await world.db
    .insert(revisions)
    .values({ id: revision, ...owned, content, typed: { title }, submittedAt: world.now++ })
  if (!verdict) return
  const decision = { revisionId: revision, opportunityId: id, verdict, reason: words, before: null }
  await world.db.insert(decisions).values({ ...decision, decidedBy: 'per_m', decidedAt: world.now })
}

/** The piece of the page about one opportunity. */
const cardOf = (html: string, title: string) =>
  html.split('<li class="own">').find((card) => card.includes(`>${title}<`) || card.includes(`${title}</h2>`)) ?? ''

test('every state has its words, its figures and what can be done', async () => {
  const world = await createWorld()
  const member = await memberOf(world)
  await publish(world, { title: 'Open one', closesOn: '2026-05-01', zone: 'Etc/UTC' })
  await publish(world, { title: 'Soon one', closesOn: '2026-03-05' })
  await publish(world, { title: 'Expired one', closesOn: '2026-02-01' })
  const filled = await publish(world, { title: 'Filled one' })
  await member.post(`/opportunities/${filled}/closure`, { reason: 'filled' })
  const gone = await publish(world, { title: 'Misleading one' })
  const moderator = {
    type: 'person',
    id: 'per_m',
    role: 'moderator',
    session: { passkeyAt: 1 },
    organizations: {},
  } as never
  await retractOpportunity(world.ctx({ actor: moderator }), gone, { reason: 'misleading', note: 'x' })
  const edited = await publish(world, { title: 'Edited one' })
  await submit(world, {
    id: edited,
    title: 'Edited anew',
    authorId: member.id,
    verdict: 'changes_asked',
    words: 'Name <b>who</b> pays',
  })
  await submit(world, { id: 'opp_w', title: 'Waiting one', authorId: member.id })
  await submit(world, {
    id: 'opp_c',
    title: 'Asked one',
    authorId: member.id,
    verdict: 'changes_asked',
    words: 'Say the hours',
  })
  await submit(world, {
    id: 'opp_r',
    title: 'Rejected one',
    authorId: member.id,
    verdict: 'rejected',
    words: 'An advertisement',
  })
  const draft = { organizationId: ORGANIZATION, typed: { title: 'Draft one' }, version: 1, createdAt: 1, updatedAt: 1 }
  await world.db.insert(drafts).values({ opportunityId: 'opp_d', authorId: member.id, ...draft })
  await world.db
    .insert(drafts)
    .values({ opportunityId: 'opp_x', authorId: 'per_stranger', ...draft, typed: { title: 'Not ours' } })

  const html = await (await member.get(office)).text()
  const expected: [string, string[], string[]][] = [
    [
      'Open one',
      ['On the board<', '60 days left', '>Edit<', '>Extend<', '>Close<', '>Copy<', '>Repost next year<'],
      ['>Reopen<'],
    ],
    ['Soon one', ['On the board, closes soon', '3 days left'], []],
    ['Expired one', ['the deadline has passed', '1 Feb 2026', '>Reopen<'], ['>Extend<', '>Close<']],
    ['Filled one', ['Closed: filled', 'since 2 Mar 2026', '>Reopen<'], ['>Close<']],
    ['Misleading one', ['Retracted by a moderator: misleading'], ['>Edit<', '>Reopen<', '>Close<']],
    ['Edited one', ['On the board<', 'asks you to change', 'Name &lt;b>who&lt;/b> pays'], []],
    ['Waiting one', ['Waits for a moderator', '>Edit<', '>Copy<'], ['>Close<', 'type="checkbox"']],
    ['Asked one', ['Changes asked', 'Say the hours', '>Edit<'], []],
    ['Rejected one', ['Rejected', 'An advertisement'], []],
    ['Draft one', ['Draft<', 'Go on writing'], ['>Close<']],
  ]
  const linkText = (card: string) => card.replaceAll(/<span class="visually-hidden">[^<]*<\/span>/g, '')
  for (const [title, holds, holdsNot] of expected) {
    const card = linkText(cardOf(html, title))
    for (const words of holds) expect(card, title).toContain(words)
    for (const words of holdsNot) expect(card, title).not.toContain(words)
  }
  expect(html).not.toContain('Not ours')
})

test('the figures: searches it is in, readers reached, reports', async () => {
  const world = await createWorld()
  await subscribed(world, 'a@example.test', 'kind=role')
  await subscribed(world, 'b@example.test', 'q=grantmaking')
  await subscribed(world, 'c@example.test', 'kind=event')
  await subscribed(world, 'd@example.test', 'q=%22no+such+words%22')
  const member = await memberOf(world)
  const id = await publish(world, { title: 'Grantmaking lead' })
  await publish(world, { title: 'Editor' })
  await tick(world, (await nextDueAt(world, 'a@example.test')) + HOUR)
  newMails(world)
  await reader(world, '203.0.113.1').post(`/opportunities/${id}/reports`, { reason: 'broken_link' })
  const html = await (await member.get(office)).text()
  const card = cardOf(html, 'Grantmaking lead')
  expect(card).toContain('<dt>searches it is in</dt><dd>2</dd>')
  expect(card).toContain('<dt>readers reached by mail</dt><dd>2</dd>')
  expect(card).toContain('<dt>report</dt><dd>1</dd>')
  expect(cardOf(html, 'Editor')).toContain('<dt>search it is in</dt><dd>1</dd>')
})

test('members and moderators see it; for others there is nothing, byte for byte', async () => {
  const world = await createWorld()
  await publish(world, { title: 'Open one' })
  const stranger = await signIn(world, 'other@elsewhere.test', {
    organizations: { [await organizationCalled(world, 'Elsewhere')]: 'owner' },
  })
  const [foreign, missing] = await Promise.all([
    stranger.get(office),
    stranger.get(office.replace(ORGANIZATION, 'org_none')),
  ])
  expect([foreign.status, missing.status]).toEqual([404, 404])
  expect(await foreign.text()).toBe(await missing.text())
  expect((await world.get(office)).headers.get('location')).toContain('/sign-in?next=')
  const moderator = await signIn(world, 'm@onward.test', { role: 'moderator' })
  const html = await (await moderator.get(office)).text()
  expect(html).toContain('Open one')
  expect(html).not.toContain('/edit"')
})

test('several are closed with one press; others are refused, and what is not theirs stays open', async () => {
  const world = await createWorld()
  const ids = await Promise.all(Array.from({ length: 60 }, () => publish(world)))
  const elsewhere = await organizationCalled(world, 'Elsewhere')
  const member = await memberOf(world)
  const stranger = await signIn(world, 'other@elsewhere.test', { organizations: { [elsewhere]: 'owner' } })
  const chosen = (some: string[]): [string, string][] => [
    ['reason', 'filled'],
    ...some.map((id): [string, string] => ['id', id]),
  ]
  expect((await stranger.post(`${office}/closures`, chosen(ids))).status).toBe(404)
  const theirs = office.replace(ORGANIZATION, elsewhere)
  expect((await stranger.post(`${theirs}/closures`, chosen(ids))).headers.get('location')).toBe(
    `${theirs}?done=closed-0`,
  )
  expect(await world.db.select().from(closures)).toEqual([])

  const none = await member.post(`${office}/closures`, { reason: 'filled' })
  expect(none.status).toBe(422)
  expect(await none.text()).toContain('Mark at least one above')
  const wrong = await member.post(`${office}/closures`, [
    ['reason', 'expired'],
    ['id', ids[0] ?? ''],
  ])
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toMatch(new RegExp(`value="${ids[0]}" checked`))

  const answers = await Promise.all([1, 2].map(() => member.post(`${office}/closures`, chosen(ids.slice(0, 55)))))
  expect(answers.map((answer) => answer.headers.get('location')).sort()).toEqual([
    `${office}?done=closed-0`,
    `${office}?done=closed-55`,
  ])
  expect(await world.db.select().from(closures)).toHaveLength(55)
  const closed = (await world.db.select().from(events)).filter(({ name }) => name === 'opportunity.closed')
  expect(new Set(closed.map(({ subjectId }) => subjectId)).size).toBe(55)
  expect(await (await member.get(`${office}?done=closed-55`)).text()).toContain('55 closed.')
})

test('more than a page goes on with the older ones', async () => {
  const world = await createWorld()
  const member = await memberOf(world)
  for (let i = 0; i < 103; i++) await publish(world, { title: `Opportunity ${i}` })
  const first = await (await member.get(office)).text()
  const next = /href="([^"]*\?before=opp_\w+)"/.exec(first)?.[1] ?? ''
  const second = await (await member.get(next)).text()
  expect([first, second].map((html) => html.split('<li class="own">').length - 1)).toEqual([100, 3])
  expect(second).not.toContain('Older')
})

test('what a person submitted for others’ organizations stands under their account, and only there', async () => {
  const world = await createWorld()
  const author = await memberOf(world, 'author@northlight.test')
  const elsewhere = await organizationCalled(world, 'Elsewhere')
  await submit(world, {
    id: 'opp_1',
    title: 'For others',
    authorId: author.id,
    organizationId: elsewhere,
    verdict: 'changes_asked',
    words: 'Say more',
  })
  await submit(world, { id: 'opp_2', title: 'For ours', authorId: author.id })
  const typed = { title: 'Half a thought' }
  await world.db
    .insert(drafts)
    .values({ opportunityId: 'opp_3', authorId: author.id, typed, version: 1, createdAt: 1, updatedAt: 1 })
  const html = await (await author.get('/me/opportunities')).text()
  expect(html).toContain('For others')
  expect(html).toContain('Say more')
  expect(html).toContain('Half a thought')
  expect(html).not.toContain('For ours')
  const other = await signIn(world, 'other@example.test')
  expect(await (await other.get('/me/opportunities')).text()).not.toContain('For others')
  expect((await world.get('/me/opportunities')).status).toBe(303)
})

test('a moderator without a passkey looks at nothing and closes nothing', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const moderator = await signIn(world, 'm@onward.test', { role: 'moderator', example: false })
  expect((await moderator.get(office)).status).toBe(404)
  expect((await moderator.post(`${office}/closures`, { reason: 'withdrawn', id })).status).toBe(404)
  expect((await moderator.post(`/opportunities/${id}/closure`, { reason: 'withdrawn' })).status).toBe(403)
  expect(await world.db.select().from(closures)).toEqual([])
})

test('a copy begins a draft of one’s own from the list', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'Open one' })
  const member = await memberOf(world)
  expect(await (await member.get(office)).text()).toContain(`formaction="/opportunities/${id}/copies"`)
  expect((await member.post(`/opportunities/${id}/copies`, { as: 'another' })).status).toBe(303)
  expect(await world.db.select().from(drafts)).toHaveLength(1)
})

import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { findKeyHolder, makeKey } from '../../src/auth/api-keys.ts'
import { suspensions } from '../../src/auth/table.ts'
import { subscriptions } from '../../src/digests/table.ts'
import { findShared } from '../../src/imports/queries.ts'
import { imported } from '../../src/imports/table.ts'
import { drafts, opportunities, revisions } from '../../src/opportunities/table.ts'
import { invitations, merges, organizations, removedMembers, renamings, trusts } from '../../src/organizations/table.ts'
import { linkIn, publish, subscribed } from '../support/given.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { domainOfBadge, eventsOf, moderator, organizationOf, rolesIn } from './seen.ts'

const FROM = 'org_northlight'
const mergePath = (id: string) => `/organizations/${id}/merge`

async function given() {
  const world = await createWorld()
  const opportunity = await publish(world, { title: 'Evaluations fellow' })
  const into = await organizationCalled(world, 'Northlight', 'https://northlight.test')
  const staff = await moderator(world)
  const merge = (from = FROM, to = into) => staff.post(mergePath(from), { into: to, reason: 'The same' })
  return { world, opportunity, into, staff, merge }
}

/** Every row of every table that names an organization, by its id. */
async function namings(world: World, id: string): Promise<string[]> {
  const columns = await world.db.all<{ tbl: string; col: string }>(sql`select m.name as tbl, c.name as col
    from sqlite_master m, pragma_table_info(m.name) c
    where m.type = 'table' and m.name not like 'sqlite%' and substr(m.name, 1, 1) <> '_'
      and m.name not like 'opportunity_text%' and c.name in ('organization_id', 'subject_id', 'into_id', 'query', 'id')`)
  const found: string[] = []
  for (const { tbl, col } of columns) {
    const [row] = await world.db.all<{ count: number }>(
      sql`select count(*) as count from ${sql.identifier(tbl)} where instr(${sql.identifier(col)}, ${id}) > 0`,
    )
    if (row?.count) found.push(`${tbl}.${col}`)
  }
  return found.sort()
}

describe('merging a duplicate', () => {
  test('everything moves in one press, and the old address leads on', async () => {
    const { world, opportunity, into, staff, merge } = await given()
    const ada = await signIn(world, 'ada@northlight.test', { organizations: { [FROM]: 'owner', [into]: 'member' } })
    const ben = await signIn(world, 'ben@example.test', { organizations: { [FROM]: 'member' } })
    const cy = await signIn(world, 'cy@example.test', { organizations: { [into]: 'owner' } })
    const token = await makeKey(world.ctx(), { personId: ben.id, scope: 'organization', subjectId: FROM, name: 'site' })
    await ada.post(`/organizations/${FROM}/invitations`, { email: 'dee@example.test', role: 'owner' })
    await ada.post(`/organizations/${FROM}/invitations`, { email: 'eve@example.test' })
    await cy.post(`/organizations/${into}/invitations`, { email: 'eve@example.test' })
    await world.drain()
    const invitation = linkIn(world.mails[0]?.text ?? '', 'invitations/')
    await subscribed(world, 'reader@example.test', `org=${FROM}`)
    const { db, now } = world
    const row = { source: 'csv', externalId: '1', subjectId: FROM, contentHash: 'x', seenAt: 0 }
    await db.insert(imported).values(row)
    const times = { createdAt: 0, updatedAt: 0 }
    await db.insert(drafts).values({ opportunityId: 'opp_d', organizationId: FROM, typed: {}, version: 1, ...times })
    await db.insert(revisions).values({
      id: 'rev_1',
      opportunityId: opportunity,
      organizationId: FROM,
      authorId: ada.id,
      content: null,
      typed: {},
      submittedAt: now,
    })
    const eve = await signIn(world, 'eve@example.test')
    await db.insert(renamings).values({ organizationId: FROM, name: 'Other', askedBy: ada.id, askedAt: 0 })
    await db.insert(removedMembers).values({ organizationId: FROM, personId: eve.id, removedBy: ada.id, removedAt: 0 })
    await db
      .update(organizations)
      .set({ aliases: ['NLI'], countries: ['DE'], aboutHtml: '<p>About</p>', aboutMarkdown: 'About' })
      .where(eq(organizations.id, FROM))

    const answer = await merge()
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/organizations/${into}/moderation?done=merged`,
    ])
    expect(await namings(world, FROM)).toEqual(['events.subject_id', 'merges.organization_id'])
    expect(await organizationOf(world, into)).toMatchObject({
      name: 'Northlight',
      aliases: ['Northlight Institute', 'NLI'],
      countries: ['DE'],
      aboutHtml: '<p>About</p>',
      aboutMarkdown: 'About',
      website: 'https://northlight.test',
    })
    expect(await rolesIn(world, into)).toEqual([`${ada.id} member`, `${ben.id} member`, `${cy.id} owner`].sort())
    expect(await findKeyHolder(world.ctx(), token)).toMatchObject({ subjectId: into })
    expect(await domainOfBadge(world, into)).toBe('northlight.test')
    const waiting = await db.select().from(invitations)
    expect(waiting.map(({ role, answer: given }) => `${role} ${given}`).sort()).toEqual([
      'member null',
      'member null',
      'member withdrawn',
    ])
    expect((await db.select().from(subscriptions)).map(({ query }) => query)).toEqual([`org=${into}`])
    expect(await eventsOf(world, FROM)).toContain('organization.merged')
    expect(await eventsOf(world, into)).toContain('organization.grown')

    const dee = await signIn(world, 'dee@example.test')
    const accepted = await dee.post(invitation, { answer: 'accepted' })
    expect(accepted.headers.get('location')).toBe(`/organizations/${into}/office?done=joined`)
    const old = await world.get(`/organizations/${FROM}-northlight-institute`)
    expect([old.status, old.headers.get('location')]).toEqual([301, `/organizations/${into}-northlight`])
    const inApi = await (await world.get(`/api/v1/organizations/${FROM}`)).json()
    expect(inApi).toMatchObject({ data: { id: into, aliases: ['Northlight Institute', 'NLI'] } })
    expect((await staff.get(`/organizations/${FROM}/office`)).status).toBe(404)
  })

  test('what has moved is found under the new name and facet', async () => {
    const { world, opportunity, into } = await given()
    const other = await organizationCalled(world, 'Meridian Works')
    await world.get('/')
    const staff = await moderator(world)
    await staff.post(mergePath(FROM), { into: other, reason: 'The same' })
    world.now += 2_000
    for (const search of ['q=meridian', `org=${other}`]) {
      const html = await (await world.get(`/?${search}`)).text()
      expect(html, search).toContain('Evaluations fellow')
    }
    const html = await (await world.get(`/organizations/${other}`)).text()
    expect(html).toContain('1 open')
    expect(await (await world.get(`/opportunities/${opportunity}`)).text()).toContain('Meridian Works')
    expect(await (await world.get('/?q=institute')).text()).not.toContain('Evaluations fellow')
    expect(await (await world.get(`/organizations/${into}`)).text()).toContain('Nothing is open')
  })

  test('an owner comes along as owner where the other has none', async () => {
    const { world, into, merge } = await given()
    const ada = await signIn(world, 'ada@example.test', { organizations: { [FROM]: 'owner', [into]: 'member' } })
    const ben = await signIn(world, 'ben@example.test', { organizations: { [FROM]: 'owner' } })
    await merge()
    expect(await rolesIn(world, into)).toEqual([`${ada.id} owner`, `${ben.id} owner`])
  })

  test.each([
    [true, true, true, true],
    [true, false, true, false],
    [true, false, false, true],
    [false, true, true, false],
  ])('trusted %s, the other %s, with members %s: trusted after %s', async (to, from, hasMembers, after) => {
    const { world, into, merge } = await given()
    if (hasMembers) await signIn(world, 'ada@example.test', { organizations: { [FROM]: 'owner' } })
    if (to) await world.db.insert(trusts).values({ organizationId: into, trustedBy: 'x', trustedAt: 0 })
    if (from) await world.db.insert(trusts).values({ organizationId: FROM, trustedBy: 'x', trustedAt: 0 })
    await merge()
    expect((await world.db.select().from(trusts)).map(({ organizationId }) => organizationId)).toEqual(
      after ? [into] : [],
    )
  })

  test('a chain of merges leads to its end', async () => {
    const { world, into, merge } = await given()
    const last = await organizationCalled(world, 'Meridian')
    expect((await merge()).status).toBe(303)
    expect((await merge(into, last)).status).toBe(303)
    for (const id of [FROM, into])
      expect((await world.get(`/organizations/${id}`)).headers.get('location')).toBe(`/organizations/${last}-meridian`)
    expect(await organizationOf(world, last)).toMatchObject({ aliases: ['Northlight', 'Northlight Institute'] })
    expect(await world.db.select().from(opportunities)).toMatchObject([{ organizationId: last }])
  })

  test('a search that the reader follows for both already is not followed twice', async () => {
    const { world, into, merge } = await given()
    await subscribed(world, 'reader@example.test', `org=${FROM}`)
    await subscribed(world, 'reader@example.test', `org=${into}`)
    await merge()
    const rows = await world.db.select().from(subscriptions)
    expect(rows.filter(({ endedAt }) => endedAt === null).map(({ query }) => query)).toEqual([`org=${into}`])
  })
})

describe('what is refused', () => {
  const untouched = async (world: World, into: string) => {
    expect(await world.db.select().from(merges)).toEqual([])
    expect(await organizationOf(world, FROM)).toBeDefined()
    expect(await organizationOf(world, into)).toBeDefined()
    expect(await world.db.select().from(opportunities)).toMatchObject([{ organizationId: FROM }])
  }

  test('itself, an unknown one, no reason, unknown fields: said, and what was typed stays', async () => {
    const { world, into, staff } = await given()
    for (const [typed, words] of [
      [{ into: FROM, reason: 'Kept reason' }, 'Choose another organization'],
      [{ into: 'org_none', reason: 'Kept reason' }, 'is not there, or was merged'],
      [{ into, reason: '' }, 'Give a reason'],
      [{ into, reason: 'Kept reason', role: 'x' }, 'Kept reason'],
    ] as const) {
      const answer = await staff.post(mergePath(FROM), typed)
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(words)
    }
    await untouched(world, into)
  })

  test('into one that was merged, and one that is gone', async () => {
    const { world, into, staff, merge } = await given()
    const third = await organizationCalled(world, 'Meridian')
    await merge()
    const answer = await staff.post(mergePath(third), { into: FROM, reason: 'x' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('was merged: choose another')
    expect((await merge()).status).toBe(404)
    expect(await organizationOf(world, third)).toBeDefined()
    expect(await organizationOf(world, into)).toBeDefined()
  })

  test('for everybody but moderators there is no such page', async () => {
    const { world, into } = await given()
    const ada = await signIn(world, 'ada@example.test', { organizations: { [FROM]: 'owner', [into]: 'owner' } })
    expect((await ada.get(mergePath(FROM))).status).toBe(404)
    expect((await ada.post(mergePath(FROM), { into, reason: 'x' })).status).toBe(404)
    expect((await world.post(mergePath(FROM), { into, reason: 'x' })).status).toBe(401)
    await untouched(world, into)
  })

  test('a suspended one is not merged away', async () => {
    const { world, into, merge } = await given()
    await world.db.insert(suspensions).values({ subjectId: FROM, reason: 'x', suspendedBy: 'x', suspendedAt: 0 })
    expect((await merge()).status).toBe(409)
    await untouched(world, into)
  })

  test('both ways at once: one happens, whole', async () => {
    const { world, into, merge } = await given()
    const answers = await Promise.all([merge(), merge(into, FROM), merge(), merge(into, FROM)])
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    const [row] = await world.db.select().from(merges)
    const left = await world.db.select().from(organizations)
    expect(left.map(({ id }) => id)).toEqual([row?.intoId])
    expect(await world.db.select().from(opportunities)).toMatchObject([{ organizationId: row?.intoId }])
  })
})

test('a moderator finds the other by search and sees both side by side', async () => {
  const { into, staff } = await given()
  const searched = await (await staff.get(`${mergePath(FROM)}?q=northl`)).text()
  expect(searched).toContain(`href="/organizations/${FROM}/merge?into=${into}"`)
  expect(searched).not.toContain(`into=${FROM}`)
  const compared = await (await staff.get(`${mergePath(FROM)}?into=${into}`)).text()
  for (const words of ['Northlight Institute', '>northlight.test<', 'This cannot be undone', 'The other way round'])
    expect(compared).toContain(words)
  expect((await staff.get(`${mergePath(FROM)}?into=org_none&q=%22%27`)).status).toBe(200)
})

test('a source that described the two does not rename what they have become', async () => {
  const { world, into, merge } = await given()
  const row = (externalId: string, subjectId: string) => ({
    source: 'csv',
    externalId,
    subjectId,
    contentHash: 'x',
    seenAt: 0,
  })
  await world.db.insert(imported).values([row('1', FROM), row('2', into)])
  expect(await findShared(world.db, 'csv', [FROM, into])).toEqual(new Set())
  await merge()
  expect(await findShared(world.db, 'csv', [into])).toEqual(new Set([into]))
})

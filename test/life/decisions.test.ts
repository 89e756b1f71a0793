import { expect, test } from 'vitest'
import { HOUR } from '../../src/calendar.ts'
import type { Ctx } from '../../src/context.ts'
import { decideRevision, undoDecision } from '../../src/opportunities/deciding.ts'
import { OpportunityInput } from '../../src/opportunities/schema.ts'
import { submitOpportunity } from '../../src/opportunities/submitting.ts'
import { tick } from '../support/given.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { newMails, noticesOf } from './given.ts'

const person = (id: string, role: 'person' | 'moderator'): Ctx['actor'] => ({
  ...{ type: 'person', id, name: '', role, example: true, emailKey: '', hasPasskey: false },
  ...{ session: { id: 'ses_x', passkeyAt: null }, organizations: {}, groups: {} },
})

async function submitted(world: World, title = 'Policy <b>analyst</b>') {
  const author = await signIn(world, 'author@example.test')
  const organizationId = await organizationCalled(world, 'Northlight')
  const ctx = world.ctx({ actor: person(author.id, 'person') })
  const opportunityId = ctx.newId('opp')
  const input = OpportunityInput.parse({ kind: 'role', title, bodyHtml: '<p>Text</p>' })
  const { revisionId } = await submitOpportunity(ctx, { opportunityId, organizationId, input, typed: { title } })
  const moderator = world.ctx({ actor: person('per_moderator', 'moderator') })
  return { author, opportunityId, revisionId, moderator }
}

test.each([
  ['approved', '', 'On the board: Policy'],
  ['changes_asked', 'Say how the project\nwas validated <i>please</i>', 'Please change: Policy'],
  ['rejected', 'This is an advertisement', 'Not taken: Policy'],
] as const)('the author is mailed once when it is %s, with the moderator’s words', async (verdict, reason, subject) => {
  const world = await createWorld()
  const { revisionId, opportunityId, moderator } = await submitted(world)
  await decideRevision(moderator, revisionId, { verdict, reason })
  for (let i = 0; i < 3; i++) await tick(world, world.now + HOUR)
  const mails = newMails(world)
  expect(mails).toHaveLength(1)
  expect(mails[0]).toMatchObject({ to: 'author@example.test', headers: {} })
  expect(mails[0]?.subject).toContain(subject)
  expect(mails[0]?.html).not.toMatch(/<b>analyst|<i>please/)
  if (reason) expect(mails[0]?.text).toContain(`> ${reason.split('\n')[0]}`)
  expect(mails[0]?.text).toContain(
    verdict === 'approved' ? `/opportunities/${opportunityId}-policy` : `${opportunityId}/edit`,
  )
})

test('a decision that was taken back before the mail is not mailed; the next one is, also after a first mail', async () => {
  const world = await createWorld()
  const { revisionId, moderator } = await submitted(world, 'Analyst')
  await decideRevision(moderator, revisionId, { verdict: 'rejected', reason: 'No' })
  await undoDecision({ ...moderator, now: world.now }, revisionId)
  await tick(world, world.now + HOUR)
  expect(newMails(world)).toEqual([])
  await decideRevision({ ...moderator, now: world.now }, revisionId, { verdict: 'rejected', reason: 'No' })
  await tick(world, world.now + HOUR)
  expect(newMails(world).map(({ subject }) => subject)).toEqual(['Not taken: Analyst'])
  await undoDecision({ ...moderator, now: world.now }, revisionId)
  await decideRevision({ ...moderator, now: world.now }, revisionId, { verdict: 'approved', reason: '' })
  await tick(world, world.now + HOUR)
  expect(newMails(world).map(({ subject }) => subject)).toEqual(['On the board: Analyst'])
  expect(await noticesOf(world)).toHaveLength(1)
})

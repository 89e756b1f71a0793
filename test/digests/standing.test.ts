import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { suspensions } from '../../src/auth/table.ts'
import { subscriptions } from '../../src/digests/table.ts'
import { groupMembers, groups } from '../../src/groups/table.ts'
import { emailKeyOf } from '../../src/mail/allowance.ts'
import { recordBounce } from '../../src/mail/suppressing.ts'
import { people } from '../../src/people/table.ts'
import { subscribed } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'

const ADA = 'ada@example.test'
const MAIL = '/me/subscriptions'

/** Somebody in the group Lantern who has what is new there mailed, and the page that manages it. */
async function inLantern() {
  const world = await createWorld()
  const ada = await signIn(world, ADA)
  await world.db.insert(groups).values({ id: 'grp_1', name: 'Lantern', nameKey: 'lantern', createdAt: 0 })
  await world.db.insert(groupMembers).values({ groupId: 'grp_1', personId: ada.id, role: 'member', addedAt: 0 })
  await ada.post(MAIL, { kind: 'group', subject: 'grp_1' })
  const own = await (await ada.get(MAIL)).text()
  const path = /href="(\/subscriptions\/[^"?]+)"/.exec(own)?.[1] ?? expect.fail('no subscription')
  return { world, ada, path, page: async () => (await world.get(path)).text() }
}

describe('a subscription that brings nothing any more says why, and offers no preview:', () => {
  test('its reader has left', async () => {
    const { world, path, page } = await inLantern()
    expect(await page()).toContain('Preview the next mail')
    expect((await world.get(`${path}/preview`)).status).toBe(200)
    await world.db.delete(groupMembers)
    const html = await page()
    expect(html).toContain('Stopped: you are no longer in Lantern.')
    for (const words of ['You get', 'Preview the next mail', 'Comes every', 'See your group'])
      expect(html).not.toContain(words)
    expect((await world.get(`${path}/preview`)).status).toBe(404)
  })

  test.each(['grp_1', ADA])('%s is suspended', async (who) => {
    const { world, ada, page } = await inLantern()
    const subjectId = who === ADA ? ada.id : who
    await world.db.insert(suspensions).values({ subjectId, reason: '', suspendedBy: 'test', suspendedAt: 0 })
    const html = await page()
    expect(html).toContain(`Stopped for now: ${who === ADA ? 'the account it is for' : 'Lantern'} is suspended.`)
    expect(html).not.toContain('Preview the next mail')
  })

  test('its account has another address now', async () => {
    const { world, ada, page } = await inLantern()
    await world.db.update(people).set({ emailKey: 'another' }).where(eq(people.id, ada.id))
    expect(await page()).toContain('Stopped: the account it was for has gone, or has another address now.')
  })
})

describe('an address that gets no mail is told so, and since when', () => {
  test.each([
    ['permanent', 'No mail goes to this address since 2 Mar 2026: it sent our mail back.'],
    ['complaint', 'No mail of this kind goes to this address since 2 Mar 2026: our mail was reported as unwanted'],
  ] as const)('after a %s', async (kind, words) => {
    const world = await createWorld()
    const manage = await subscribed(world, ADA)
    await recordBounce(world.ctx(), { emailKey: await emailKeyOf(world.ctx(), ADA), kind })
    for (const path of [manage, `${manage}/preview`]) {
      const html = await (await world.get(path)).text()
      expect(html).toContain(words)
      expect(html).not.toContain('Comes every')
      expect(html).not.toContain(ADA)
    }
  })

  test('also while it pauses; another address is told nothing', async () => {
    const world = await createWorld()
    const manage = await subscribed(world, ADA)
    const other = await subscribed(world, 'other@example.test')
    await world.db.update(subscriptions).set({ pausedUntil: world.now * 2 })
    await recordBounce(world.ctx(), { emailKey: await emailKeyOf(world.ctx(), ADA), kind: 'permanent' })
    expect(await (await world.get(manage)).text()).toContain('it sent our mail back')
    expect(await (await world.get(other)).text()).toContain('Paused until')
  })
})

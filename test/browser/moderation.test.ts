import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { DAY, HOUR, isoInstant } from '../../src/calendar.ts'
import { openD1 } from '../../src/db/client.ts'
import { digestRuns, digests, subscriptions } from '../../src/digests/table.ts'
import { newId } from '../../src/ids.ts'
import { OpportunityInput } from '../../src/opportunities/schema.ts'
import { decisions, opportunities, revisions } from '../../src/opportunities/table.ts'
import { organizations } from '../../src/organizations/table.ts'
import { paths } from '../../src/paths.ts'
import { people } from '../../src/people/table.ts'
import { postForm, publishOn } from '../bundle/given.ts'
import { expectAccessible, look, newPage } from '../support/browser.ts'
import { expectGood, openService } from '../support/page-checks.ts'
import { signInOn } from '../support/sign-in-on.ts'

const { browser, server } = await openService()
let page: Page

const db = () => openD1(server.db)
const body =
  '<p>You weigh claims about what models can do against what is known, and write down what follows.</p><p>See <a href="http://elsewhere.test/">how</a>.</p>'

/** What somebody submitted, as it stands in the database of a running service. */
async function waiting(title: string, fields: Partial<OpportunityInput> = {}, { opportunityId = '', days = 0 } = {}) {
  const submittedAt = Date.now() - days * DAY
  const id = newId('rev', submittedAt)
  const content = OpportunityInput.parse({ kind: 'fellowship', title, bodyHtml: body, ...fields })
  const given = { id, organizationId: 'org_northlight', authorId: 'per_author', content, typed: {}, submittedAt }
  await db()
    .insert(revisions)
    .values({ ...given, opportunityId: opportunityId || newId('opp', submittedAt) })
  return id
}

const staffOn = async (javaScriptEnabled: boolean, email: string) => {
  const opened = await newPage(browser, { baseURL: server.url, javaScriptEnabled })
  await signInOn(server, opened, email, paths.me())
  await opened.waitForURL('**/me')
  await db().update(people).set({ role: 'moderator', example: true }).where(eq(people.email, email))
  return opened
}

beforeAll(async () => {
  await publishOn(server, 'Evaluation fellowship', { applyUrl: 'https://northlight.test/apply', bodyHtml: body })
  await db().update(organizations).set({ website: 'https://northlight.test' })
  page = await staffOn(true, 'mod@onward.test')
})

test('ten are cleared from the keyboard, and the last decision is undone', async () => {
  for (let i = 0; i < 10; i++) await waiting(`Opportunity number ${i}`, {}, { days: 10 - i })
  await page.goto('/moderation')
  await page.getByRole('heading', { name: '10 waiting, oldest 10 days, 10 over a day' }).waitFor()
  await page.locator('#keys-help:visible').waitFor()
  for (const key of ['j', 'j', 'k', 'Enter']) await page.keyboard.press(key)
  for (let i = 0; i < 8; i++) {
    await page.getByRole('heading', { level: 1, name: `Opportunity number ${i}` }).waitFor()
    await page.locator('#keys-help:visible').waitFor()
    await page.keyboard.press('a')
  }
  await page.getByRole('heading', { level: 1, name: 'Opportunity number 8' }).waitFor()
  await page.locator('#keys-help:visible').waitFor()
  await page.keyboard.press('c')
  await page.keyboard.type('Say ahead what one does')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Opportunity number 9' }).waitFor()
  await page.locator('#keys-help:visible').waitFor()
  await page.keyboard.press('r')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.type('Not about')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Nothing waiting' }).waitFor()
  const rows = await db().select().from(decisions)
  expect(rows.map(({ verdict }) => verdict)).toEqual([...Array(8).fill('approved'), 'changes_asked', 'rejected'])
  expect(rows[8]?.reason).toBe('Say ahead what one does')
  expect(rows[9]?.reason).toContain('This board shows opportunities in AI safety')

  await page.locator('#keys-help:visible').waitFor()
  await page.keyboard.press('u')
  await page.getByText('Taken back').waitFor()
  expect(await db().select().from(decisions)).toHaveLength(9)
  await page.keyboard.press('?')
  await page.getByRole('checkbox', { name: 'Use these keys' }).uncheck()
  await page.getByRole('button', { name: 'Close' }).click()
  await page.keyboard.press('a')
  expect(await db().select().from(decisions)).toHaveLength(9)
  await page.keyboard.press('?')
  expect(await page.locator('#moderation-keys[open]').count()).toBe(0)
  await page.evaluate(() => localStorage.clear())
})

test('without JavaScript: the queue, a decision by template, undo, a retraction', async () => {
  const plain = await staffOn(false, 'plain@onward.test')
  await waiting('Quiet one', {}, { days: 1 })
  await plain.goto('/moderation')
  await plain.getByRole('link', { name: 'Quiet one' }).click()
  await plain.locator('summary', { hasText: 'Ask for changes' }).click()
  await plain.getByLabel('Words').first().selectOption({ label: 'Hours and pay' })
  await plain.getByRole('button', { name: 'Ask for changes' }).click()
  await plain.getByRole('button', { name: 'Undo' }).click()
  await plain.getByRole('heading', { level: 1, name: 'Quiet one' }).waitFor()
  await plain.locator('summary', { hasText: 'Reject' }).click()
  await plain.getByRole('button', { name: 'Reject' }).click()
  expect(await plain.getByText('Say why').count()).toBeGreaterThan(0)
  await plain.getByRole('button', { name: 'Approve' }).click()
  await plain.getByText('Approved:').waitFor()
  await plain.close()
})

test('a hazardous one is retracted: its page answers 410 with the category only', async () => {
  const id = await publishOn(server, 'Dangerous thing', { bodyHtml: '<p>Grow it so.</p>', workGroups: ['technical'] })
  await page.goto('/moderation')
  await page.getByLabel('Look up').fill(`${server.url}/opportunities/${id}-dangerous-thing`)
  await page.getByRole('button', { name: 'Look up' }).click()
  await page.getByLabel('Why, as the public reads it').selectOption('hazardous')
  await page.getByLabel('For other moderators').fill('An expert looked at it')
  await expectGood(page, 'opportunity')
  await page.getByRole('button', { name: 'Retract' }).click()
  await page.getByRole('heading', { name: 'Erase its words?' }).waitFor()
  await expectAccessible(page)
  await look(page, 'erase')
  await page.getByRole('button', { name: 'Retract and erase' }).click()
  await page.getByText('Retracted: the public no longer reads it.').waitFor()
  const answer = await page.request.get(`/opportunities/${id}`)
  const html = await answer.text()
  expect([answer.status(), /Dangerous|Grow it/.test(html), html.includes('role · technical')]).toEqual([
    410,
    false,
    true,
  ])
})

const pages = new Map<string, string>()

test('pages to look at', async () => {
  const [known] = await db().select().from(opportunities).where(eq(opportunities.title, 'Evaluation fellowship'))
  const opportunityId = known?.id ?? ''
  await postForm(server, `/opportunities/${opportunityId}/reports`, { reason: 'broken_link' })
  const edited = {
    applyUrl: 'https://evil-forms.test/apply',
    bodyHtml: body.replace('weigh claims', 'compare statements').replace('elsewhere', 'somewhere'),
    workplace: 'remote' as const,
  }
  const edit = await waiting('Evaluation fellowship in Berlin', edited, { opportunityId })
  const long = 'Donaudampfschifffahrtsgesellschaftskapitänsfellowship '.repeat(3)
  const twin = await waiting(long, { applyUrl: 'https://northlight.test/apply' }, { days: 3 })
  const [author] = await db().select().from(people).where(eq(people.email, 'plain@onward.test'))
  await db()
    .update(revisions)
    .set({ authorId: author?.id ?? '' })
  await db().update(people).set({ role: 'person' }).where(eq(people.email, 'plain@onward.test'))
  await server.scheduled(Date.now())
  pages.set('queue', '/moderation')
  pages.set('queue-lookup', '/moderation/lookup?q=nothing')
  pages.set('edit', `/moderation/${edit}`)
  pages.set('twin', `/moderation/${twin}`)
  pages.set('reports', '/moderation/reports')
  pages.set('person', `/moderation/people/${author?.id}`)
  pages.set('admin', '/admin')
  pages.set('audit', '/admin/audit')
  pages.set('export', '/admin/audit.csv')
})

test.each(['queue', 'queue-lookup', 'edit', 'twin', 'reports', 'person', 'admin', 'audit', 'export'])(
  'the page %s is valid, accessible and fits',
  async (name) => {
    await page.goto(pages.get(name) ?? '')
    await expectGood(page, name)
  },
)

test('a rejection without words says what is missing, and the chain is checked by a press', async () => {
  await page.goto(pages.get('edit') ?? '')
  await page.locator('summary', { hasText: 'Reject' }).click()
  await page.getByRole('button', { name: 'Reject' }).click()
  await page.locator('[aria-invalid]').waitFor()
  await expectAccessible(page)
  await look(page, 'refused')
  await page.goto('/admin/audit')
  await page.getByRole('button', { name: 'Check the chain' }).click()
  await page.getByText(/Chain of \d+ events checked, whole\./).waitFor()
  await expectAccessible(page)
  await look(page, 'audit-checked')
})

test('operators of mail see its state and settle what is uncertain, and both pages are good', async () => {
  const now = Date.now()
  const run = isoInstant(now - HOUR)
  await db()
    .insert(digestRuns)
    .values({ kind: 'search', period: run, startedAt: now - HOUR, candidates: 4, pausedAt: now, pausedFor: 'refused' })
  const reader = { query: '', cadence: 'weekly', weekday: 1, hour: 8, zone: 'UTC', createdAt: 0, updatedAt: 0 } as const
  const endings = {
    a: ['failed', 'refused: 550 no such user'],
    b: ['uncertain', 'connection lost after DATA'],
  } as const
  for (const [name, [state, reason]] of Object.entries(endings)) {
    const id = `sub_${name}`
    const email = `${name}@onward.test`
    await db()
      .insert(subscriptions)
      .values({ ...reader, id, email, emailKey: name, confirmedAt: 1, nextDueAt: now })
    const times = { createdAt: now - HOUR, firstTryAt: now - HOUR, finishedAt: now - HOUR, tries: 1 }
    await db()
      .insert(digests)
      .values({ subscriptionId: id, period: 'week 2026-11-16', run, state, reason, callId: `${run}/${id}`, ...times })
  }
  await db().update(people).set({ role: 'admin' }).where(eq(people.email, 'mod@onward.test'))
  await page.goto('/admin')
  await page.getByRole('link', { name: 'Mail', exact: true }).click()
  await page.getByText('does not add up', { exact: true }).waitFor()
  expect(await page.content()).not.toMatch(/@onward/)
  await expectGood(page, 'mail')
  await page.getByLabel('How you know').fill('Not in its log')
  await page.getByRole('button', { name: 'It did not arrive' }).click()
  await page.getByText('Noted: it did not arrive').waitFor()
  await page.getByRole('button', { name: 'Send again: sub_b' }).waitFor()
  await page.getByRole('link', { name: 'What would be sent' }).click()
  await page.getByText('searches, weekly').waitFor()
  await expectGood(page, 'mail-forecast')
})

import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openD1 } from '../../src/db/client.ts'
import { opportunities } from '../../src/opportunities/table.ts'
import { paths } from '../../src/paths.ts'
import { people } from '../../src/people/table.ts'
import { newPage } from '../support/browser.ts'
import { openService } from '../support/page-checks.ts'
import { mailedTo, signInOn } from '../support/sign-in-on.ts'

const POSTER = 'newcomer@riverside.test'
const MODERATOR = 'moderator@onward.test'
const TITLE = 'Newsletter editor'
const RENAMED = 'Newsletter editor, evenings'
const FIVE_MINUTES = 5 * 60_000

const { browser, server } = await openService()

const db = () => openD1(server.db)

async function fillIn(page: Page): Promise<void> {
  await page.getByLabel('role', { exact: false }).first().check()
  await page.getByLabel('Title').fill(TITLE)
  await page.getByLabel('Description').fill('Choose **five** links a month and say why.')
  await page.getByLabel('How much time').fill('3 hours a month')
  await page.getByLabel('Link to apply').fill('https://riverside.test/apply')
  await page.getByLabel('Your e-mail address').fill(POSTER)
  await page.getByLabel('Name of the organization').fill('Riverside Reading Room')
  await page.getByLabel('Its website').fill('https://riverside.test')
}

const shownOnBoard = async (page: Page, title: string) => {
  await page.goto(`/?q=${encodeURIComponent('newsletter')}`)
  return page.getByRole('link', { name: title, exact: true }).count()
}

/** The one who decides, as an example account: the mailed link is enough. */
async function moderatorOn(): Promise<Page> {
  const page = await newPage(browser, { baseURL: server.url })
  await signInOn(server, page, MODERATOR, paths.me())
  await page.waitForURL('**/me')
  await db().update(people).set({ role: 'moderator', example: true }).where(eq(people.email, MODERATOR))
  return page
}

async function approveFirst(moderator: Page): Promise<void> {
  await moderator.goto('/moderation')
  await moderator
    .getByRole('link', { name: /Newsletter editor/ })
    .first()
    .click()
  await moderator.getByRole('button', { name: /^Approve/ }).click()
  await moderator.getByText('Approved').first().waitFor()
}

test('posted without an account it goes live after approval; an edit waits while the old words stay', async () => {
  const began = Date.now()
  const page = await newPage(browser, { baseURL: server.url })
  await page.goto('/opportunities/new')
  await fillIn(page)
  // The form tells people from programs by the time they take.
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
  await page.goto(await mailedTo(server, POSTER, 'opportunities/confirmation/'))
  await page.getByRole('button', { name: 'Confirm and submit' }).click()
  await page.getByRole('heading', { name: 'It waits for a moderator' }).waitFor()
  expect(Date.now() - began).toBeLessThan(FIVE_MINUTES)
  expect(await shownOnBoard(page, TITLE)).toBe(0)

  const moderator = await moderatorOn()
  await approveFirst(moderator)
  expect(await shownOnBoard(moderator, TITLE)).toBe(1)
  const [row] = await db().select().from(opportunities)
  expect(row).toMatchObject({ title: TITLE, applyUrl: 'https://riverside.test/apply' })
  const id = row?.id ?? ''

  await signInOn(server, page, POSTER, `/opportunities/${id}/edit`)
  await page.waitForURL('**/edit')
  await page.getByLabel('Title').fill(RENAMED)
  await page.getByLabel('How much time').fill('5 hours a month')
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.waitForURL('**/posted')
  const reader = await newPage(browser, { baseURL: server.url, javaScriptEnabled: false })
  await reader.goto(paths.opportunity(id, ''))
  expect(await reader.getByRole('heading', { level: 1 }).textContent()).toBe(TITLE)
  expect(await reader.getByText('5 h a month').count()).toBeGreaterThan(0)

  await approveFirst(moderator)
  expect([await shownOnBoard(moderator, TITLE), await shownOnBoard(moderator, RENAMED)]).toEqual([0, 1])
})

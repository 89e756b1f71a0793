import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { openD1 } from '../../src/db/client.ts'
import { drafts, revisions } from '../../src/opportunities/table.ts'
import { paths } from '../../src/paths.ts'
import { until } from '../bundle/given.ts'
import { expectValidHtml, look, newPage } from '../support/browser.ts'
import { expectGoodViews, expectPlainHtml, openService, views } from '../support/page-checks.ts'
import { mailedTo, signInOn } from '../support/sign-in-on.ts'

const { browser, server } = await openService()

/** Everything that is asked of a page, light and dark, at this width. */
async function examine(page: Page, name: string): Promise<void> {
  await expectValidHtml(await page.content())
  const width = page.viewportSize()?.width
  await expectGoodViews(
    page,
    `posting-${name}`,
    views.filter(([of]) => of === width),
  )
}

async function fillIn(page: Page, title: string): Promise<void> {
  await page.getByLabel('role', { exact: false }).first().check()
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Description').fill('Lead **one** discussion a week.\n\n- Prepare\n- Ask')
  await page.getByLabel('How much time').fill('June to August full-time')
  await page.getByLabel('Places').fill('Lyon, France')
  await page.getByLabel('Must have 1').fill('Facilitation')
  await page.getByLabel('Link to apply').fill('https://northlight.test/apply')
}

async function signedIn(address: string, options: Parameters<typeof newPage>[1] = {}): Promise<Page> {
  const page = await newPage(browser, { baseURL: server.url, ...options })
  await signInOn(server, page, address, paths.me())
  await page.waitForURL(/\/me/)
  return page
}

test.each([
  [true, 1280],
  [false, 360],
])(
  'a newcomer posts without an account until it waits for a moderator (scripts: %s)',
  async (javaScriptEnabled, width) => {
    const page = await newPage(browser, { baseURL: server.url, javaScriptEnabled, width })
    const address = `poster${width}@northlight.test`
    await page.goto('/')
    await page.getByRole('link', { name: 'Post', exact: true }).click()
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByRole('heading', { name: /things to change/ }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('summary')
    await look(page, `errors-${width}`)
    if (javaScriptEnabled) await examine(page, 'errors')
    await fillIn(page, `Course facilitator ${width}`)
    await page.getByLabel('Your e-mail address').fill(address)
    await page.getByLabel('Name of the organization').fill(`Northlight Institute ${width}`)
    await page.getByLabel('Its website').fill('https://northlight.test')
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByText('This is how readers will see it').waitFor()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(`Course facilitator ${width}`)
    expect(await page.getByText('40 h a week · Jun–Aug').count()).toBeGreaterThan(0)
    await look(page, `preview-${width}`)
    if (javaScriptEnabled) await examine(page, 'preview')
    await page.getByRole('button', { name: 'Go on editing' }).click()
    expect(await page.getByLabel('Title').inputValue()).toBe(`Course facilitator ${width}`)
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
    await page.goto(await mailedTo(server, address, 'opportunities/confirmation/'))
    await look(page, `confirm-${width}`)
    await page.getByRole('button', { name: 'Confirm and submit' }).click()
    await page.getByRole('heading', { name: 'It waits for a moderator' }).waitFor()
    await look(page, `confirmed-${width}`)
    const all = await openD1(server.db).select().from(revisions)
    expect(all.filter(({ content }) => content?.title === `Course facilitator ${width}`)).toHaveLength(1)
    await page.close()
  },
)

describe.each([360, 1280])('at %d px, light and dark', (width) => {
  test('form, preview, drafts and what follows are accessible and fit', async () => {
    const page = await signedIn(`looks-${width}@lantern.test`, { width })
    await page.goto('/opportunities/new')
    await examine(page, 'new')
    await fillIn(page, 'Course facilitator')
    await page.getByText('full-time').first().waitFor()
    await page.getByLabel('Name of the organization').fill(`Lantern ${width}`)
    await page.locator('[data-saved]', { hasText: 'Saved' }).waitFor()
    await examine(page, 'filled')
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByText('This is how readers will see it').waitFor()
    await examine(page, 'preview')
    expect(await page.getByText('Facilitation').count()).toBe(1)
    await page.goto('/opportunities/drafts')
    await examine(page, 'drafts')
    await page.getByRole('link', { name: 'Course facilitator' }).click()
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByRole('heading', { name: 'It waits for a moderator' }).waitFor()
    await examine(page, 'posted')
    await page.close()
  })
})

test('while one types the draft is kept and the time is shown; what a kind does not ask for is out of the way', async () => {
  const page = await signedIn('typing@lantern.test')
  await page.goto('/opportunities/new')
  expect(await page.getByLabel('Time zone of the deadline').inputValue()).not.toBe('')
  await page.getByLabel('How much time').fill('one day a week')
  await page.locator('#time-said', { hasText: 'fractional' }).waitFor()
  expect(await page.locator('#time-said').textContent()).toContain('0.2 FTE while active · 0.2 over a year')
  await page.locator('[data-saved]', { hasText: /Saved \d/ }).waitFor()
  await page.getByLabel('Title').fill('Second')
  const saved = await until(async () => {
    const rows = await openD1(server.db).select().from(drafts)
    return rows.find(({ typed }) => typed.title === 'Second')
  })
  expect(saved.version).toBeGreaterThan(1)
  expect(await page.getByLabel('Seats').isVisible()).toBe(false)
  await page.getByLabel('training', { exact: false }).first().check()
  expect(await page.getByLabel('Seats').isVisible()).toBe(true)
  await page.getByLabel('Seats').fill('12')
  await page.getByLabel('internship', { exact: false }).first().check()
  expect(await page.getByLabel('Seats').isVisible()).toBe(true)
  const lines = page.locator('input[name=must]')
  const before = await lines.count()
  await lines.last().fill('Writing')
  expect(await lines.count()).toBe(before + 1)
  await page.close()
})

test('a visitor finds again what was typed in this tab', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  await page.goto('/opportunities/new')
  await page.getByLabel('Title').fill('Half written')
  await page.locator('[data-saved]', { hasText: 'Kept' }).waitFor()
  await page.goto('/')
  await page.goto('/opportunities/new')
  expect(await page.getByLabel('Title').inputValue()).toBe('Half written')
  await page.close()
})

test('what a visitor typed before the script came is kept as well', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  let come = () => {}
  const typed = new Promise<void>((resolve) => {
    come = resolve
  })
  await page.route(/\/static\/posting-/, async (route) => {
    await typed
    await route.continue()
  })
  await page.goto('/opportunities/new')
  await page.getByLabel('Title').fill('Typed early')
  come()
  await page.locator('[data-saved]', { hasText: 'Kept' }).waitFor()
  await page.close()
})

test('two editors in two browsers: the second decides', async () => {
  const address = 'two@lantern.test'
  const first = await signedIn(address)
  await first.goto('/opportunities/new')
  await first.getByLabel('Title').fill('Shared')
  await first.getByRole('button', { name: 'Save draft' }).click()
  await first.waitForURL(/\/edit/)
  const second = await signedIn(address, { javaScriptEnabled: false })
  await second.goto(first.url())
  await first.getByLabel('Title').fill('Mine')
  await first.getByRole('button', { name: 'Save draft' }).click()
  await first.getByText('Saved as a draft').waitFor()
  await second.getByLabel('Title').fill('Yours')
  await second.getByRole('button', { name: 'Save draft' }).click()
  await second.getByRole('heading', { name: 'Somebody else has changed it meanwhile' }).waitFor()
  await look(second, 'posting-differences')
  await expectValidHtml(await second.content())
  expect(await second.getByRole('row', { name: 'Title Yours Mine' }).count()).toBe(1)
  await second.getByRole('button', { name: 'Save draft' }).click()
  expect(await second.getByLabel('Title').inputValue()).toBe('Yours')
  await first.close()
  await second.close()
})

test('the form is valid HTML without inline script or style', async () => {
  for (const path of ['/opportunities/new', '/opportunities/new?organization=x']) {
    const html = await (await fetch(server.url + path)).text()
    await expectPlainHtml(html)
  }
})

import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openD1 } from '../../src/db/client.ts'
import { paths } from '../../src/paths.ts'
import { programs } from '../../src/programs/table.ts'
import { newPage } from '../support/browser.ts'
import { expectGoodView, expectPlainHtml, openService, watchFaults } from '../support/page-checks.ts'
import { signInOn } from '../support/sign-in-on.ts'

const { browser, server } = await openService()

const programNamed = async (name: string) =>
  (await openD1(server.db).select().from(programs).where(eq(programs.name, name))).at(-1)

/** Valid, accessible and no wider than this; the styles are those of pages that are looked at in every view. */
async function expectSound(page: Page, name: string, width: number): Promise<void> {
  await expectPlainHtml(await page.evaluate(async () => (await fetch(location.href)).text()))
  await page.setViewportSize({ width, height: 800 })
  await expectGoodView(page, `${name}-${width}`)
}

/** From the account page to a published program with a cohort. */
async function foundAndPublish(page: Page, group: string, program: string): Promise<void> {
  await page.getByRole('link', { name: 'Found a group' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(group)
  await page.getByRole('button', { name: 'Found it' }).click()
  await page.getByText('The group is here').waitFor()
  await page.getByRole('link', { name: 'Add a program' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(program)
  await page.getByLabel('What it is').fill('Ten days of **alignment**.')
  await page.getByLabel('Country').fill('France')
  await page.getByLabel('Languages').fill('French, English')
  await page.getByLabel('Students', { exact: true }).check()
  await page.getByRole('button', { name: 'Add it' }).click()
  await page.getByRole('link', { name: 'Add a cohort' }).click()
  await page.getByLabel('Starts on').fill('2027-04-10')
  await page.getByLabel('Ends on').fill('2027-04-01')
  await page.getByRole('button', { name: 'Add it' }).click()
  await page.getByText('Nothing was saved yet').waitFor()
  expect(await page.getByLabel('Ends on').getAttribute('aria-describedby')).toContain('endsOn-error')
  expect(await page.getByLabel('Starts on').inputValue()).toBe('2027-04-10')
  await page.getByLabel('Ends on').fill('2027-04-20')
  await page.getByRole('button', { name: 'Add it' }).click()
  await page.getByText('The cohort is saved').waitFor()
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByText('Published: it is in the directory now').waitFor()
}

test('a group is founded, a program with a cohort published and copied; each page is sound', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  const faults = watchFaults(page, server.url)
  await signInOn(server, page, 'builder@example.test', paths.me())
  const name = 'A winter bootcamp with a name of some length, for students and Donaudampfschifffahrtsgesellschaften'
  await foundAndPublish(page, 'Lantern and the other long words of its name', name)
  await expectSound(page, 'group-program', 1280)
  const program = await programNamed(name)
  const { groupId = '', id = '' } = program ?? {}
  for (const [shown, path] of [
    ['group-settings', paths.groupSettings(groupId)],
    ['programs', paths.programs('country=FR')],
    ['program', paths.program(id, name)],
  ] as const) {
    await page.goto(path)
    await expectSound(page, shown, 360)
  }
  await page.goto(paths.groupProgram(groupId, id))
  await page.getByLabel('For which country').fill('Kenya')
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByText('This is the copy').waitFor()
  expect(await programNamed(name)).toMatchObject({ country: 'KE', copiedFrom: id, publishedAt: null })
  expect(faults.filter((fault) => !fault.includes('422'))).toEqual([])
  await page.close()
})

test('without JavaScript the same, found in the directory by its filters', async () => {
  const page = await newPage(browser, { baseURL: server.url, javaScriptEnabled: false, width: 360 })
  await signInOn(server, page, 'plain@example.test', paths.me())
  await foundAndPublish(page, 'Beacon', 'Plain course')
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Programs' }).click()
  await page.getByText('Filters', { exact: true }).click()
  await page.getByRole('checkbox', { name: /^France/ }).check()
  await page.getByRole('button', { name: 'Show results' }).click()
  await page.getByRole('searchbox', { name: 'Search programs' }).fill('beacon')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('link', { name: 'Plain course' }).click()
  expect(await page.getByRole('heading', { level: 1, name: 'Plain course' }).count()).toBe(1)
  expect(await page.getByText('10 Apr 2027 to 20 Apr 2027').count()).toBe(1)
  await expectPlainHtml(await (await fetch(page.url())).text())
  await page.close()
})

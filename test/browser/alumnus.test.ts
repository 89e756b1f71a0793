import { eq } from 'drizzle-orm'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addDays, dayIn } from '../../src/calendar.ts'
import { openD1 } from '../../src/db/client.ts'
import { groupMembers } from '../../src/groups/table.ts'
import { paths } from '../../src/paths.ts'
import { cohorts } from '../../src/programs/table.ts'
import { publishOn } from '../bundle/given.ts'
import { weekly } from '../matching/given.ts'
import { newPage } from '../support/browser.ts'
import { expectGoodView, expectPlainHtml, openService, watchFaults } from '../support/page-checks.ts'
import { mailedTo, personOn, signInOn } from '../support/sign-in-on.ts'
import { groupWithCohort } from '../surveys/given.ts'

const { browser, server } = await openService()
const db = () => openD1(server.db)
const ADA = 'ada@alumni.test'
const group = paths.group('grp_ours')
const people = paths.groupPeople('grp_ours')
const today = dayIn(Date.now(), 'UTC')

/** A builder on the pages of a group whose one cohort ended a little more than six months ago. */
async function openBuilder(): Promise<Page> {
  await groupWithCohort({ db: db(), now: Date.now() }, 'ours')
  await db()
    .update(cohorts)
    .set({ startsOn: addDays(today, -200), endsOn: addDays(today, -190) })
    .where(eq(cohorts.id, 'coh_ours'))
  const page = await newPage(browser, { baseURL: server.url })
  await signInOn(server, page, 'builder@lantern.test', paths.me())
  await page.getByRole('heading', { name: 'Your account' }).waitFor()
  const personId = await personOn(server, 'builder@lantern.test')
  await db().insert(groupMembers).values({ groupId: 'grp_ours', personId, role: 'owner', addedAt: 0 })
  return page
}

const textOf = async (part: Locator) =>
  (await part.evaluate((element) => element.outerHTML))
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** What the dashboard says now. */
async function dashboard(page: Page) {
  await page.goto(group)
  const figure = (name: string) =>
    textOf(
      page
        .locator('dl.counted > div')
        .filter({ has: page.getByText(name, { exact: true }) })
        .locator('dd'),
    )
  const [landed, verified] = [await figure('landed, of all who took part'), await figure('landings verified')]
  return { landed, verified, main: await textOf(page.locator('main')) }
}

async function importList(page: Page): Promise<void> {
  await page.goto(paths.participantImports('grp_ours'))
  const list = `Full name,Email,Programme,Edition\nAda Example,${ADA},Northern bootcamp,1\n`
  const file = { name: 'alumni.csv', mimeType: 'text/csv', buffer: Buffer.from(list) }
  await page.getByLabel('File', { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: 'Upload' }).click()
  await page.getByLabel('On which ground do you hold this?').selectOption('legitimate_interest')
  await page.getByRole('button', { name: 'See what would happen' }).click()
  await page.getByRole('button', { name: 'Import 1 row' }).click({ timeout: 20_000 })
  await page.getByRole('heading', { name: 'Imported' }).waitFor({ timeout: 20_000 })
}

/** The page at both widths as it stands, and as it was sent. */
async function expectSound(page: Page, name: string): Promise<void> {
  await expectPlainHtml(await page.evaluate(async () => (await fetch(location.href)).text()))
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await expectGoodView(page, `${name}-${width}`)
  }
}

test('one alumnus from the list to the check-in and out again; the dashboard follows each step', async () => {
  const course = await publishOn(server, 'Course facilitator', {
    skills: [{ id: 'facilitation', must: true }],
    commitment: weekly(8),
    workplace: 'remote',
  })
  const builder = await openBuilder()
  const ada = await newPage(browser, { baseURL: server.url })
  const faults = [watchFaults(builder, server.url), watchFaults(ada, server.url)]

  await importList(builder)
  const imported = await dashboard(builder)
  expect(imported).toMatchObject({ landed: '0 of 1 0 %', verified: '0 of 0' })
  expect(imported.main).toContain('1 person on record')
  expect(imported.main).toContain('never heard of the record')

  await builder.goto(`${people}?told=never`)
  await builder.getByRole('link', { name: 'Ada Example' }).click()
  await builder.getByRole('button', { name: 'Tell them about this record' }).click()
  const record = await mailedTo(server, ADA, 'records/')
  await expect.poll(async () => (await dashboard(builder)).main).not.toContain('never heard')

  await signInOn(server, ada, ADA, record)
  await ada.getByRole('button', { name: 'Claim it' }).click()
  await ada.getByText('Claimed: it is tied to your account.').waitFor()
  await ada.goto(paths.personalData())
  for (const name of ['My groups', 'Surveys']) {
    await ada.getByRole('switch', { name }).click()
    await expect.poll(() => ada.getByRole('switch', { name }).getAttribute('aria-checked')).toBe('true')
  }

  await builder.goto(paths.groupBoard('grp_ours'))
  await builder.getByLabel('Choose Ada Example').check()
  await builder.getByLabel('The chosen reached').selectOption('research')
  await builder.getByLabel('How do you know?').fill('Told us')
  await builder.keyboard.press('Enter')
  await builder.getByText('Recorded for 1 person.').waitFor()
  expect((await dashboard(builder)).main).toMatch(/Research 1 100 % 1/)

  await ada.goto('/match?skill=facilitation&hours=10')
  await ada.getByRole('link', { name: 'Keep this as your profile' }).click()
  await ada.getByRole('region', { name: 'Background' }).getByRole('button', { name: /^Save/ }).click()
  await ada.getByText('See what fits you').waitFor()
  await ada.goto(paths.ownMatches())
  await ada.getByRole('link', { name: 'Course facilitator' }).first().waitFor()
  await ada.goto(paths.newApplication(`opportunity=${course}&state=applied`))
  await ada.locator('main form .button.main').click()
  await ada.getByRole('link', { name: 'Course facilitator' }).first().waitFor()
  expect(await dashboard(builder)).toMatchObject({ landed: '0 of 1 0 %' })

  await ada.goto(paths.newApplication(`opportunity=${course}&state=accepted`))
  await ada.getByLabel('First day').fill(addDays(today, -40))
  await ada.getByRole('button', { name: 'I accepted' }).click()
  await ada.getByRole('link', { name: /^Edit or end/ }).waitFor()
  expect(await dashboard(builder)).toMatchObject({ landed: '1 of 1 100 %', verified: '0 of 1' })

  await server.scheduled(Date.now())
  const outcome = await mailedTo(server, ADA, 'outcomes/')
  await ada.goto(outcome)
  expect(await ada.getByLabel('As what').inputValue()).toBe('Course facilitator')
  await expectSound(ada, 'outcome')
  await ada.getByLabel('A full-time position').check()
  await ada.getByLabel('Where', { exact: true }).fill('Southern Lab')
  await ada.getByLabel('From when').fill('')
  await ada.getByRole('button', { name: 'Save my answer' }).click()
  await ada.getByText('Give the first day').first().waitFor()
  expect(await ada.getByLabel('Where', { exact: true }).inputValue()).toBe('Southern Lab')
  await ada.getByLabel('From when').fill(addDays(today, -3))
  await ada.getByRole('button', { name: 'Save my answer' }).click()
  await ada.getByText('Saved. Thank you.').waitFor()
  expect(await dashboard(builder)).toMatchObject({ landed: '1 of 1 100 %', verified: '0 of 2' })
  await builder.goto(paths.groupLandings('grp_ours'))
  await builder.getByRole('row', { name: 'full-time position 1 100 %' }).waitFor()
  await builder.goto(paths.groupCheckIns('grp_ours'))
  await builder.getByText('1 of 1 (100 %)').first().waitFor()
  await expectSound(builder, 'check-ins')

  await ada.goto(paths.personalData())
  await ada.getByRole('switch', { name: 'My groups' }).click()
  await expect.poll(async () => (await dashboard(builder)).verified).toBe('0 of 1')
  await ada.getByRole('switch', { name: 'Surveys' }).click()
  await expect.poll(() => ada.getByRole('switch', { name: 'Surveys' }).getAttribute('aria-checked')).toBe('false')
  const withdrawn = await dashboard(builder)
  expect(withdrawn).toMatchObject({ landed: '0 of 1 0 %', verified: '0 of 0' })
  expect(withdrawn.main).toMatch(/Research 1 100 % 1/)
  await builder.goto(paths.groupLandings('grp_ours'))
  await builder.getByRole('row', { name: 'no answer 1 100 %' }).waitFor()
  expect(faults.flat().filter((fault) => !fault.includes('422'))).toEqual([])
})

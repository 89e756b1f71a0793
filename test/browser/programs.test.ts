import { eq, sql } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { type Db, openD1 } from '../../src/db/client.ts'
import { groupMembers } from '../../src/groups/table.ts'
import { groupLandings } from '../../src/outcomes/table.ts'
import { paths } from '../../src/paths.ts'
import { people } from '../../src/people/table.ts'
import { engagementChanges, programs, stageChanges } from '../../src/programs/table.ts'
import { addGroup, programHeld } from '../impact/given.ts'
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
    ['comparison', paths.programComparison(groupId)],
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

test('the dashboard of a group is sound with figures and without', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  await signInOn(server, page, 'dashboard@example.test', paths.me())
  const db = openD1(server.db)
  await addGroup({ db }, 'grp_dash', 'Lighthouse')
  await db.insert(groupMembers).select(
    db
      .select({
        groupId: sql`'grp_dash'`.as('g'),
        personId: people.id,
        role: sql`'owner'`.as('r'),
        addedAt: sql`0`.as('a'),
      })
      .from(people)
      .where(eq(people.email, 'dashboard@example.test')),
  )
  await page.goto(paths.group('grp_dash'))
  await page.getByText('Begin with').waitFor()
  await expectSound(page, 'dashboard-empty', 360)
  await givenFigures(db)
  await page.reload()
  await page.getByText('Seats on the board').waitFor()
  await expectSound(page, 'dashboard', 1280)
  await expectSound(page, 'dashboard', 360)
  await page.close()
})

/** A cohort of eight that ended last year, of whom three landed and one left. */
async function givenFigures(db: Db): Promise<void> {
  const names = ['ada', 'bo', 'cy', 'di', 'ed', 'fay', 'gus', 'hal']
  await programHeld({ db }, 'prg_dash', { groupId: 'grp_dash', people: names, name: 'A bootcamp of some length' })
  const entry = { source: '', recordedBy: 'x', act: 'act_1', at: 0, happenedOn: '2025-12-01' }
  for (const [i, name] of names.slice(0, 5).entries()) {
    const participantId = `ptc_${name}`
    const stage = i < 3 ? 'exposure' : 'research'
    await db.insert(stageChanges).values({ id: `stg_${i}`, participantId, stage, ...entry })
    await db
      .insert(engagementChanges)
      .values({ id: `eng_${i}`, participantId, engagement: i ? 'engaged' : 'left', ...entry })
    if (i > 2) continue
    await db.insert(groupLandings).values({
      ...{ id: `gln_${i}`, groupId: 'grp_dash', participantId, organizationName: 'Northlight', title: 'Engineer' },
      ...{ startsOn: `2026-0${3 * i + 1}-10`, recordedBy: 'x', version: 1, createdAt: 0, updatedAt: 0 },
    })
  }
}

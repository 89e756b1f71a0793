import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { openD1 } from '../../src/db/client.ts'
import { groupMembers } from '../../src/groups/table.ts'
import { stageChanges } from '../../src/programs/table.ts'
import { groupCalled } from '../programs/participants/given.ts'
import { newPage } from '../support/browser.ts'
import { expectGood, openService } from '../support/page-checks.ts'
import { personOn, signInOn } from '../support/sign-in-on.ts'
import type { World } from '../support/world.ts'

const { browser, server } = await openService()
const people = '/groups/grp_lantern/people'
const db = () => openD1(server.db)
let builder: Page

const list = [
  'Full name,Email,Programme,Edition,Pipeline stage,Stage date',
  'Ada Example,ada@people.test,Spring bootcamp,1,Research,2025-06-01',
  'Ada Example,,Evening course,,,',
  'Ben Invented-With-A-Rather-Long-Family-Name,ben@people.test,Spring bootcamp,2,Exposure,2025-02-01',
  'Cleo Sample,no address,Spring bootcamp,1,,',
].join('\n')

beforeAll(async () => {
  await groupCalled({ db: db() } as World)
  builder = await newPage(browser, { baseURL: server.url })
  await signInOn(server, builder, 'builder@lantern.test', '/me')
  const personId = await personOn(server, 'builder@lantern.test')
  await db().insert(groupMembers).values({ groupId: 'grp_lantern', personId, role: 'owner', addedAt: 0 })
})

test('without JavaScript: upload, columns, trial, import, undo', async () => {
  const { cookies } = await builder.context().storageState()
  const page = await newPage(browser, { baseURL: server.url, javaScriptEnabled: false })
  await page.context().addCookies(cookies)
  await page.goto(`${people}/imports`)
  const file = { name: 'alumni.csv', mimeType: 'text/csv', buffer: Buffer.from(list) }
  await page.getByLabel('File', { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: 'Upload' }).click()
  await page.getByRole('heading', { name: 'Which column is what?' }).waitFor()
  const mapping = new URL(page.url()).pathname
  await builder.goto(mapping)
  await expectGood(builder, 'people-mapping')
  await page.getByRole('button', { name: 'See what would happen' }).click()
  await page.getByText('Say on which ground you hold this', { exact: true }).last().waitFor()
  await page.getByLabel('On which ground do you hold this?').selectOption('consent')
  await page.getByRole('button', { name: 'See what would happen' }).click()
  await page.getByRole('heading', { name: 'What would happen' }).waitFor({ timeout: 30_000 })
  await builder.goto(mapping)
  await expectGood(builder, 'people-trial')
  await page.getByRole('button', { name: 'Import 3 rows' }).click()
  await page.getByRole('heading', { name: 'Imported' }).waitFor({ timeout: 30_000 })
  await page.getByRole('link', { name: 'See the people' }).click()
  await page.getByRole('link', { name: 'Ben Invented' }).waitFor()
  await page.goto(mapping)
  await page.getByRole('button', { name: 'Undo this import' }).click()
  await page.getByRole('heading', { name: 'Undone' }).waitFor({ timeout: 30_000 })
  await page.goto(people)
  await page.getByText('Nobody yet.').waitFor()
  await page.close()
})

test('people by hand, by keys: ticked, moved and undone; table, board, record and duplicates are good pages', async () => {
  for (const name of ['Ada Example', 'Ada Example', 'Ben Invented']) {
    await builder.goto(`${people}/new`)
    await builder.getByLabel('Name', { exact: true }).fill(name)
    await builder.getByLabel('On which ground do you hold this?').selectOption('consent')
    await builder.getByLabel('Cohort').selectOption({ index: 1 })
    await builder.getByRole('button', { name: 'Add', exact: true }).click()
    await builder.getByText('Added.').waitFor()
  }
  await builder.goto(`${people}/board`)
  await builder.getByLabel('Choose Ben Invented').focus()
  await builder.keyboard.press('Space')
  await builder.getByLabel('The chosen reached').selectOption('research')
  await builder.getByLabel('How do you know?').fill('Told us')
  await builder.keyboard.press('Enter')
  await builder.getByText('Recorded for 1 person.').waitFor()
  expect(await db().select().from(stageChanges)).toHaveLength(1)
  await expectGood(builder, 'people-board')
  await builder.goto(people)
  await expectGood(builder, 'people-table')
  await builder.getByRole('link', { name: 'Ben Invented' }).click()
  await builder.getByRole('heading', { name: 'Ben Invented' }).waitFor()
  await expectGood(builder, 'people-person')
  await builder.getByRole('button', { name: /^Remove\s+Research/ }).click()
  await builder.getByText('The entry is gone.').waitFor()
  await builder.goto(`${people}/duplicates`)
  await expectGood(builder, 'people-duplicates')
  await builder.getByRole('button', { name: 'Merge' }).click()
  await builder.getByText('Tick that you know that this cannot be undone').waitFor()
  await builder.getByLabel('I know that merging cannot be undone').check()
  await builder.getByRole('button', { name: 'Merge' }).click()
  await builder.getByText('Merged: it is one record now.').waitFor()
})

import { expect, test } from 'vitest'
import { openD1 } from '../../src/db/client.ts'
import { groupMembers } from '../../src/groups/table.ts'
import { makeSecrets } from '../../src/secrets.ts'
import { surveyAnswers } from '../../src/surveys/table.ts'
import { expectAccessible, look, newPage } from '../support/browser.ts'
import { expectGood, expectPlainHtml, openService, watchFaults } from '../support/page-checks.ts'
import { mailedTo, personOn, signInOn } from '../support/sign-in-on.ts'
import { groupWithCohort, takingPart } from '../surveys/given.ts'

const { browser, server } = await openService()
const list = '/groups/grp_ours/surveys'

/** A group with three participants, and a page on which its member is signed in. */
async function openGroup() {
  const db = openD1(server.db)
  const secrets = makeSecrets(['test-key-0123456789abcdef0123456789abcdef'])
  const made = { db, now: Date.now(), key: (email: string) => secrets.fingerprint(email) }
  const ids = await groupWithCohort(made, 'ours')
  for (const name of ['Ada', 'Bert', 'Cleo']) await takingPart(made, name, ids)
  const page = await newPage(browser, { baseURL: server.url })
  await signInOn(server, page, 'builder@example.test', '/me')
  await page.getByRole('heading', { level: 1 }).waitFor()
  const personId = await personOn(server, 'builder@example.test')
  await db.insert(groupMembers).values({ groupId: ids.groupId, personId, role: 'owner', addedAt: made.now })
  return { db, page }
}

test('made from a template, mailed, answered at 360 px without JavaScript, changed, and read', async () => {
  const { db, page } = await openGroup()
  const faults = watchFaults(page, server.url)
  await page.goto(list)
  await page.getByRole('link', { name: 'Program: at its end' }).click()
  await page.getByLabel('Own question 1', { exact: true }).fill('How tiring was it?')
  await page.getByLabel('Answered with (question 1)').selectOption('0 to 10')
  await page.getByLabel(/How many hours/).uncheck()
  await expectGood(page, 'survey-new')
  await page.getByRole('button', { name: 'Make the survey' }).click()
  await page.getByText('The survey is made.').waitFor()
  const results = new URL(page.url()).pathname

  await server.scheduled(Date.now())
  const link = await mailedTo(server, 'ada@example.test', 'surveys/')
  const phone = await newPage(browser, { baseURL: server.url, javaScriptEnabled: false, width: 360 })
  const answer = await phone.goto(link)
  await expectPlainHtml((await answer?.text()) ?? '')
  await phone
    .getByRole('group', { name: /recommend Northern bootcamp/ })
    .getByLabel('9', { exact: true })
    .check()
  await phone.getByLabel('Before Northern bootcamp').fill('20')
  await phone.getByLabel('What helped you most?').fill('The walks')
  await phone.getByRole('button', { name: 'Save my answers' }).click()
  await phone.getByText('Nothing was saved yet.').waitFor()
  expect(await phone.locator('#career_after-error').textContent()).toContain('Give both')
  expect(await phone.getByLabel('What helped you most?').inputValue()).toBe('The walks')
  await look(phone, 'survey-refused-360')
  await phone.getByLabel('After it').fill('45')
  await phone.getByRole('button', { name: 'Save my answers' }).click()
  await phone.getByText('Saved. Thank you.').waitFor()

  // The arrow keys move along the scale.
  const ada = await newPage(browser, { baseURL: server.url, width: 360 })
  await ada.goto(link)
  const scale = ada.getByRole('group', { name: /recommend Northern bootcamp/ })
  await scale.getByLabel('9', { exact: true }).focus()
  await ada.keyboard.press('ArrowRight')
  expect(await scale.getByLabel('10', { exact: true }).isChecked()).toBe(true)
  await ada.getByRole('button', { name: 'Save my new answers' }).click()
  await ada.getByText('Saved. Thank you.').waitFor()
  await expectGood(ada, 'survey-answer')
  const kept = await db.select().from(surveyAnswers)
  expect(kept).toMatchObject([
    { answers: { recommend: 10, career_before: 20, career_after: 45, best: 'The walks' }, version: 2 },
  ])

  await page.goto(results)
  await page.getByText('1 of 3 (33 %)').first().waitFor()
  await page.getByText('+25.0 percentage points').waitFor()
  await page.getByText('The walks').waitFor()
  await expectGood(page, 'survey-results')
  await page.goto(list)
  await expectAccessible(page)
  expect(faults).toEqual([])
})

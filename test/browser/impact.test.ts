import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { openD1 } from '../../src/db/client.ts'
import { groupMembers, groups } from '../../src/groups/table.ts'
import { reportLinks } from '../../src/impact/table.ts'
import { cohorts, participants, participations, programs } from '../../src/programs/table.ts'
import { expectValidHtml, look, newPage } from '../support/browser.ts'
import { expectGood, expectGoodView, openService } from '../support/page-checks.ts'
import { personOn, signInOn } from '../support/sign-in-on.ts'

const { browser, server } = await openService()
const db = openD1(server.db)
const impact = '/groups/grp_light/impact'
const landings = '/groups/grp_light/landings'
const at = { createdAt: 0, updatedAt: 0 }

beforeAll(async () => {
  await db.insert(groups).values({ id: 'grp_light', name: 'Lighthouse', nameKey: 'lighthouse', createdAt: 0 })
  const program = { id: 'prg_camp', groupId: 'grp_light', name: 'Winter camp', activity: 'bootcamp' } as const
  await db.insert(programs).values({ ...program, about: '', aboutHtml: '', languages: [], audiences: [], ...at })
  const cohort = { id: 'coh_1', programId: 'prg_camp', number: 1, name: 'First', startsOn: '2025-01-01' }
  await db.insert(cohorts).values({ ...cohort, endsOn: '2025-02-01', cost: 4_500, currency: 'EUR', ...at })
  for (const name of ['Ada', 'Bo']) {
    const person = { id: `ptc_${name}`, groupId: 'grp_light', name: `${name} Exemplar`, emailKey: name }
    await db.insert(participants).values({ ...person, basis: 'consent', basisBy: 'test', basisAt: 0, ...at })
    const part = { id: `prt_${name}`, participantId: person.id, cohortId: 'coh_1', role: 'participant' } as const
    await db.insert(participations).values({ ...part, ...at })
  }
})

async function memberPage(address: string, javaScriptEnabled: boolean): Promise<Page> {
  const page = await newPage(browser, { baseURL: server.url, javaScriptEnabled })
  await signInOn(server, page, address, '/me')
  await page.waitForURL(/\/me$/)
  const personId = await personOn(server, address)
  await db.insert(groupMembers).values({ groupId: 'grp_light', personId, role: 'owner', addedAt: 0 })
  return page
}

async function estimate(page: Page, whom: string, withIt: string) {
  await page.goto(impact)
  await page.getByRole('link', { name: 'Add an estimate' }).click()
  await page.getByLabel('Program', { exact: true }).selectOption('Winter camp')
  await page.getByLabel('Of whom').selectOption(whom)
  await page.getByLabel('FTE with the program').fill(withIt)
  await page.getByLabel('FTE without it').fill('0.25')
  await page.getByLabel('At least').fill('0.1')
  await page.getByLabel('At most').fill('0.4')
  await page.getByLabel('Counts from').fill('2026-01-01')
  await page.getByLabel('Counts to').fill('2026-12-31')
  await page.getByRole('button', { name: 'Save this estimate' }).click()
}

test('without JavaScript: an estimate, a landing with credit, the report, a link for funders and its end', async () => {
  const page = await memberPage('ada@example.test', false)
  await estimate(page, 'The activity as a whole', '1')
  await page.getByText('Nothing was saved yet.').waitFor()
  await page.getByLabel('At most').fill('0.9')
  await page.getByRole('button', { name: 'Save this estimate' }).click()
  await page.getByText('Your estimate is saved').waitFor()

  await page.goto(landings)
  await page.getByRole('link', { name: 'Add a landing' }).click()
  await page.getByLabel('Who', { exact: true }).selectOption('Ada Exemplar')
  await page.getByLabel('Where').fill('Northlight Institute')
  await page.getByLabel('As what').fill('Research engineer')
  await page.getByLabel('How much time').fill('20 h a week')
  await page.getByLabel('First day').fill('2026-02-01')
  await page.getByLabel('Last day').fill('2026-01-01')
  await page.getByLabel('Winter camp').fill('1.2')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.locator('#endedOn-error').getByText('It cannot end before it starts').waitFor()
  await page.locator('#credits-error').waitFor()
  await page.getByLabel('Last day').fill('')
  await page.getByLabel('Winter camp').fill('0.7')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The landing is recorded.').waitFor()
  await page.getByText('credited to Winter camp 0.7').waitFor()
  await page.getByLabel('Bo Exemplar').check()
  await page.getByRole('button', { name: 'Note it' }).click()
  await page.getByText('The answers are noted.').waitFor()
  await page.getByRole('link', { name: /^Edit or verify/ }).click()
  await page.getByRole('button', { name: 'I have seen that it is so' }).click()
  await page.getByText('It is verified.').waitFor()

  await page.goto(impact)
  await page.getByRole('link', { name: 'Share' }).click()
  await page.getByLabel('For whom').fill('A foundation')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = (await page.locator('a.secret').getAttribute('href')) ?? ''
  const path = new URL(link).pathname
  const funder = await newPage(browser, { baseURL: server.url })
  await funder.goto(path)
  await funder.getByRole('heading', { name: 'Impact of Lighthouse' }).waitFor()
  await expectGood(funder, 'impact-shared')
  await db.update(reportLinks).set({ expiresAt: Date.now() - 1 })
  expect((await funder.goto(path))?.status()).toBe(404)
  await funder.getByText('This link has ended').first().waitFor()
  await Promise.all([page.close(), funder.close()])
})

test('with JavaScript: the same of a person; the report on the screen and in print', async () => {
  const page = await memberPage('grace@example.test', true)
  await estimate(page, 'Bo Exemplar', '0.5')
  await page.getByText('Your estimate is saved').waitFor()
  await page.goto(impact)
  await page.getByRole('heading', { name: 'Summed over people' }).waitFor()
  const row = page.getByRole('row', { name: /^Winter camp/ }).last()
  for (const text of ['0.3', '0.1 to 0.4', '1 estimated', '4,500 EUR', '18000.0 EUR'.replace('18000', '18,000')])
    await row.getByText(text).first().waitFor()
  await expectGood(page, 'impact-report')
  await page.goto(landings)
  await expectGood(page, 'impact-landings')
  const others = ['estimates', 'estimates/new', 'figures', 'figures/new', 'notes', 'links'].map(
    (name) => `${impact}/${name}`,
  )
  for (const path of [...others, `${landings}/new`])
    await expectValidHtml((await (await page.goto(path))?.text()) ?? '')
  await expectGoodView(page, 'impact-landing')
  await page.goto(impact)
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: 794, height: 1_123 })
  expect(await page.getByRole('link', { name: 'Add an estimate' }).isVisible()).toBe(false)
  expect(await page.locator('.own-pages').isVisible()).toBe(false)
  await look(page, 'impact-print')
  await page.close()
})

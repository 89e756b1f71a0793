import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { openD1 } from '../../src/db/client.ts'
import { closures } from '../../src/opportunities/table.ts'
import { paths } from '../../src/paths.ts'
import { postForm, publishOn } from '../bundle/given.ts'
import { newPage } from '../support/browser.ts'
import { expectGoodViews, expectPlainHtml, openService } from '../support/page-checks.ts'

/** What the tests of single features leave out: an empty board, every state of an opportunity, the list for other sites. */
const { browser, server } = await openService()
const pages = new Map<string, { path: string; status: number; says: string }>()

const dayFromNow = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)
const body = { bodyHtml: '<p>Weigh claims against what is known.</p>', skills: [{ id: 'writing', must: true }] }

async function publishStates() {
  const publish = (title: string, fields: Parameters<typeof publishOn>[2]) => publishOn(server, title, fields)
  const open = await publish('Open to all', { ...body, applyUrl: 'https://house.test/apply', rolling: true })
  const filled = await publish('Filled last week', { ...body, applyUrl: 'https://house.test/filled' })
  const expired = await publish('Too late', { ...body, closesOn: dayFromNow(-3) })
  const upcoming = await publish('Not yet', { ...body, opensOn: dayFromNow(20), closesOn: dayFromNow(50) })
  const bare = await publish('Without link and text', {})
  const closing = { opportunityId: filled, reason: 'filled' as const, closedBy: 'test', closedAt: Date.now() }
  await openD1(server.db).insert(closures).values(closing)
  return { open, filled, expired, upcoming, bare }
}

const opportunity = (id: string, status: number, says: string) => ({ path: paths.opportunity(id, ''), status, says })

beforeAll(async () => {
  const empty = await fetch(server.url)
  expect(await empty.text()).toContain('Nothing is open yet')
  const { open, filled, expired, upcoming, bare } = await publishStates()
  // An isolate asks for the board's version at most once a second.
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  pages.set('open', opportunity(open, 200, 'Apply at house.test'))
  pages.set('filled', opportunity(filled, 410, 'It has been filled'))
  pages.set('expired', opportunity(expired, 410, 'The deadline has passed'))
  pages.set('upcoming', opportunity(upcoming, 200, 'Deadline to calendar'))
  pages.set('without-link', opportunity(bare, 200, 'hours not stated'))
  pages.set('embed', { path: paths.embed(), status: 200, says: '3 open' })
  pages.set('embed-nothing', { path: paths.embed('kind=phd'), status: 200, says: 'Nothing open fits this now' })
})

const names = ['open', 'filled', 'expired', 'upcoming', 'without-link', 'embed', 'embed-nothing']
async function expectValid(answer: Response, status: number, says: string) {
  const html = await answer.text()
  expect([answer.status, html.includes(says) || html]).toEqual([status, true])
  await expectPlainHtml(html, { data: true })
}

describe.each(names)('the page %s', (name) => {
  test('is valid HTML with its status', async () => {
    const { path, status, says } = pages.get(name) ?? expect.fail(`no page ${name}`)
    await expectValid(await fetch(server.url + path), status, says)
  })

  test('is accessible and fits in every view', async () => {
    const page = await newPage(browser, { baseURL: server.url })
    await page.goto(pages.get(name)?.path ?? '')
    await expectGoodViews(page, name)
    await page.close()
  })
})

const reportPath = () => paths.report(pages.get('open')?.path.split('/').at(-1) ?? '')

test('thanks for a report are valid HTML', async () => {
  await expectValid(await postForm(server, reportPath(), { reason: 'closed' }), 200, 'Thank you')
})

test('thanks for a report are accessible and fit in every view', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  await page.goto(pages.get('open')?.path ?? '')
  await page.getByRole('button', { name: 'Report as closed' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  await expectGoodViews(page, 'reported')
  await page.close()
})

/** Every public page, told by its heading. */
const unscripted: [string, () => string, RegExp][] = [
  ['the board', () => '/', /3 open/],
  ['the board with nothing', () => '/?kind=phd', /0 open/],
  ['the table', () => '/?view=table', /3 open/],
  ...names.slice(0, 5).map((name): [string, () => string, RegExp] => [name, () => pages.get(name)?.path ?? '', /\w/]),
  ['the organizations', () => paths.organizations(), /Organizations/],
  ['an organization', () => paths.organization('org_northlight', ''), /Northlight/],
  ['the match', () => paths.match('skill=writing&hours=40'), /\w/],
  ['the subscription', () => paths.subscribe('kind=role'), /\w/],
  ['the API', () => paths.apiDocs(), /API/],
  ['the embedded list', () => paths.embed(), /3 open/],
  ['nothing', () => '/nowhere', /Nothing is here/],
]

test('without JavaScript every page has the same headings, and no button that would do nothing', async () => {
  const [plain, scripted] = [false, true].map((javaScriptEnabled) =>
    newPage(browser, { baseURL: server.url, javaScriptEnabled }),
  )
  for (const [name, path, heading] of unscripted) {
    const shown = async (opened: Promise<Page> | undefined) => {
      const page = (await opened) ?? expect.fail('no page')
      await page.goto(path())
      const dead = page.locator('button:not([form]):not(form button):visible, [role=button]:visible')
      return {
        headings: await page.locator('h1, main h2').allInnerTexts(),
        dead: await dead.evaluateAll((all) => all.map(({ outerHTML }) => outerHTML)),
      }
    }
    const [bare, full] = [await shown(plain), await shown(scripted)]
    expect(bare.headings.join(' '), name).toMatch(heading)
    expect(bare.headings, name).toEqual(full.headings)
    expect(bare.dead, name).toEqual([])
  }
  for (const page of [plain, scripted]) await (await page)?.close()
})

test('without JavaScript: from the board to the table, an opportunity, its calendar and who posted it', async () => {
  const page = await newPage(browser, { baseURL: server.url, javaScriptEnabled: false })
  await page.goto('/')
  await page.getByRole('searchbox').fill('not yet')
  await page.getByRole('button', { name: /^Show/ }).click()
  await page.getByRole('link', { name: 'Not yet', exact: true }).click()
  const calendar = await page.getByRole('link', { name: 'Deadline to calendar' }).getAttribute('href')
  expect((await page.request.get(calendar ?? '')).headers()['content-type']).toContain('text/calendar')
  await page.getByRole('link', { name: 'Northlight Institute' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Northlight Institute' }).waitFor()
  await page.close()
})

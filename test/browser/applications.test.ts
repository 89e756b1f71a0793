import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { applications } from '../../src/applications/table.ts'
import { DAY, dayIn } from '../../src/calendar.ts'
import { openD1 } from '../../src/db/client.ts'
import { landings } from '../../src/landings/table.ts'
import { outbox } from '../../src/mail/table.ts'
import { closures } from '../../src/opportunities/table.ts'
import { publishOn, until } from '../bundle/given.ts'
import { expectAccessible, expectValidHtml, look, newPage } from '../support/browser.ts'
import { expectGoodViews, openService } from '../support/page-checks.ts'
import { signInOn } from '../support/sign-in-on.ts'

const { browser, server } = await openService()
let alum: Page
const ids: Record<string, string> = {}
const inDays = (days: number) => dayIn(Date.now() + days * DAY, 'UTC')
const db = () => openD1(server.db)
const tracker = '/me/applications'

async function inspect(page: Page, name: string, path: string): Promise<void> {
  const answer = await page.goto(path)
  expect([answer?.status(), page.url()]).toEqual([200, server.url + path])
  await expectValidHtml((await answer?.text()) ?? '')
  await expectGoodViews(page, `applications-${name}`)
}

beforeAll(async () => {
  const tour = {
    basis: 'stated' as const,
    hoursMin: 40,
    hoursMax: 40,
    per: 'week' as const,
    months: [6, 7, 8],
    monthsPerYear: 3,
    weeks: null,
  }
  ids.fellow = await publishOn(server, 'Summer research fellow', {
    kind: 'fellowship',
    closesOn: inDays(20),
    startsOn: '2027-06-01',
    commitment: tour,
    applyUrl: 'https://northlight.test/apply',
  })
  for (const [name, title, fields] of [
    ['saved', 'Policy internship with a rather long name for a small screen', { closesOn: inDays(4) }],
    ['preparing', 'Course lead, a day a week', { rolling: true }],
    ['applied', 'Engineer, evaluations', {}],
    ['applied2', 'Operations, part of each year', {}],
    ['interview', 'Doctorate in interpretability', { kind: 'phd' }],
    ['offer', 'Editor of a newsletter', {}],
    ['rejected', 'Head of research', {}],
    ['closed', 'Closed before I could', { closesOn: inDays(5) }],
  ] as const)
    ids[name] = await publishOn(server, title, fields)
  ids.fresh = await publishOn(server, 'Not tracked yet', { closesOn: inDays(9) })
  alum = await newPage(browser, { baseURL: server.url })
})

test('without JavaScript: saved from the public page through sign-in and back, on to an offer, accepted: a landing', async () => {
  const page = await newPage(browser, { baseURL: server.url, javaScriptEnabled: false })
  await page.goto(`/opportunities/${ids.fellow}`)
  await page.getByRole('link', { name: 'Save or track' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await signInOn(server, page, 'ada@example.test', `/me/applications/new?opportunity=${ids.fellow}`)
  await page.getByRole('heading', { name: 'Save it to your applications?' }).waitFor()
  await page.getByRole('button', { name: 'Save it' }).click()
  await page.getByText('Saved to your applications.').waitFor()

  const press = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}\\s*: Summer`) }).click()
  await press('I am preparing it')
  await press('I applied')
  await press('Interview')
  await press('I have an offer')
  await page.getByText('Offer: noted.').waitFor()

  await page.getByRole('link', { name: 'Summer research fellow' }).click()
  await page.getByLabel('Notes').fill('They ask for an answer\nby Friday')
  await page.getByLabel('Your own deadline').fill(inDays(3))
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved.', { exact: true }).waitFor()
  expect(await page.getByLabel('Notes').inputValue()).toBe('They ask for an answer\nby Friday')
  await page.getByLabel('Day of Applied, step 3').fill(inDays(-10))
  await page.getByRole('button', { name: 'Change the day of Applied, step 3' }).click()
  await page.getByText('The history is changed.').waitFor()

  await press('I accepted')
  await page.getByRole('heading', { name: 'Congratulations' }).waitFor()
  expect(await page.getByLabel('First day').inputValue()).toBe('2027-06-01')
  await page.getByLabel('How much time').fill('now and then')
  await page.getByRole('button', { name: 'I accepted' }).click()
  await page.getByText('was not understood').first().waitFor()
  await page.getByLabel('How much time').fill('June to August, 20 hours a week')
  await page.getByRole('button', { name: 'I accepted' }).click()
  await page.getByText(/You landed: from 1 Jun 2027, 20 h a week · Jun–Aug, 0.5 FTE \(0.13 over a year\)/).waitFor()
  expect(await db().select().from(landings)).toMatchObject([{ fteActive: 0.5, fteYear: 0.125, endedOn: null }])

  await page.goto(tracker)
  await page.getByRole('link', { name: /^Edit or end/ }).click()
  await page.getByLabel('Last day').fill('2027-08-31')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Your landing is saved.').waitFor()
  await page.getByText('from 1 Jun 2027 to 31 Aug 2027').waitFor()
  await page.close()
})

describe('pages', () => {
  const own = () => `${tracker}/${ids.own}`
  let landing = ''
  let checkIn = ''
  beforeAll(async () => {
    await signInOn(server, alum, 'grace@example.test', tracker)
    await alum.getByRole('heading', { name: 'Your applications', exact: true }).waitFor()
    await look(alum, 'applications-empty')
    for (const state of ['saved', 'preparing', 'applied', 'applied2', 'interview', 'offer', 'rejected', 'closed']) {
      const wanted = state === 'closed' ? 'saved' : state.replace(/\d/, '')
      await alum.goto(`${tracker}/new?opportunity=${ids[state]}&state=${wanted}`)
      await alum.locator('main form .button.main').click()
    }
    await db()
      .insert(closures)
      .values({ opportunityId: ids.closed ?? '', reason: 'filled', closedBy: 'test', closedAt: Date.now() })
    await alum.goto(`${tracker}/new?opportunity=${ids.fellow}&state=accepted`)
    await alum.getByLabel('First day').fill('2027-06-01')
    await alum.getByRole('button', { name: 'I accepted' }).click()
    landing = (await alum.getByRole('link', { name: /^Edit or end/ }).getAttribute('href')) ?? ''
    await alum.getByRole('link', { name: 'Editor of a newsletter' }).click()
    ids.own = new URL(alum.url()).pathname.split('/').at(-1) ?? ''
    await alum.getByLabel('Notes').fill('They ask for an answer by Friday.\nAsk about the start.')
    await alum.getByLabel('Your own deadline').fill(inDays(6))
    await alum.getByRole('button', { name: 'Save', exact: true }).click()
    await db()
      .update(applications)
      .set({ checkedAt: Date.now() - 31 * DAY })
    await server.scheduled(Date.now())
    const mail = await until(async () =>
      (await db().select().from(outbox)).find(
        ({ subject, recipient }) => /What became/.test(subject) && /grace/.test(recipient),
      ),
    )
    checkIn = /(\/check-in\/\S+)/.exec(mail.bodyText)?.[1] ?? ''
  })

  const pages: [string, () => string][] = [
    ['tracker', () => `${tracker}?done=saved`],
    ['own', own],
    ['track', () => `${tracker}/new?opportunity=${ids.fresh}`],
    ['tracked', () => `${tracker}/new?opportunity=${ids.saved}&state=applied`],
    ['accept', () => `${tracker}/new?opportunity=${ids.offer}&state=accepted`],
    ['landing', () => landing],
    ['public', () => `/opportunities/${ids.saved}`],
  ]
  describe.each(pages)('the page %s', (name, path) => {
    test('is valid, accessible and fits in every view', () => inspect(alum, name, path()))
  })

  test('the check-in is valid, accessible and fits in every view', async () => {
    const page = await newPage(browser, { baseURL: server.url })
    await inspect(page, 'check-in', checkIn)
    await page.close()
  })

  test('the calendar link is shown once and gives the days', async () => {
    await alum.goto(tracker)
    await alum.getByRole('button', { name: 'Make a link' }).click()
    await look(alum, 'applications-calendar')
    await expectAccessible(alum)
    const link = (await alum.locator('.secret').textContent()) ?? ''
    const answer = await fetch(link.replace(/^https?:\/\/[^/]+/, server.url))
    expect(answer.headers.get('content-type')).toContain('text/calendar')
    expect(await answer.text()).toContain('SUMMARY:My own deadline: Editor of a newsletter')
  })

  test('a refused form keeps what was typed and takes focus', async () => {
    await alum.goto(`${tracker}/new?opportunity=${ids.offer}&state=accepted`)
    await alum.getByLabel('How much time').fill('now and then')
    await alum.getByRole('button', { name: 'I accepted' }).click()
    await look(alum, 'applications-refused')
    await alum.getByText('Nothing was saved yet.').waitFor()
    expect(await alum.evaluate(() => document.activeElement?.className)).toBe('summary')
    expect(await alum.getByLabel('How much time').inputValue()).toBe('now and then')
    await look(alum, 'applications-refused')
    await expectAccessible(alum)
  })

  test('mails look like ours', async () => {
    for (const mail of await db().select().from(outbox)) {
      if (!/What became|in 3 days/.test(mail.subject)) continue
      const page = await newPage(browser, { width: 600 })
      await page.setContent(mail.html)
      await look(page, `applications-mail-${mail.subject.slice(0, 12).replace(/\W+/g, '-')}`)
      expect(await page.getByRole('link').count()).toBeGreaterThan(1)
      await page.close()
    }
  })
})

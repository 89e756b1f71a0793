import { beforeAll, describe, expect, test } from 'vitest'
import { openD1 } from '../../src/db/client.ts'
import { outbox } from '../../src/mail/table.ts'
import { paths } from '../../src/paths.ts'
import { postForm, publishOn, until } from '../bundle/given.ts'
import { expectAccessible, newPage } from '../support/browser.ts'
import { expectGoodViews, expectPlainHtml, openService, watchFaults } from '../support/page-checks.ts'

const { browser, server } = await openService()
const pages = new Map<string, string>()

beforeAll(async () => {
  const stated = { basis: 'stated' as const, months: null, monthsPerYear: null, weeks: null }
  const id = await publishOn(server, 'Evening course facilitator for people who change careers late', {
    kind: 'role',
    workGroups: ['movement_building', 'governance'],
    sides: ['non_technical'],
    skills: [
      { id: 'facilitation', must: true },
      { id: 'presenting', must: false },
    ],
    commitment: { ...stated, hoursMin: 3, hoursMax: 3, per: 'month' },
    workplace: 'remote',
    remoteRegions: ['europe'],
    places: [
      { country: 'FR', city: 'Paris' },
      { country: 'US', city: 'San Francisco' },
    ],
    level: 'none',
    pay: { kind: 'paid', min: 20, max: 30, currency: 'EUR', per: 'hour' },
    closesOn: new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10),
    bodyHtml: '<p>Lead one discussion a week.</p><ul><li>Facilitation</li></ul>',
  })
  for (let i = 0; i < 30; i++)
    await publishOn(server, `Summer fellowship number ${i}`, {
      kind: 'fellowship',
      commitment: { ...stated, hoursMin: 40, hoursMax: 40, per: 'week', months: [6, 7, 8], monthsPerYear: 3 },
    })
  await postForm(server, '/subscribe', { email: 'reader@example.test', kind: 'role' })
  const mail = await until(async () => (await openD1(server.db).select().from(outbox))[0])
  const confirmation = /(\/subscriptions\/\S+\/confirmation)/.exec(mail.bodyText)?.[1] ?? ''
  const manage = ((await postForm(server, confirmation, {})).headers.get('location') ?? '').split('?')[0] ?? ''

  pages.set('board', '/')
  pages.set('board-filtered', '/?kind=role&commitment=fractional&q=facilit&hours_max=5')
  pages.set('board-nothing', '/?kind=phd&q=nothing+such')
  pages.set('board-table', '/?view=table')
  pages.set('board-notices', '/?kind=job&flavour=sweet&cursor=x')
  pages.set('opportunity', paths.opportunity(id, ''))
  pages.set('match', '/match')
  pages.set('match-found', '/match?skill=facilitation&hours=10&kind=role&kind=fellowship&work_group=movement_building')
  pages.set('subscribe', '/subscribe?kind=role')
  pages.set('confirmation', confirmation)
  pages.set('manage', `${manage}?saved=1`)
  pages.set('unsubscribe', manage.replace('/subscriptions/', '/unsubscribe/'))
  pages.set('dev-mail', '/dev/mail')
  pages.set('dev-mail-message', `/dev/mail/${mail.id}`)
  pages.set('not-found', '/nowhere')
})

const names = [
  ...[
    'board',
    'board-table',
    'board-filtered',
    'board-nothing',
    'board-notices',
    'opportunity',
    'match',
    'match-found',
  ],
  ...['subscribe', 'confirmation', 'manage', 'unsubscribe', 'dev-mail', 'dev-mail-message', 'not-found'],
]

describe.each(names)('the page %s', (name) => {
  test('is valid HTML without inline script or style', async () => {
    const html = await (await fetch(server.url + pages.get(name))).text()
    await expectPlainHtml(html, { data: name === 'opportunity' })
  })

  test('is accessible and fits in every view', async () => {
    const page = await newPage(browser, { baseURL: server.url })
    const faults = watchFaults(page, server.url)
    await page.goto(pages.get(name) ?? '')
    await expectGoodViews(page, name)
    const expected = name === 'not-found' ? [expect.stringContaining('status of 404')] : []
    expect(faults).toEqual(expected)
    await page.close()
  })
})

test('with the keyboard alone: skip to content, then to the first opportunity and into it', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  await page.goto('/')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Skip to content')
  await page.keyboard.press('Enter')
  for (let i = 0; i < 12 && !(await page.evaluate(() => document.activeElement?.closest('.row'))); i++)
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL(/opportunities\/opp_/)
  await page.close()
})

test('filters stay chosen and are removed one by one', async () => {
  const page = await newPage(browser, { baseURL: server.url, javaScriptEnabled: false })
  await page.goto('/?kind=role&commitment=fractional')
  expect(await page.getByRole('checkbox', { name: 'role' }).isChecked()).toBe(true)
  await page.getByRole('link', { name: 'Remove fractional' }).click()
  expect(new URL(page.url()).search).toBe('?kind=role')
  await page.close()
})

test('keys move through the list, can be switched off, and never act while typing', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  await page.goto('/')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  expect(await focused()).toBe('Summer fellowship number 28')
  await page.keyboard.press('k')
  expect(await focused()).toBe('Summer fellowship number 29')
  await page.keyboard.press('/')
  await page.keyboard.type('jk')
  expect(await page.getByRole('searchbox').inputValue()).toBe('jk')
  await page.getByRole('button', { name: 'keys' }).click()
  await page.getByLabel('Use these keys').uncheck()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Close' }).click()
  await page.reload()
  await page.keyboard.press('j')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
  await page.close()
})

test('keys move through the table too, and from a filter that has focus', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  await page.goto('/')
  await page.getByRole('checkbox', { name: 'fellowship' }).focus()
  await page.keyboard.press('j')
  expect(await focused()).toBe('Summer fellowship number 29')
  await page.getByRole('textbox', { name: 'up to' }).focus()
  await page.keyboard.press('j')
  expect(await focused()).toBe('')
  await page.goto('/?view=table')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  expect(await focused()).toBe('Summer fellowship number 28')
  await page.keyboard.press('k')
  expect(await focused()).toBe('Summer fellowship number 29')
  await page.close()
})

test.each([1280, 360])('%i px wide, the keyboard finds every filter clear of the bar that stays', async (width) => {
  const page = await newPage(browser, { baseURL: server.url, width })
  await page.goto('/')
  const boxes = page.locator('.facets input')
  await boxes.evaluateAll((all) => {
    for (const folded of document.querySelectorAll('details')) folded.open = true
    all[0]?.focus()
  })
  const hidden: string[] = []
  for (let left = await boxes.count(); left > 0; ) {
    const focused = await page.evaluate(() => {
      const box = document.activeElement ?? document.body
      const { x, y, width, height } = box.getBoundingClientRect()
      const corners = [y + 1, y + height - 1].map((at) => document.elementFromPoint(x + width / 2, at))
      return { isBox: box.matches('input'), html: box.outerHTML, isCovered: corners.some((seen) => seen !== box) }
    })
    if (focused.isCovered) hidden.push(focused.html)
    if (focused.isBox) left--
    await page.keyboard.press('Tab')
  }
  expect(hidden).toEqual([])
  await page.close()
})

test('on a phone every page of the navigation is in sight', async () => {
  const page = await newPage(browser, { baseURL: server.url, width: 360 })
  await page.goto('/')
  const links = page.locator('.top a')
  expect(await links.count()).toBe(8)
  const ends = await links.evaluateAll((all) => all.map((link) => link.getBoundingClientRect().right))
  expect(Math.max(...ends)).toBeLessThanOrEqual(360)
  await page.close()
})

test('in a row nothing but the name of an organization is ever cut', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  await page.goto('/?kind=role')
  const line = page.locator('.where')
  expect(await line.textContent()).toContain('Paris · San Francisco or remote in Europe · any level')
  expect(await line.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
  await page.close()
})

test('twelve stand whole on the screen of a laptop, even under the bars of a browser', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  await page.goto('/')
  for (const [width, height] of [
    [1280, 720],
    [1366, 638],
  ] as const) {
    await page.setViewportSize({ width, height })
    const ends = await page.locator('.row').evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().bottom))
    expect(ends.filter((end) => end <= height).length, `${width} by ${height}`).toBeGreaterThanOrEqual(12)
  }
  await page.close()
})

test('a reader reports an opportunity as closed with one click and without an account', async () => {
  const page = await newPage(browser, { baseURL: server.url, javaScriptEnabled: false })
  await page.goto(pages.get('opportunity') ?? '')
  await page.getByRole('button', { name: 'Report as closed' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  await page.close()
})

test('a printed opportunity has nothing to press and says where it is found', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  await page.goto(pages.get('opportunity') ?? '')
  const paper = page.locator('.paper')
  expect(await paper.isVisible()).toBe(false)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator(':is(form, input, button, .button):visible').count()).toBe(0)
  expect(await paper.isVisible()).toBe(true)
  await page.close()
})

test.each(['/?view=table&kind=fellowship', '/?kind=fellowship'])(
  '%s is printed whole, with nothing to press',
  async (path) => {
    const page = await newPage(browser, { baseURL: server.url })
    await page.goto(path)
    await page.emulateMedia({ media: 'print' })
    // A4 upright and lying, without its margins.
    for (const width of [718, 1047]) {
      await page.setViewportSize({ width, height: 1000 })
      await page.getByRole('heading', { level: 1, name: 'Opportunities in AI safety' }).waitFor()
      expect(await page.locator('h1').evaluate((h1) => h1.clientHeight)).toBeGreaterThan(10)
      const pressed = page.locator(':is(nav, form, input, textarea, button, summary, .chip, .sort, .save):visible')
      expect(await pressed.evaluateAll((all) => all.map(({ outerHTML }) => outerHTML))).toEqual([])
      expect(await page.locator(':is(td, .row) a:visible').count()).toBeGreaterThan(20)
      const beyond = await page.locator('body :not(script, svg *)').evaluateAll((all) => {
        const edge = document.documentElement.clientWidth + 0.5
        const cut = (one: Element) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1
        return all.filter((one) => one.getBoundingClientRect().right > edge || cut(one)).map((one) => one.outerHTML)
      })
      expect(beyond).toEqual([])
      const [paper, whole] = await page.evaluate(() => {
        const widthOf = (found: string) => document.querySelector(found)?.getBoundingClientRect().width ?? 0
        return [document.documentElement.clientWidth, widthOf('.wide, .list')]
      })
      expect(whole).toBe(paper)
    }
    await page.close()
  },
)

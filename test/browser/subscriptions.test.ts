import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { openD1 } from '../../src/db/client.ts'
import { digests, subscriptions } from '../../src/digests/table.ts'
import { members, organizations } from '../../src/organizations/table.ts'
import { paths } from '../../src/paths.ts'
import { people } from '../../src/people/table.ts'
import { publishOn } from '../bundle/given.ts'
import { newPage } from '../support/browser.ts'
import { expectGood, expectGoodView, expectPlainHtml, openService } from '../support/page-checks.ts'
import { signInOn } from '../support/sign-in-on.ts'

const { browser, server } = await openService()
const db = () => openD1(server.db)

/** A search that somebody had confirmed and got one mail from, and a membership. */
async function prepare(address: string): Promise<void> {
  const [person] = await db().select().from(people).where(eq(people.email, address))
  if (!person) expect.fail('no account')
  const id = `sub_${person.id.slice(-8)}`
  await db()
    .insert(subscriptions)
    .values({
      id,
      email: address,
      emailKey: person.emailKey,
      query: 'kind=fellowship&q=evaluations',
      cadence: 'weekly',
      weekday: 1,
      hour: 8,
      zone: 'Europe/Paris',
      confirmedAt: 1,
      knownVersion: 0,
      nextPeriod: 'week 2030-01-07',
      nextDueAt: Date.parse('2030-01-07T07:00:00Z'),
      createdAt: 0,
      updatedAt: 0,
    })
  await db()
    .insert(digests)
    .values({
      subscriptionId: id,
      period: 'week 2026-11-16',
      run: '',
      state: 'sent',
      subject: '2 new: Fellowship on incident reporting and more',
      body: JSON.stringify([
        [
          '<!doctype html><html lang="en"><title>Mail</title><p style="color:#0b6b5b">Fellowship</p></html>',
          'New for your search: fellowship\n\nFellowship on incident reporting\nhttps://onward.test/opportunities/x\n',
        ],
      ]),
      createdAt: 0,
      finishedAt: Date.parse('2026-11-16T07:00:00Z'),
    })
  const harbour = { id: 'org_harbour', name: 'Quiet Harbour', nameKey: 'quiet harbour', createdAt: 0, updatedAt: 0 }
  await db().insert(organizations).values(harbour).onConflictDoNothing()
  await db()
    .insert(members)
    .values({ organizationId: 'org_harbour', personId: person.id, role: 'member', addedBy: 'test', addedAt: 0 })
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).click()

describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
  test('mail is started, changed, paused, made rarer, looked at and ended', async () => {
    const address = javaScriptEnabled ? 'ada@beispiel.test' : 'ben@beispiel.test'
    const page = await newPage(browser, {
      baseURL: server.url,
      javaScriptEnabled,
      width: javaScriptEnabled ? 1280 : 360,
    })
    await signInOn(server, page, address, paths.me())
    await prepare(address)
    await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Mail' }).click()
    await press(page, /^Mail me this.*best new matches/)
    await page.getByText('It is set up.').waitFor()
    const rows = await db().select().from(subscriptions).where(eq(subscriptions.email, address))
    expect(rows.find(({ kind }) => kind === 'matches')?.zone).toBe(
      javaScriptEnabled
        ? await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
        : 'America/Chicago',
    )

    await follow(page, /^Pause.*best new matches/)
    await press(page, /^Pause until/)
    await page.getByText('Paused.', { exact: false }).first().waitFor()
    await press(page, 'Go on now')
    await page.getByText('It goes on.').waitFor()
    await page.getByLabel('No mail before').fill('2020-01-01')
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await page.getByText('Choose a day that is still to come').waitFor()
    expect(await page.getByLabel('No mail before').inputValue()).toBe('2020-01-01')

    await page.goto(paths.ownSubscriptions())
    await follow(page, /^Change.*evaluations.*fellowship/)
    const manage = new URL(page.url()).pathname
    await page.goto(`${manage}?less=monthly`)
    await press(page, 'Mail me every month')
    await page.getByText('Saved.').waitFor()
    expect(await page.getByLabel('How often').inputValue()).toBe('monthly')
    await follow(page, 'Mails that came')
    await follow(page, /incident reporting and more/)
    await follow(page, 'As it looked in a mail program')
    expect(await page.locator('p').evaluate((node) => getComputedStyle(node).color)).toBe('rgb(11, 107, 91)')

    await page.goto(paths.ownSubscriptions())
    await press(page, /^Unsubscribe.*best new matches/)
    await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor()
    await page.close()
  })
})

test('the pages are valid, accessible and fit', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  const address = 'eve@beispiel.test'
  await signInOn(server, page, address, paths.ownSubscriptions())
  await page.getByText('Nothing so far').waitFor()
  await prepare(address)
  await publishOn(server, 'Fellowship on evaluations in Donaudampfschifffahrtselektrizitäten', { kind: 'fellowship' })
  await page.reload()
  await press(page, /^Mail me this.*new people/)
  await page.getByText('It is set up.').waitFor()
  await expectGood(page, 'subscriptions-own')
  await follow(page, /^Change.*Search/)
  const manage = new URL(page.url()).pathname
  await page.setViewportSize({ width: 360, height: 740 })
  const pages = ['', '?pause=4w', '/preview', '/mails', '/mails/week-2026-11-16'].map((rest) => manage + rest)
  for (const path of [...pages, paths.ownAddress()]) {
    await page.goto(path)
    await expectPlainHtml(await page.evaluate(async () => (await fetch(location.href)).text()))
    if (path.endsWith('/preview')) await page.getByRole('heading', { name: /Donaudampf/ }).waitFor()
    await expectGoodView(page, `subscriptions-${path.replace(manage, '').replace(/\W/g, '')}`)
  }
  await page.close()
})

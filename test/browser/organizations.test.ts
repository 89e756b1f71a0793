import { beforeAll, describe, expect, test } from 'vitest'
import { insertMany } from '../../src/db/bulk.ts'
import { atomically, openD1 } from '../../src/db/client.ts'
import { newId } from '../../src/ids.ts'
import { newOrganization } from '../../src/organizations/merging.ts'
import { nameKeyOf, OrganizationInput } from '../../src/organizations/schema.ts'
import { organizations } from '../../src/organizations/table.ts'
import { paths } from '../../src/paths.ts'
import { publishOn } from '../bundle/given.ts'
import { newPage } from '../support/browser.ts'
import { expectGoodViews, expectPlainHtml, openService, watchFaults } from '../support/page-checks.ts'

const { browser, server } = await openService()
const pages = new Map<string, string>()

const long = {
  name: 'International Consortium for the Independent Evaluation of Frontier Systems <b>and</b> Donaudampfschifffahrtsgesellschaft',
  aboutHtml:
    '<p>Tests models before release, with <a href="https://consortium.test">published</a> suites.</p><ul><li>One</li></ul>',
  website: 'https://www.consortium-for-evaluation.test/about',
  aliases: ['ICIEFS', 'The Consortium'],
  countries: ['GB', 'US', 'KE', 'IN', 'BR'],
  parent: 'Meridian Field Group',
  foundedOn: '2022-09',
}

beforeAll(async () => {
  for (let i = 0; i < 14; i++) await publishOn(server, `Evaluation fellowship number ${i}`, { kind: 'fellowship' })
  for (let i = 0; i < 3; i++)
    await publishOn(server, `Past fellowship with a long name, number ${i}`, { closesOn: '2026-01-31' })
  const db = openD1(server.db)
  await db.update(organizations).set({ ...long, nameKey: nameKeyOf(long.name) })
  const others = Array.from({ length: 60 }, (_, i) =>
    OrganizationInput.parse({ name: `Laboratory ${i}`, countries: ['FR'] }),
  )
  const rows = others.map((given) => newOrganization(newId('org', Date.now()), given, Date.now()))
  await atomically(db, insertMany(db, organizations, rows))
  pages.set('organizations', paths.organizations())
  pages.set('organizations-found', paths.organizations('q=evaluation'))
  pages.set('organizations-nothing', paths.organizations('q=nobody&cursor=x'))
  pages.set('organization', paths.organization('org_northlight', long.name))
  pages.set('organization-quiet', paths.organization(rows[0]?.id ?? '', 'x'))
  pages.set('api', paths.apiDocs())
})

const names = [
  'organizations',
  'organizations-found',
  'organizations-nothing',
  'organization',
  'organization-quiet',
  'api',
]

describe.each(names)('the page %s', (name) => {
  test('is valid HTML without inline script or style', async () => {
    const html = await (await fetch(server.url + pages.get(name))).text()
    await expectPlainHtml(html)
  })

  test('is accessible and fits in every view', async () => {
    const page = await newPage(browser, { baseURL: server.url })
    const faults = watchFaults(page, server.url)
    await page.goto(pages.get(name) ?? '')
    await expectGoodViews(page, name)
    expect(faults).toEqual([])
    await page.close()
  })
})

test('without JavaScript: search, to an organization, to what it has open, to its mail', async () => {
  const page = await newPage(browser, { baseURL: server.url, javaScriptEnabled: false })
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Organizations' }).click()
  await page.getByRole('searchbox', { name: 'Name' }).fill('consor')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('link', { name: /^International Consortium/ }).click()
  await page.waitForURL(/\/organizations\/org_northlight-international/)
  expect(await page.getByRole('heading', { name: '14 open' }).count()).toBe(1)
  await page.getByRole('link', { name: 'Mail me what it opens' }).click()
  expect(new URL(page.url()).search).toBe('?org=org_northlight')
  await page.close()
})

test('the page of the API keeps fields folded, but for the type that a link leads to and on paper', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  await page.goto(paths.apiDocs())
  const field = page.locator('#type-Opportunity dl').first()
  await field.waitFor({ state: 'hidden' })
  const words = await page.locator('.prose').textContent()
  for (const path of [
    '/feed.xml',
    '/feed.atom',
    '/feed.json',
    '/deadlines.ics',
    '/opportunities.csv',
    '/embed',
    '/oembed',
  ])
    expect(words).toContain(path)
  await page.locator('#getOpportunity summary').click()
  await page.locator('#getOpportunity').getByRole('link', { name: 'Opportunity', exact: true }).first().click()
  await field.waitFor({ state: 'visible' })
  expect(await page.locator('#type-Program dl').first().isVisible()).toBe(false)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('#type-Program dl').first().isVisible()).toBe(true)
  await page.close()
})

test('every link within the page of the API leads to a place on it', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  await page.goto(paths.apiDocs())
  const lost = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')]
      .map((link) => link.hash.slice(1))
      .filter((id) => !document.getElementById(id)),
  )
  expect(lost).toEqual([])
  await page.close()
})

import { readFile } from 'node:fs/promises'
import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Ctx, Person } from '../../src/context.ts'
import { openD1 } from '../../src/db/client.ts'
import { newId } from '../../src/ids.ts'
import { paths } from '../../src/paths.ts'
import { people } from '../../src/people/table.ts'
import { saveProfile } from '../../src/profiles/saving.ts'
import { OwnProfile } from '../../src/profiles/schema.ts'
import { expectAccessible, look, newPage } from '../support/browser.ts'
import { expectGood, openService } from '../support/page-checks.ts'
import { signInOn } from '../support/sign-in-on.ts'

const { browser, server } = await openService()

const db = () => openD1(server.db)
const rowsOf = (email: string) => db().select().from(people).where(eq(people.email, email))

/** States a profile in somebody's name, as its own page would. */
async function state(email: string): Promise<void> {
  const [row] = await rowsOf(email)
  const person = { type: 'person', id: row?.id } as Person
  const now = Date.now()
  await db().update(people).set({ name: 'Ada Beispiel' }).where(eq(people.id, person.id))
  const content = OwnProfile.parse({
    sides: ['technical', 'non_technical'],
    workGroups: ['governance', 'technical'],
    kinds: ['role', 'fellowship'],
    availability: { hours: 12, months: [1, 2, 3, 9], from: '2027-01-04' },
    level: 'years_1_4',
    languages: ['en', 'fr'],
    places: [
      { country: 'FR', city: 'Lyon' },
      { country: 'DE', city: null },
    ],
    remote: true,
    relocate: false,
    audiences: ['career_changers'],
    links: ['https://beispiel.test/a-very-long-address/that-does-not-fit/on-any-narrow-screen/at-all-or-does-it'],
    otherSkills: ['Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte'],
    lookingFor: 'Somewhere calm,\nwith people who read.',
  })
  const ctx = { db: db(), now, newId: (prefix: string) => newId(prefix, now), actor: person } as Ctx
  await saveProfile(ctx, person, { content, version: 0 })
}

const section = (page: Page, id: string) => page.locator(`#${id}`)

describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
  test('purposes are switched, everything is downloaded, and the account is erased', async () => {
    const address = javaScriptEnabled ? 'ada@beispiel.test' : 'ben@beispiel.test'
    const page = await newPage(browser, { baseURL: server.url, javaScriptEnabled })
    await signInOn(server, page, address, paths.me())
    await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Your data' }).click()
    await page.getByText('Your profile is empty so far').waitFor()
    await state(address)
    await page.reload()
    const organizations = section(page, 'organizations')
    expect(await organizations.getByText('12 h a week').count()).toBe(1)
    expect(await organizations.getByText('Ada').count()).toBe(0)
    expect(await section(page, 'public_page').getByText('Ada Beispiel').count()).toBe(1)

    const toggle = page.getByRole('switch', { name: 'Matched organizations' })
    expect(await toggle.getAttribute('aria-checked')).toBe('false')
    await toggle.click()
    await organizations.getByText('Allowed since').waitFor()
    expect(await toggle.getAttribute('aria-checked')).toBe('true')
    expect(await page.locator('[aria-checked="true"]').count()).toBe(1)
    await toggle.click()
    await organizations.getByText('Withdrawn: nobody sees it any more.').waitFor()
    expect(await page.locator('[aria-checked="true"]').count()).toBe(0)

    const downloads = [page.waitForEvent('download'), page.getByRole('link', { name: 'Download as JSON' }).click()]
    const [download] = await Promise.all(downloads)
    if (!download) expect.fail('nothing was downloaded')
    expect(download.suggestedFilename()).toBe('onward-my-data.json')
    const records = JSON.parse(await readFile(await download.path(), 'utf8'))
    expect(records).toMatchObject({
      account: [{ email: address }],
      profile: [{ lookingFor: expect.stringContaining('calm') }],
    })

    await page.getByRole('link', { name: 'Erase my account' }).click()
    await page.getByLabel('Type ERASE to go on').fill('no')
    await page.getByRole('button', { name: 'Erase my account' }).click()
    await page.getByText('Type the word ERASE, or nothing is erased').waitFor()
    expect(await page.getByLabel('Type ERASE to go on').inputValue()).toBe('no')
    await page.getByLabel('Type ERASE to go on').fill('ERASE')
    await page.getByRole('button', { name: 'Erase my account' }).click()
    await page.getByRole('heading', { name: 'You are erased' }).waitFor()
    expect(await rowsOf(address)).toEqual([])
    await page.goto(paths.personalData())
    await page.getByRole('button', { name: 'Mail me a link' }).waitFor()
    await page.close()
  })
})

test('what others see is valid, accessible and fits', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  await signInOn(server, page, 'eve@beispiel.test', paths.personalData())
  await page.getByText('Your profile is empty so far').waitFor()
  await expectGood(page, 'data-empty')
  await state('eve@beispiel.test')
  await page.goto(paths.personalData())
  await page.getByRole('switch', { name: 'Public page' }).click()
  await page.getByText('Allowed since').waitFor()
  await expectGood(page, 'data')
  await page.getByRole('link', { name: 'See your public page' }).click()
  await page.getByText('This is your public page').waitFor()
  await expectGood(page, 'data-public-page')
  await page.close()
})

test('so is erasing', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  await signInOn(server, page, 'fay@beispiel.test', paths.me())
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Your data' }).waitFor()
  await look(page, 'account')
  await page.goto(paths.newOrganization())
  await page.getByLabel('Name').fill('Quiet Harbour')
  await page.getByRole('button', { name: 'Add it', exact: true }).click()
  await page.getByText('The organization is here').waitFor()
  await page.goto(paths.erasure())
  await page.getByText('You alone own').waitFor()
  await expectGood(page, 'erasure')
  await page.getByRole('button', { name: 'Erase my account' }).click()
  await page.locator('#word:focus').waitFor()
  await look(page, 'erasure-refused')
  await expectAccessible(page)
  await page.goto(paths.erased())
  await expectGood(page, 'erased')
  await page.close()
})

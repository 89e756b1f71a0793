import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { openD1 } from '../../src/db/client.ts'
import { paths } from '../../src/paths.ts'
import { people } from '../../src/people/table.ts'
import { WORDS_VERSION } from '../../src/profiles/schema.ts'
import { consents, profiles } from '../../src/profiles/table.ts'
import { publishOn } from '../bundle/given.ts'
import { expectValidHtml, newPage } from '../support/browser.ts'
import { expectGoodViews, openService, views } from '../support/page-checks.ts'
import { signInOn } from '../support/sign-in-on.ts'

const { browser, server } = await openService()

beforeAll(async () => {
  await publishOn(server, 'Course facilitator')
})

/** Another state of a form that was looked at whole. */
const two = [views[1], views[2]] as const

/** The page as it stands, for every width and colour scheme. */
async function expectGood(page: Page, name: string, seen: readonly (typeof views)[number][] = views): Promise<void> {
  await expectValidHtml(await page.evaluate(() => `<!doctype html>${document.documentElement.outerHTML}`))
  await expectGoodViews(page, name, seen)
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const step = (page: Page, title: string) =>
  page.getByRole('region', { name: title }).getByRole('button', { name: /^Save/ }).click()

describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
  const email = javaScriptEnabled ? 'alma@alum.test' : 'bela@alum.test'
  const open = () => newPage(browser, { baseURL: server.url, javaScriptEnabled })
  const good = async (page: Page, name: string, seen?: Parameters<typeof expectGood>[2]) => {
    if (javaScriptEnabled) await expectGood(page, name, seen)
  }

  test('a profile is stated step by step, kept, and put right where it cannot be', { timeout: 240_000 }, async () => {
    const page = await open()
    await signInOn(server, page, email, paths.profile())
    await page.getByRole('heading', { name: 'Your profile', exact: true }).waitFor()
    await good(page, 'profile-empty')

    await page.getByLabel('I can give').fill('10')
    for (const month of ['Jun', 'Jul']) await page.getByLabel(month, { exact: true }).check()
    await step(page, 'Time you can give')
    await page.waitForURL('**/me/profile?done=time#skills')
    await page.getByRole('region', { name: 'What you can do' }).getByText('Saved. Go on here').waitFor()
    expect(await page.getByLabel('Jun', { exact: true }).isChecked()).toBe(true)

    await page.getByText('Movement building', { exact: false }).first().click()
    const level = page.getByLabel('Level of Facilitation')
    expect(await level.isVisible()).toBe(false)
    await page.getByRole('checkbox', { name: 'Facilitation', exact: true }).check()
    await level.selectOption('expert')
    await page.getByLabel('Another skill, in your own words').fill('Bird counting')
    await step(page, 'What you can do')
    await page.waitForURL('**/me/profile?done=skills#wants')
    expect(await page.getByLabel('Level of Facilitation').inputValue()).toBe('facilitation:expert')

    await page.getByLabel('What you look for').fill('A quiet place to think.')
    await page.getByLabel('Country, or city and country').fill('Atlantis')
    await page.getByLabel('I can give').fill('200')
    await step(page, 'Where')
    const summary = page.getByText('Nothing was saved yet.')
    await summary.waitFor()
    if (javaScriptEnabled)
      expect(await page.evaluate(() => document.activeElement?.classList.contains('summary'))).toBe(true)
    expect(await page.getByLabel('What you look for').inputValue()).toBe('A quiet place to think.')
    expect(await page.getByLabel('I can give').inputValue()).toBe('200')
    await good(page, 'profile-refused', two)
    await page.getByLabel('I can give').fill('12')
    await page.getByLabel('Country, or city and country').fill('Lyon, France')
    await step(page, 'Where')
    await page.waitForURL('**/me/profile?done=where#background')
    await page.getByLabel('Link', { exact: true }).fill('alma.test/work')
    await step(page, 'Background')
    await page.getByText('See what fits you').waitFor()
    await good(page, 'profile-full', two)
    await page.context().close()
  })

  test('the older of two tabs is told, and saves over the newer one knowingly', { timeout: 240_000 }, async () => {
    const older = await open()
    await signInOn(server, older, `tabs-${email}`, paths.profile())
    await older.getByRole('heading', { name: 'Your profile', exact: true }).waitFor()
    const newer = await older.context().newPage()
    await newer.goto(paths.profile())
    await newer.getByLabel('What you look for').fill('Said in the newer tab')
    await step(newer, 'Background')
    await newer.getByText('See what fits you').waitFor()

    await older.getByLabel('What you look for').fill('Said in the older tab')
    await step(older, 'Background')
    await older.getByText('Your profile was saved elsewhere meanwhile').waitFor()
    expect(await older.getByRole('cell', { name: 'Said in the newer tab' }).count()).toBe(1)
    await good(older, 'profile-two-tabs', two)
    await press(older, 'Save what I typed over it')
    await older.getByText('See what fits you').waitFor()
    expect(await older.getByLabel('What you look for').inputValue()).toBe('Said in the older tab')
    await older.context().close()
  })

  test('what was said at Match me is kept as a profile, and shown to everybody once allowed', {
    timeout: 240_000,
  }, async () => {
    const page = await open()
    await page.goto('/match?skill=facilitation&skill_level=facilitation:expert&hours=10&months=6')
    await page.getByRole('link', { name: 'Keep this as your profile' }).click()
    await page.getByLabel('Your e-mail address').waitFor()
    const next = new URL(page.url()).searchParams.get('next') ?? ''
    await signInOn(server, page, `match-${email}`, next)
    await page.getByText('Filled in from what you said').waitFor()
    await good(page, 'profile-filled', two)
    await step(page, 'Background')
    await page.getByText('See what fits you').waitFor()

    const db = openD1(server.db)
    const [person] = await db
      .select({ id: people.id })
      .from(people)
      .where(eq(people.email, `match-${email}`))
    const personId = person?.id ?? ''
    const [row] = await db.select().from(profiles).where(eq(profiles.personId, personId))
    expect(row?.content).toMatchObject({ skills: [{ id: 'facilitation', level: 'expert' }] })
    expect((await page.goto(paths.person(personId)))?.status()).toBe(404)
    await db.insert(consents).values({
      ...{ id: `con_${personId}`, personId, purpose: 'public_page', wordsVersion: WORDS_VERSION, givenAt: 1 },
    })
    expect((await page.goto(paths.person(personId)))?.status()).toBe(200)
    await page.getByRole('heading', { name: 'Somebody' }).waitFor()
    await good(page, 'person')
    await page.context().close()
  })
})

test('moderators merge a skill in somebody’s own words', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  await signInOn(server, page, 'cleo@alum.test', paths.profile())
  await page.getByLabel('Another skill, in your own words').fill('Leading a room')
  await step(page, 'Background')
  await page.getByText('See what fits you').waitFor()
  const moderator = await newPage(browser, { baseURL: server.url })
  await signInOn(server, moderator, 'mod@onward.test', '/')
  await moderator.waitForURL('**/')
  await openD1(server.db)
    .update(people)
    .set({ role: 'moderator', example: true })
    .where(eq(people.email, 'mod@onward.test'))
  await moderator.goto(paths.moderationTerms())
  const row = moderator.getByRole('listitem').filter({ hasText: 'Leading a room' })
  await row.getByLabel('The same as').fill('Facilitatio')
  await row.getByRole('button', { name: 'Merge Leading a room' }).click()
  await moderator.getByText('Did you mean “Facilitation”?').waitFor()
  await expectGood(moderator, 'terms')
  await row.getByLabel('The same as').fill('Facilitation')
  await row.getByRole('button', { name: 'Merge Leading a room' }).click()
  await moderator.getByText('Answered.').waitFor()
  await page.goto(paths.profile())
  expect(await page.getByRole('checkbox', { name: 'Facilitation', exact: true }).isChecked()).toBe(true)
})

import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { DAY, dayIn } from '../../src/calendar.ts'
import { openD1 } from '../../src/db/client.ts'
import { dismissals, skillCounts } from '../../src/matching/table.ts'
import { paths } from '../../src/paths.ts'
import { people } from '../../src/people/table.ts'
import { OwnProfile } from '../../src/profiles/schema.ts'
import { profiles } from '../../src/profiles/table.ts'
import { publishOn } from '../bundle/given.ts'
import { weekly } from '../matching/given.ts'
import { expectAccessible, expectValidHtml, look, newPage } from '../support/browser.ts'
import { expectGoodViews, openService } from '../support/page-checks.ts'
import { signInOn } from '../support/sign-in-on.ts'

const { browser, server } = await openService()
let alum: Page
let newcomer: Page
const ids: Record<string, string> = {}
const db = () => openD1(server.db)

const must = (...skills: string[]) => skills.map((id) => ({ id, must: true }))
const stated = {
  skills: [{ id: 'facilitation' }, { id: 'writing', level: 'learning' }],
  workGroups: ['movement_building'],
  availability: { hours: 10 },
  places: [{ country: 'FR' }],
  remote: true,
}

async function publishAll(): Promise<void> {
  const closesOn = dayIn(Date.now() + 9 * DAY, 'UTC')
  ids.course = await publishOn(server, 'Course facilitator, AI safety fundamentals', {
    skills: [...must('facilitation'), { id: 'curriculum_design', must: false }],
    workGroups: ['movement_building'],
    commitment: weekly(3),
    closesOn,
  })
  await publishOn(server, 'Writer of a weekly digest with a rather long title for a small screen', {
    skills: must('writing', 'research_methods'),
    commitment: weekly(8),
  })
  await publishOn(server, 'Curriculum course', { kind: 'training', teaches: ['curriculum_design', 'research_methods'] })
  await publishOn(server, 'Evaluations fellowship', {
    kind: 'fellowship',
    skills: must('facilitation'),
    commitment: weekly(18),
  })
  ids.aside = await publishOn(server, 'Policy internship', { kind: 'internship', commitment: weekly(5) })
  await publishOn(server, 'Retreat on site', {
    kind: 'event',
    workplace: 'onsite',
    places: [{ country: 'US', city: null }],
  })
}

async function idOf(address: string): Promise<string> {
  const [person] = await db().select({ id: people.id }).from(people).where(eq(people.email, address))
  return person?.id ?? ''
}

beforeAll(async () => {
  await publishAll()
  alum = await newPage(browser, { baseURL: server.url })
  await signInOn(server, alum, 'alum@example.test', paths.me())
  await alum.getByRole('heading', { name: 'Your account' }).waitFor()
  newcomer = await newPage(browser, { baseURL: server.url })
  await signInOn(server, newcomer, 'new@example.test', paths.me())
  await newcomer.getByRole('heading', { name: 'Your account' }).waitFor()
  const at = { createdAt: 1, updatedAt: 1 }
  const personId = await idOf('alum@example.test')
  await db()
    .insert(profiles)
    .values({ personId, content: OwnProfile.parse(stated), version: 1, ...at })
  const noted = { reason: 'other' as const, note: 'I did an internship there', at: Date.now() }
  await db()
    .insert(dismissals)
    .values({ personId, opportunityId: ids.aside ?? '', ...noted })
  await db()
    .insert(skillCounts)
    .values({ skillId: 'facilitation', people: 9, outOf: 120, countedOn: dayIn(Date.now(), 'UTC') })
})

const pages: [string, () => Page, () => string][] = [
  ['matches', () => alum, () => paths.ownMatches()],
  ['matches-narrowed', () => alum, () => paths.ownMatches('kind=role&hours_max=5')],
  ['start', () => newcomer, () => paths.ownMatches()],
  ['set-aside', () => alum, () => paths.dismissals()],
  ['weights', () => alum, () => paths.matchingExplained()],
  ['rare', () => newcomer, () => paths.opportunity(ids.course ?? '', '')],
]

describe.each(pages)('the page %s', (name, who, path) => {
  test('is valid, accessible and fits in every view', async () => {
    const page = who()
    const answer = await page.goto(path())
    await expectValidHtml((await answer?.text()) ?? '')
    await page.evaluate(() => {
      for (const folded of document.querySelectorAll('details')) folded.open = true
    })
    await expectGoodViews(page, `matches-${name}`)
  })
})

describe.each([true, false])('with JavaScript %s', (javaScriptEnabled) => {
  test('something is set aside with a reason, leaves, and is taken back', async () => {
    await db().delete(dismissals)
    const page = await newPage(browser, { baseURL: server.url, javaScriptEnabled })
    await page.context().addCookies(await alum.context().cookies())
    await page.goto(paths.ownMatches())
    const card = page.locator('li.match', { hasText: 'Course facilitator' }).first()
    await card.getByText('Not for me').click()
    await card.getByRole('button', { name: 'Not my field' }).click()
    await page.getByText('Set aside: it does not come up again.').waitFor()
    expect(await page.locator('li.match', { hasText: 'Course facilitator' }).count()).toBe(0)
    await page.getByRole('link', { name: '1 set aside' }).click()
    await page.getByText('Not my field').waitFor()
    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByText('Taken back.').waitFor()
    await page.getByRole('link', { name: 'Your matches' }).click()
    await page.locator('li.match', { hasText: 'Course facilitator' }).first().waitFor()
    await page.close()
  })

  test('another reason needs words: the form says so and keeps what was typed', async () => {
    const page = await newPage(browser, { baseURL: server.url, javaScriptEnabled })
    await page.context().addCookies(await alum.context().cookies())
    await page.goto(paths.ownMatches('kind=role'))
    const card = page.locator('li.match', { hasText: 'Course facilitator' }).first()
    await card.getByText('Not for me').click()
    await card.getByLabel('Another reason').fill(' ')
    await card.getByRole('button', { name: 'Set aside' }).click()
    await page.getByText('Nothing was saved yet.').waitFor()
    await expectValidHtml(await page.content())
    await look(page, `matches-refused-${javaScriptEnabled}`)
    if (javaScriptEnabled) await expectAccessible(page)
    await page.getByRole('textbox', { name: 'In a few words' }).fill('I run it myself')
    await page.getByRole('button', { name: 'Set aside' }).click()
    await page.waitForURL(/kind=role&done=set_aside/)
    const [row] = await db().select().from(dismissals)
    expect(row).toMatchObject({ opportunityId: ids.course, reason: 'other', note: 'I run it myself' })
    await db().delete(dismissals)
    await page.close()
  })
})

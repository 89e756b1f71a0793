import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { DAY, dayIn, HOUR } from '../../src/calendar.ts'
import { openD1 } from '../../src/db/client.ts'
import { outbox } from '../../src/mail/table.ts'
import { interests } from '../../src/opportunities/life/table.ts'
import { OpportunityInput } from '../../src/opportunities/schema.ts'
import { counters, decisions, drafts, revisions } from '../../src/opportunities/table.ts'
import { members, organizations } from '../../src/organizations/table.ts'
import { paths } from '../../src/paths.ts'
import { publishOn, until } from '../bundle/given.ts'
import { expectValidHtml, look, newPage } from '../support/browser.ts'
import { expectGood, expectGoodViews, openService } from '../support/page-checks.ts'
import { personOn, signInOn } from '../support/sign-in-on.ts'

const { browser, server } = await openService()
let member: Page
const NORTHLIGHT = 'org_northlight'
const office = `/organizations/${NORTHLIGHT}/office/opportunities`
const ids: Record<string, string> = {}
const db = () => openD1(server.db)
const inDays = (days: number) => dayIn(Date.now() + days * DAY, 'UTC')

const mailTo = async (address: string, subject: RegExp) =>
  until(async () =>
    (await db().select().from(outbox)).find((mail) => mail.recipient === address && subject.test(mail.subject)),
  )
const linkIn = (text: string, path: string) => new RegExp(`https?://[^/\\s]+(/${path}\\S*)`).exec(text)?.[1] ?? ''

/** Signs in by the mailed link; answers the person's id. */
async function enter(page: Page, address: string): Promise<string> {
  await signInOn(server, page, address, paths.me())
  await page.getByRole('heading', { name: 'Your account' }).waitFor()
  return personOn(server, address)
}

beforeAll(async () => {
  ids.dated = await publishOn(server, 'Research fellow, evaluations', {
    closesOn: inDays(3),
    applyUrl: 'https://northlight.test/apply',
  })
  ids.undated = await publishOn(server, 'Course lead, a day a week', { rolling: true })
  ids.past = await publishOn(server, 'Policy internship with a rather long name for a small screen', {
    closesOn: inDays(-5),
  })
  member = await newPage(browser, { baseURL: server.url })
  const personId = await enter(member, 'member@northlight.test')
  await db()
    .insert(members)
    .values({ organizationId: NORTHLIGHT, personId, role: 'owner', addedBy: 'test', addedAt: Date.now() })
  await give(personId)
})

/** What waits, was sent back or is being written; figures; a message. */
async function give(personId: string): Promise<void> {
  const owned = { organizationId: NORTHLIGHT, authorId: personId }
  for (const [id, title] of [
    ['opp_waiting', 'Waiting operations role'],
    ['opp_asked', 'Fellowship sent back'],
  ] as const) {
    const content = OpportunityInput.parse({ kind: 'role', title })
    await db()
      .insert(revisions)
      .values({ id: `rev_${id}`, opportunityId: id, ...owned, content, typed: { title }, submittedAt: Date.now() })
  }
  const elsewhere = { id: 'org_elsewhere', name: 'Elsewhere Lab', nameKey: 'elsewhere lab', createdAt: 0, updatedAt: 0 }
  await db().insert(organizations).values(elsewhere)
  const heard = OpportunityInput.parse({ kind: 'phd', title: 'A doctorate I heard of' })
  const revision = { id: 'rev_heard', opportunityId: 'opp_heard', organizationId: elsewhere.id, authorId: personId }
  await db()
    .insert(revisions)
    .values({ ...revision, content: heard, typed: {}, submittedAt: Date.now() })
  await db()
    .insert(decisions)
    .values({
      ...{ revisionId: 'rev_opp_asked', opportunityId: 'opp_asked', verdict: 'changes_asked', before: null },
      ...{
        reason: 'Please say how the project was validated: senior advice, a trial, funding.',
        decidedBy: 'per_m',
        decidedAt: 1,
      },
    })
  await db()
    .insert(drafts)
    .values({
      opportunityId: 'opp_draft',
      ...owned,
      typed: { title: 'Half a thought' },
      version: 1,
      createdAt: 1,
      updatedAt: 1,
    })
  await db()
    .insert(counters)
    .values({ subjectId: ids.dated ?? '', name: 'view', day: '2026-01-01', count: 1234 })
  const told = {
    name: 'Ada Beispiel',
    message: 'I have run two courses and could give a day a week.\n\nIs it still open?',
  }
  await db()
    .insert(interests)
    .values({ id: 'int_1', opportunityId: ids.undated ?? '', personId, ...told, sentAt: Date.now() })
}

const pages: [string, () => string][] = [
  ['office', () => office],
  ['own', () => '/me/opportunities'],
  ['closing', () => `/opportunities/${ids.dated}/closure`],
  ['reopening', () => `/opportunities/${ids.past}/reopening`],
  ['extending', () => `/opportunities/${ids.dated}/reopening`],
  ['interest-form', () => `/opportunities/${ids.undated}/interest`],
  ['interest-received', () => '/interests/int_1'],
  ['interests-sent', () => '/me/interests'],
]

describe.each(pages)('the page %s', (name, path) => {
  test('is valid, accessible and fits in every view', async () => {
    const answer = await member.goto(path())
    await expectValidHtml((await answer?.text()) ?? '')
    await expectGoodViews(member, `life-${name}`)
  })
})

test('a reader’s view is counted once by the browser, and a press on apply leads there', async () => {
  const page = await newPage(browser, { baseURL: server.url })
  const leftFor: string[] = []
  const today = inDays(0)
  page.on('request', (request) => request.url().startsWith('https:') && leftFor.push(request.url()))
  await page.goto(`/opportunities/${ids.dated}`)
  const counted = async (name: 'view' | 'apply') =>
    (await db().select().from(counters)).find((row) => row.name === name && row.day >= today)
  expect(await until(() => counted('view'))).toMatchObject({ subjectId: ids.dated, count: 1 })
  await page.getByRole('link', { name: 'Apply at northlight.test' }).click()
  expect(await until(() => counted('apply'))).toMatchObject({ subjectId: ids.dated, count: 1 })
  await until(() => leftFor[0])
  expect(leftFor[0]).toBe('https://northlight.test/apply')
  await page.close()
})

test('without JavaScript: close with the questions, see it closed, open it again', async () => {
  const id = await publishOn(server, 'Closed and opened')
  const { cookies } = await member.context().storageState()
  const page = await newPage(browser, { baseURL: server.url, javaScriptEnabled: false })
  await page.context().addCookies(cookies)
  await page.goto(office)
  await page.getByRole('link', { name: /^Close\s+Closed and opened/ }).click()
  await page.getByLabel('It is filled').check()
  await page.getByLabel('Somebody who found it here').check()
  await page.getByLabel('How many applied?').fill('12')
  await page.getByRole('button', { name: 'Close it' }).click()
  await page.getByText('Closed. It takes no more applications.').waitFor()
  await page.goto(`/opportunities/${id}`)
  await page.getByText('Closed. It has been filled (').waitFor()
  await page.goto(office)
  await page.getByRole('link', { name: /^Reopen\s+Closed and opened/ }).click()
  await page.getByLabel('New deadline').fill('2020-01-01')
  await page.getByRole('button', { name: 'Open it again' }).click()
  await page.getByText('Give a deadline that is still to come, or none').waitFor()
  await page.getByLabel('New deadline').fill(inDays(40))
  await page.getByRole('button', { name: 'Open it again' }).click()
  await page.getByText('Open again.').waitFor()
  expect((await page.goto(`/opportunities/${id}`))?.status()).toBe(200)
  await page.close()
})

test('an expired one is gone from the board by itself and comes back with a new deadline', async () => {
  expect((await member.goto(`/opportunities/${ids.past}`))?.status()).toBe(410)
  await member.getByText('Closed. The deadline has passed').waitFor()
  await member.goto(office)
  await member.getByRole('link', { name: /^Reopen\s+Policy internship/ }).click()
  await member.getByLabel('New deadline').fill(inDays(20))
  await member.getByRole('button', { name: 'Open it again' }).click()
  await member.getByText('Open again.').waitFor()
  expect((await member.goto(`/opportunities/${ids.past}`))?.status()).toBe(200)
})

test('several are closed with one press', async () => {
  for (const title of ['Together one', 'Together two']) await publishOn(server, title)
  await member.setViewportSize({ width: 1280, height: 800 })
  await member.goto(office)
  for (const title of ['Together one', 'Together two']) await member.getByLabel(`Choose ${title}`).check()
  await member.getByRole('button', { name: 'Close the chosen' }).click()
  await member.getByText('2 closed.').waitFor()
})

test('somebody is interested: both write, neither sees an address', async () => {
  const id = await publishOn(server, 'Mentor for a reading group')
  const person = await newPage(browser, { baseURL: server.url })
  await person.goto(`/opportunities/${id}`)
  await person.getByRole('link', { name: 'I’m interested' }).click()
  await person.getByRole('heading', { name: 'Sign in' }).waitFor()
  await enter(person, 'ada@example.test')
  await person.goto(`/opportunities/${id}/interest`)
  await person.getByLabel('Your name').fill('Ada Beispiel')
  await person.getByLabel('Your message').fill('Too short')
  await person.getByRole('button', { name: 'Send it' }).click()
  await person.getByText('Write a message of at least 20 characters', { exact: true }).waitFor()
  await person.getByLabel('Your message').fill('I have led two reading groups and would like to lead yours.')
  await person.getByRole('button', { name: 'Send it' }).click()
  await person.getByText('Sent. The answer comes by mail').waitFor()

  const mail = await mailTo('member@northlight.test', /Ada Beispiel is interested/)
  expect(JSON.stringify(mail)).not.toContain('ada@')
  await member.goto(linkIn(mail.bodyText, 'interests/'))
  await member.getByLabel('Your answer').fill('Gladly. Come to our open evening on Thursday.')
  await member.getByRole('button', { name: 'Send the answer' }).click()
  await member.getByText('Your answer is on its way.').waitFor()
  const answer = await mailTo('ada@example.test', /answers about/)
  expect(JSON.stringify(answer)).not.toContain('member@')
  await person.goto(linkIn(answer.bodyText, 'me/interests'))
  await person.getByText('Come to our open evening').waitFor()
  await person.close()
})

// Late: by then a session is over.
test('a report asks early and closes nothing; silence after the ordinary question does; one click opens it again', async () => {
  const id = await publishOn(server, 'Reported as closed')
  const reader = await newPage(browser, { baseURL: server.url })
  await reader.goto(`/opportunities/${id}`)
  await reader.getByRole('button', { name: 'Report as closed' }).click()
  await reader.getByRole('heading', { name: 'Thank you' }).waitFor()
  expect((await reader.goto(`/opportunities/${id}`))?.status()).toBe(200)

  await server.scheduled(Date.now())
  const early = await mailTo('member@northlight.test', /Still open\? Reported/)
  expect(early.bodyText).toContain('A reader told us this is closed. Is it?')
  await server.scheduled(Date.now() + 15 * DAY)
  expect((await reader.goto(`/opportunities/${id}`))?.status()).toBe(200)
  await server.scheduled(Date.now() + 31 * DAY)
  const mail = await mailTo('member@northlight.test', /Still open\? \d+ at/)
  expect(mail.bodyText).toContain('Reported as closed')
  await server.scheduled(Date.now() + 46 * DAY)
  await until(async () => ((await reader.goto(`/opportunities/${id}`))?.status() === 410 ? true : undefined))
  await reader.getByText('Nobody answered whether it is still open').waitFor()

  // From the mail, in a browser that nobody is signed in with.
  await reader.goto(linkIn(mail.bodyText, 'still-open/'))
  await expectGood(reader, 'life-still-open')
  await reader.getByRole('button', { name: 'These are still open' }).click()
  await reader.getByText(/^Noted: \d+ are still open/).waitFor()
  // Without a session a page may be a second old.
  await until(async () => ((await reader.goto(`/opportunities/${id}`))?.status() === 200 ? true : undefined))
  await reader.close()
})

test('mails look like ours', async () => {
  await server.scheduled(Date.now() + HOUR)
  const shown = await db().select().from(outbox)
  for (const subject of [/Still open/, /is interested/]) {
    const mail = shown.find((one) => subject.test(one.subject))
    const page = await newPage(browser, { width: 600 })
    await page.setContent(mail?.html ?? '')
    await look(page, `life-mail-${subject.source.replace(/\W+/g, '-')}`)
    expect(await page.getByRole('link').count()).toBeGreaterThan(0)
    await page.close()
  }
})

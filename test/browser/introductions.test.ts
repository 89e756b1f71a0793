import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { openD1 } from '../../src/db/client.ts'
import { newId } from '../../src/ids.ts'
import { introductions } from '../../src/introductions/table.ts'
import { outbox } from '../../src/mail/table.ts'
import { members } from '../../src/organizations/table.ts'
import { paths } from '../../src/paths.ts'
import { people } from '../../src/people/table.ts'
import { OwnProfile, WORDS_VERSION } from '../../src/profiles/schema.ts'
import { consents, profiles } from '../../src/profiles/table.ts'
import { publishOn, until } from '../bundle/given.ts'
import { expectValidHtml, look, newPage } from '../support/browser.ts'
import { expectGoodViews, openService } from '../support/page-checks.ts'
import { personOn, signInOn } from '../support/sign-in-on.ts'

const { browser, server } = await openService()
let member: Page
let person: Page
const ids: Record<string, string> = {}
const db = () => openD1(server.db)
const message = 'We run a governance course in June and would like to talk to you about leading it.'

const mailTo = async (address: string, subject: RegExp) =>
  until(async () =>
    (await db().select().from(outbox)).find((mail) => mail.recipient === address && subject.test(mail.subject)),
  )
const linkIn = (text: string, path: string) => new RegExp(`https?://[^/\\s]+(/${path}\\S*)`).exec(text)?.[1] ?? ''

/** Signs in and gives a name; answers the person's id. */
async function joinOn(page: Page, address: string, name: string): Promise<string> {
  await signInOn(server, page, address, paths.me())
  await page.getByLabel('Your name, as others see it').fill(name)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  return personOn(server, address)
}

const allow = (personId: string) =>
  db()
    .insert(consents)
    .values({
      id: newId('con', Date.now()),
      personId,
      purpose: 'organizations',
      wordsVersion: WORDS_VERSION,
      givenAt: Date.now(),
    })
const withdraw = () => db().update(consents).set({ withdrawnAt: Date.now() })

const stated = (fields: Record<string, unknown>) =>
  OwnProfile.parse({
    skills: [{ id: 'facilitation', level: 'expert' }],
    professions: ['policymaker'],
    workGroups: ['governance'],
    availability: { hours: 12, per: 'week', months: [5, 6, 7, 8, 9] },
    level: 'years_1_4',
    degree: 'master',
    languages: ['en', 'fr'],
    places: [{ country: 'FR', city: 'Lyon' }],
    remote: true,
    lookingFor: 'A calm team that writes things down.',
    links: ['https://ada.example.test/work'],
    ...fields,
  })

async function keep(personId: string, fields: Record<string, unknown> = {}): Promise<void> {
  const at = { createdAt: Date.now(), updatedAt: Date.now() }
  await db()
    .insert(profiles)
    .values({ personId, content: stated(fields), version: 1, ...at })
}

/** People who match too; two of them let organizations see them. */
async function crowd(): Promise<void> {
  for (const [i, skills] of [['python'], ['facilitation', 'python'], ['facilitation'], ['facilitation']].entries()) {
    const id = `per_crowd${i}`
    const row = { id, name: '', email: `${id}@example.test`, emailKey: id, role: 'person' as const, createdAt: 0 }
    await db().insert(people).values(row)
    await keep(id, { skills: skills.map((skill) => ({ id: skill, level: null })), level: null, degree: null })
    if (i < 2) await allow(id)
  }
}

beforeAll(async () => {
  const asks = {
    skills: [
      { id: 'facilitation', must: true },
      { id: 'python', must: false },
    ],
    workGroups: ['governance' as const],
    level: 'graduate' as const,
    commitment: {
      basis: 'stated' as const,
      hoursMin: 8,
      hoursMax: 10,
      per: 'week' as const,
      months: [6, 7],
      monthsPerYear: 2,
      weeks: null,
    },
  }
  ids.course = await publishOn(server, 'Governance course lead', asks)
  ids.other = await publishOn(server, 'Reading group host with a rather long name for a small screen', asks)
  ids.third = await publishOn(server, 'Summer school host', asks)
  member = await newPage(browser, { baseURL: server.url })
  const personId = await joinOn(member, 'member@northlight.test', 'Mo Member')
  const organizationId = 'org_northlight'
  await db().insert(members).values({ organizationId, personId, role: 'owner', addedBy: 'test', addedAt: Date.now() })
  person = await newPage(browser, { baseURL: server.url })
  ids.ada = await joinOn(person, 'ada@example.test', 'Ada Beispiel')
  await keep(ids.ada)
  await allow(ids.ada)
  await crowd()
})

/** Four looks at a page take their time beside other tests. */
const SLOW = 240_000

/** Looks at the page where it is in every size and light, and leaves it as it was. */
async function inspect(page: Page, name: string): Promise<void> {
  const answer = await page.goto(page.url())
  await expectValidHtml((await answer?.text()) ?? '')
  await expectGoodViews(page, `introductions-${name}`)
}

/** The member asks whoever fits best; answers the path that the mail to Ada leads to. */
async function ask(title: RegExp, opportunity = ''): Promise<string> {
  await member.goto(`/opportunities/${opportunity}/talent`)
  const best = member.getByRole('listitem').filter({ hasText: 'Facilitation (expert)' }).first()
  await best.getByRole('link', { name: 'Ask for an introduction' }).click()
  await member.getByLabel('Your message').fill(message)
  await member.getByRole('button', { name: 'Ask them' }).click()
  await member.getByText('Asked. Their answer comes by mail').waitFor()
  const mail = await mailTo('ada@example.test', title)
  expect(JSON.stringify(mail)).not.toContain('member@')
  return linkIn(mail.bodyText, 'introductions/')
}

describe('an introduction, both ways', () => {
  test(
    'asked by a card without a name, accepted by the mailed link, seen by the member',
    async () => {
      await member.goto('/organizations/org_northlight/office/opportunities')
      await member.getByRole('link', { name: /^Who fits\s+Governance course lead/ }).click()
      await member.getByText('5 people match.').waitFor()
      expect(await member.getByRole('heading', { level: 3 }).count()).toBe(3)
      expect(await member.content()).not.toMatch(/Beispiel|Lyon|calm team|ada\.example/)
      await inspect(member, 'talent')
      await member.getByRole('link', { name: 'Ask for an introduction to person 1' }).click()
      await member.getByLabel('Your message').fill('Too short')
      await member.getByRole('button', { name: 'Ask them' }).click()
      await member.getByText('Write a message of at least 20 characters').first().waitFor()
      expect(await member.getByLabel('Your message').inputValue()).toBe('Too short')
      await inspect(member, 'ask')

      const page = await ask(/would like to meet you: Governance/, ids.course)
      await person.goto(page)
      await person.getByText(message).waitFor()
      await inspect(person, 'answer')
      await person.getByLabel('How they can reach you, if you accept').fill('Ring me on 555 0100 in the evening.')
      await person.getByRole('button', { name: 'Accept' }).click()
      await person.getByText('Accepted. We tell them.').waitFor()
      await inspect(person, 'accepted')

      const mail = await mailTo('member@northlight.test', /^Accepted/)
      expect(JSON.stringify(mail)).not.toMatch(/ada@|Beispiel|555/)
      await member.goto(linkIn(mail.bodyText, 'introductions/'))
      await member.getByRole('heading', { name: 'Ada Beispiel' }).waitFor()
      for (const words of ['Ring me on 555 0100', 'A calm team that writes', 'Lyon, France'])
        await member.getByText(words).waitFor()
      await inspect(member, 'member')
    },
    SLOW,
  )

  test(
    'without JavaScript: declined, and the asker learns only that',
    async () => {
      const page = await ask(/would like to meet you: Reading/, ids.other)
      const { cookies } = await person.context().storageState()
      const plain = await newPage(browser, { baseURL: server.url, javaScriptEnabled: false })
      await plain.context().addCookies(cookies)
      await plain.goto(page)
      await plain.getByRole('button', { name: 'Decline' }).click()
      await plain.getByText('Declined. They learn only that.').waitFor()
      const mail = await mailTo('member@northlight.test', /^Declined/)
      await member.goto(linkIn(mail.bodyText, 'introductions/'))
      await member.getByText(/^Declined on/).waitFor()
      expect(await member.content()).not.toMatch(/Beispiel|Lyon/)
      await member.goto(`/opportunities/${ids.other}/talent`)
      expect(await member.getByText('Facilitation (expert)').count()).toBe(0)
      await inspect(member, 'declined')
      await plain.close()
    },
    SLOW,
  )

  test(
    'withdrawn before the answer, it lapses; what was accepted shows nobody any more',
    async () => {
      const page = await ask(/would like to meet you: Summer/, ids.third)
      await withdraw()
      await person.goto(page)
      await person.getByText('so nobody sees this request').waitFor()
      expect(await person.getByRole('button', { name: 'Accept' }).count()).toBe(0)
      await inspect(person, 'lapsed')
      expect((await member.goto(page))?.status()).toBe(404)
      const accepted = (await db().select().from(introductions)).find(({ answer }) => answer === 'accepted')
      await member.goto(`/introductions/${accepted?.id}`)
      await member.getByText('They are not shown any more').waitFor()
      expect(await member.content()).not.toMatch(/Beispiel|Lyon|555/)
      await allow(ids.ada ?? '')
      await person.goto(page)
      await person.getByRole('button', { name: 'Accept' }).click()
      await person.getByText('Accepted. We tell them.').waitFor()
    },
    SLOW,
  )
})

test(
  'suggested by a moderator, on the list, off it with one press',
  async () => {
    await db().update(people).set({ role: 'moderator', example: true })
    const path = `/opportunities/${ids.course}/suggestions`
    await member.goto(path)
    await member.getByLabel('Their e-mail address').fill('nowhere')
    await member.getByLabel('A word to them').fill('You asked for a course to lead.')
    await member.getByRole('button', { name: 'Suggest it' }).click()
    await member.getByText('Give an e-mail address').first().waitFor()
    await member.getByLabel('Their e-mail address').fill('ada@example.test')
    await member.getByRole('button', { name: 'Suggest it' }).click()
    await member.getByText('If somebody with this address takes suggestions').waitFor()
    await inspect(member, 'suggest')
    const mail = await mailTo('ada@example.test', /^This may be for you/)
    await person.goto(linkIn(mail.bodyText, 'me/introductions'))
    await person.getByText('suggested by Mo Member').waitFor()
    await inspect(person, 'own')
    await person.getByRole('button', { name: /^Not for me/ }).click()
    await person.getByText('It is off your list.').waitFor()
  },
  SLOW,
)

test(
  'passed on by a link of one’s own',
  async () => {
    await person.goto(`/opportunities/${ids.course}`)
    await person.getByRole('link', { name: 'Make a link of your own to pass on' }).click()
    await person.getByRole('button', { name: 'Make my link' }).click()
    const link = await person.getByLabel('Your link').inputValue()
    await inspect(person, 'referral')
    const reader = await newPage(browser, { baseURL: server.url })
    await reader.goto(link)
    await inspect(reader, 'passed-on')
    await reader.getByRole('link', { name: 'See what it is' }).click()
    await reader.getByRole('heading', { name: 'Governance course lead' }).waitFor()
    await reader.close()
  },
  SLOW,
)

test('mails look like ours', async () => {
  const sent = await db().select().from(outbox)
  for (const subject of [/would like to meet you/, /^Accepted/, /^This may be/]) {
    const mail = sent.find((one) => subject.test(one.subject))
    const page = await newPage(browser, { width: 600 })
    await page.setContent(mail?.html ?? '')
    await look(page, `introductions-mail-${subject.source.replace(/\W+/g, '-')}`)
    expect(await page.getByRole('link').count()).toBeGreaterThan(0)
    await page.close()
  }
})

import Papa from 'papaparse'
import { expect, test } from 'vitest'
import type { Person } from '../../src/context.ts'
import { giveConsent } from '../../src/profiles/consenting.ts'
import { listConsents } from '../../src/profiles/queries.ts'
import { saveProfile } from '../../src/profiles/saving.ts'
import { OwnProfile, purposes } from '../../src/profiles/schema.ts'
import { consents } from '../../src/profiles/table.ts'
import { openClient, signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'

async function somebody() {
  const world = await createWorld()
  const browser = await signIn(world, 'ada@example.test')
  const person = { type: 'person', id: browser.id } as Person
  const ctx = world.ctx({ actor: person })
  const given = async () => [...(await listConsents(ctx, browser.id))]
  return { world, browser, person, ctx, given }
}
const press = (purpose: string, allow = 'yes', words = '1') => ({ purpose, allow, words })

test('every purpose is off until it is switched, each for itself, with the day', async () => {
  const { world, browser, given } = await somebody()
  const off = await (await browser.get('/me/data')).text()
  expect(off.match(/aria-checked="false"/g)).toHaveLength(purposes.length)
  const answer = await browser.post('/me/data/consents', press('surveys'))
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me/data?done=surveys#surveys'])
  expect(await given()).toEqual(['surveys'])
  const on = await browser.get('/me/data?done=surveys')
  expect(on.headers.get('cache-control')).toContain('no-store')
  expect(await on.text()).toContain('Allowed since 2 Mar 2026.')
  await browser.post('/me/data/consents', press('surveys', 'no'))
  expect(await given()).toEqual([])
  expect(await (await browser.get('/me/data?done=surveys')).text()).toContain('Withdrawn: nobody sees it any more.')
  expect(await world.db.select().from(consents)).toMatchObject([
    { purpose: 'surveys', withdrawnAt: expect.any(Number) },
  ])
})

test('what nobody asked for, and words that have changed since, allow nothing', async () => {
  const { world, browser, given } = await somebody()
  for (const form of [
    press('everything'),
    press('groups', 'perhaps'),
    press('groups', 'yes', '0'),
    { purpose: 'groups' },
  ]) {
    const answer = await browser.post('/me/data/consents', form)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Nothing was changed.')
  }
  expect((await openClient(world).post('/me/data/consents', press('groups'))).status).toBe(401)
  const elsewhere = {
    method: 'POST',
    headers: { Origin: 'https://evil.test' },
    body: new URLSearchParams(press('groups')),
  }
  expect((await browser.request('/me/data/consents', elsewhere)).status).toBe(403)
  expect(await given()).toEqual([])
})

test('what was allowed in older words is asked anew, and can be allowed anew', async () => {
  const { world, ctx, person, given } = await somebody()
  const old = { id: 'con_old', personId: person.id, purpose: 'groups' as const, wordsVersion: 0, givenAt: 1 }
  await world.db.insert(consents).values(old)
  expect(await given()).toEqual([])
  await giveConsent(ctx, person, 'groups')
  await giveConsent(ctx, person, 'groups')
  expect(await given()).toEqual(['groups'])
  expect(await world.db.select().from(consents)).toHaveLength(2)
})

test('beside each switch stands what others see: a card without a name, a page with it', async () => {
  const { browser, ctx, person } = await somebody()
  await browser.post('/me/name', { name: 'Ada Beispiel' })
  const content = OwnProfile.parse({
    lookingFor: 'A <quiet> place',
    places: [{ country: 'FR', city: 'Lyon' }],
    availability: { hours: 12 },
    payNeeded: true,
  })
  await saveProfile(ctx, person, { content, version: 0 })
  const text = await (await browser.get('/me/data')).text()
  const [, card = '', page = ''] = text.split('class="seen"')
  expect(card).toContain('12 h a week')
  expect(card).not.toContain('class="score"')
  expect(card).toContain('France')
  expect(card.split('</section>')[0]).not.toMatch(/Ada|Lyon|quiet/)
  expect(page).toContain('Ada Beispiel')
  expect(page).toContain('A &lt;quiet> place')
  expect(page).toContain('Lyon, France')
  expect(text).not.toContain(`/people/${person.id}`)
  await browser.post('/me/data/consents', press('public_page'))
  expect(await (await browser.get('/me/data')).text()).toContain(`href="/people/${person.id}"`)
})

test('what stands beside the switch of the public page stands on it, to the letter', async () => {
  const { world, browser, ctx, person } = await somebody()
  const content = OwnProfile.parse({
    ...{ lookingFor: 'A quiet place', otherSkills: ['Bird counting'], links: ['https://ada.test/work'] },
    ...{ skills: [{ id: 'facilitation', level: 'expert' }], sides: ['technical'], kinds: ['fellowship'] },
    ...{ availability: { hours: 12, months: [6, 7] }, level: 'none', degree: 'master', languages: ['fr'] },
    ...{ places: [{ country: 'FR', city: 'Lyon' }], remote: false, relocate: true, audiences: ['students'] },
    ...{ payNeeded: true, visaNeeded: false },
  })
  await saveProfile(ctx, person, { content, version: 0 })
  await browser.post('/me/data/consents', press('public_page'))
  const facts = (html = '') => /<figure class="looks-for">[\s\S]*?<\/dl>/.exec(html)?.[0]
  const [, , preview] = (await (await browser.get('/me/data')).text()).split('class="seen"')
  const shown = facts(preview)
  expect(shown).toContain('Lyon, France · no remote work · would move')
  expect(shown).toContain('no experience yet · master’s degree')
  expect(shown).not.toMatch(/pay|visa/i)
  expect(facts(await (await world.get(`/people/${person.id}`)).text())).toBe(shown)
})

test('the export is a download, as JSON and as a table whose cells start no formula', async () => {
  const { world, browser } = await somebody()
  await browser.post('/me/name', { name: '=HYPERLINK("https://evil.test")' })
  const json = await browser.get('/me/data/export.json')
  expect(json.headers.get('content-disposition')).toContain('onward-my-data.json')
  expect(json.headers.get('cache-control')).toContain('no-store')
  expect(await json.json()).toMatchObject({
    account: [{ name: '=HYPERLINK("https://evil.test")', email: 'ada@example.test' }],
    sessions: [{ expiresAt: expect.stringMatching(/^2026-.*Z$/) }],
  })
  const csv = await browser.get('/me/data/export.csv')
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=UTF-8')
  const { data } = Papa.parse<string[]>((await csv.text()).trim())
  expect(data[0]?.join()).toContain('table,row,field,value')
  expect(data).toContainEqual(['account', '1', 'name', '\'=HYPERLINK("https://evil.test")'])
  expect((await openClient(world).get('/me/data/export.json')).headers.get('location')).toContain('/sign-in')
})

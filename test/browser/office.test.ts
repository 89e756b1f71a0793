import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { openD1 } from '../../src/db/client.ts'
import { renamings } from '../../src/organizations/table.ts'
import { paths } from '../../src/paths.ts'
import { people } from '../../src/people/table.ts'
import { publishOn } from '../bundle/given.ts'
import { expectAccessible, look, newPage } from '../support/browser.ts'
import { expectGood, openService } from '../support/page-checks.ts'
import { mailedTo, signInOn } from '../support/sign-in-on.ts'

const { browser, server } = await openService()

const owner = 'ada@lantern-field-lab.test'
const long = 'Lantern Field Laboratory for the Evaluation of Donaudampfschifffahrtsgesellschaften'

beforeAll(async () => {
  await publishOn(server, 'Evaluation fellowship')
})

describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
  const name = javaScriptEnabled ? long : 'Quiet Harbour'
  const [boss, mate] = [javaScriptEnabled ? owner : 'cy@harbour.test', javaScriptEnabled ? 'ben@a.test' : 'dee@a.test']
  const open = () => newPage(browser, { baseURL: server.url, javaScriptEnabled })

  test('an organization is added, somebody invited, who accepts, and it is handed over', async () => {
    const ada = await open()
    await signInOn(server, ada, boss, paths.newOrganization())
    await ada.getByLabel('Name').fill('Northlight Institut')
    await ada.getByLabel('About').fill('We *evaluate*.')
    await ada.getByLabel('Countries').fill('Atlantis')
    await ada.getByRole('button', { name: 'Add it', exact: true }).click()
    await ada.getByText('We know no country called Atlantis').first().waitFor()
    await ada.getByLabel('Countries').fill('France')
    await ada.getByRole('button', { name: 'Add it', exact: true }).click()
    await ada.getByText('Is it one of these?').waitFor()
    expect(await ada.getByLabel('About').inputValue()).toBe('We *evaluate*.')
    await ada.getByLabel('Name').fill(name)
    await ada.getByLabel('Website').fill(boss.split('@')[1] ?? '')
    await ada.getByRole('button', { name: 'Add it', exact: true }).click()
    await ada.getByText('The organization is here').waitFor()
    expect(await ada.getByText('Somebody here has shown a mailbox').count()).toBe(1)

    await ada.getByLabel('Invite by mail').fill(mate)
    await ada.getByRole('button', { name: 'Invite' }).click()
    await ada.getByText('The invitation is on its way').waitFor()
    const link = await mailedTo(server, mate, 'invitations/')

    const ben = await open()
    await signInOn(server, ben, mate, link)
    await ben.getByRole('button', { name: 'Accept' }).click()
    await ben.getByText('Welcome: you can post for it now').waitFor()
    expect(await ben.getByRole('button', { name: 'Invite' }).count()).toBe(0)

    await ada.reload()
    await ada.getByRole('button', { name: 'Leave' }).click()
    await ada.getByText('make somebody else an owner first').waitFor()
    await ada.getByRole('button', { name: /^Make an owner/ }).click()
    await ada.getByText('Changed.').waitFor()
    await ada.getByRole('button', { name: 'Step down' }).click()
    await ada.getByText('Changed.').waitFor()
    expect(await ada.getByRole('button', { name: 'Step down' }).count()).toBe(0)
    await ben.reload()
    expect(await ben.getByRole('button', { name: 'Step down' }).count()).toBe(1)
    await ada.getByRole('button', { name: 'Leave' }).click()
    await ada.getByText('You have left the organization').waitFor()
    await ada.close()
    await ben.close()
  })
})

describe('every page is valid, accessible and fits', () => {
  test('those of members', async () => {
    const page = await newPage(browser, { baseURL: server.url })
    await signInOn(server, page, 'eve@meridian-works.test', paths.newOrganization())
    await expectGood(page, 'new')
    await page.getByLabel('Name').fill('Northlight Institut')
    await page.getByLabel('Website').fill('meridian-works.test')
    await page.getByLabel('Countries').fill('Atlantis')
    await page.getByRole('button', { name: 'Add it', exact: true }).click()
    await page.locator('.summary:focus').waitFor()
    await look(page, 'new-refused')
    await expectAccessible(page)
    await page.getByLabel('Countries').fill('France, Kenya')
    await page.getByRole('button', { name: 'Add it', exact: true }).click()
    await page.getByText('Is it one of these?').waitFor()
    await look(page, 'new-like')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'It is another one: add it' }).click()
    await page.getByText('The organization is here').waitFor()
    const office = new URL(page.url()).pathname
    for (const email of [`${'long-'.repeat(9)}address@${'long-'.repeat(9)}domain.test`, 'dee@meridian-works.test']) {
      await page.getByLabel('Invite by mail').fill(email)
      await page.getByRole('button', { name: 'Invite' }).click()
      await page.getByText('The invitation is on its way').waitFor()
    }
    await page.goto(office)
    await expectGood(page, 'office')
    await page.goto(office.replace('/office', ''))
    await expectGood(page, 'public')
    await page.close()
  })

  test('those of who would be one', async () => {
    const page = await newPage(browser, { baseURL: server.url })
    await signInOn(server, page, 'eve@harbour-works.test', paths.newOrganization())
    await page.getByLabel('Name').fill('Harbour Works')
    await page.getByLabel('Website').fill('harbour-works.test')
    await page.getByRole('button', { name: 'Add it', exact: true }).click()
    await page.getByLabel('Invite by mail').fill('dee@harbour-works.test')
    const office = new URL(page.url()).pathname
    await page.getByRole('button', { name: 'Invite' }).click()
    await page.goto(office.replace('office', 'membership'))
    await expectGood(page, 'membership-member')
    await page.goto(paths.membership('org_northlight'))
    await expectGood(page, 'membership')
    await page.goto(paths.invitation('inv_none'))
    await look(page, 'invitation-none')
    await expectAccessible(page)

    const link = await mailedTo(server, 'dee@harbour-works.test', 'invitations/')
    const dee = await newPage(browser, { baseURL: server.url })
    await signInOn(server, dee, 'dee@harbour-works.test', link)
    await expectGood(dee, 'invitation')
    await dee.getByRole('button', { name: 'Decline' }).click()
    await dee.getByRole('status').waitFor()
    await dee.goto(office.replace('office', 'membership'))
    await expectGood(dee, 'membership-join')
    await dee.getByRole('button', { name: 'Become a member' }).click()
    await dee.getByText('Welcome: you can post for it now').waitFor()
    await dee.getByText('Owners change these two').waitFor()
    await expectGood(dee, 'office-member')
    await dee.close()
    await page.close()
  })

  test('those of moderators', async () => {
    const db = openD1(server.db)
    const email = 'mira@onward.test'
    const page = await newPage(browser, { baseURL: server.url })
    await signInOn(server, page, email, paths.newOrganization())
    await db.update(people).set({ role: 'moderator', example: true }).where(eq(people.email, email))
    await page.getByLabel('Name').fill('Northlight')
    await page.getByLabel('Website').fill('northlight.test')
    await page.getByRole('button', { name: 'Add it', exact: true }).click()
    await page.getByRole('button', { name: 'It is another one: add it' }).click()
    await page.getByRole('link', { name: 'Moderate' }).click()
    const [, organizationId = ''] = /\/organizations\/(\w+)\//.exec(page.url()) ?? []
    await db.insert(renamings).values({ organizationId, name: long, askedBy: 'somebody', askedAt: 1 })
    await page.reload()
    await expectGood(page, 'moderate')
    await page.getByRole('button', { name: 'Refuse it' }).click()
    await page.getByText('it keeps the name it has').waitFor()
    await page.getByLabel('Reason, for the record').fill('Known for years')
    await page.getByRole('button', { name: 'Trust it' }).click()
    await page.getByText('Trusted: from now on').waitFor()
    await page.getByRole('link', { name: 'Merge it into another' }).click()
    await page.getByRole('searchbox', { name: 'Search organizations' }).fill('northlight')
    await page.getByRole('button', { name: 'Search' }).click()
    await expectGood(page, 'merge-search')
    await page.getByRole('link', { name: 'Compare with Northlight Institute', exact: true }).click()
    await expectGood(page, 'merge')
    await page.getByLabel('Reason, for the record').fill('The same')
    await page.getByRole('button', { name: 'Merge' }).click()
    await page.getByText('Merged: everything of the other one is here now').waitFor()
    expect(page.url()).toContain('/organizations/org_northlight/moderation')
    await page.close()
  })
})

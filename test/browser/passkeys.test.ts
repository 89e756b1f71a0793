import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { passkeys, sessions } from '../../src/auth/table.ts'
import { openD1 } from '../../src/db/client.ts'
import { people } from '../../src/people/table.ts'
import { expectValidHtml, look, newPage } from '../support/browser.ts'
import { expectGoodViews, openService, views, watchFaults } from '../support/page-checks.ts'
import { personOn } from '../support/sign-in-on.ts'
import { startWorkerd } from '../support/workerd.ts'
import { account, askOn, mailTo, signInBy } from './mailed-sign-in.ts'

/** Passkeys need the name of the site. */
const { browser, server } = await openService({ host: 'localhost' })
const namedUrl = server.url.replace('127.0.0.1', 'localhost')

/** A device with a fingerprint reader, or whatever it takes, that always confirms. */
async function withAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

describe('a passkey', () => {
  const open = (options = {}) => newPage(browser, { baseURL: namedUrl, ...options })

  test('a moderator enrols one on the way to the queue, shows it in the next session, adds and removes', async () => {
    const address = 'moderator@example.test'
    const page = await open()
    await withAuthenticator(page)
    await signInBy(server, page, address)
    await account(page).waitFor()
    const id = await personOn(server, address)
    await openD1(server.db).update(people).set({ role: 'moderator' }).where(eq(people.id, id))

    await page.goto('/moderation')
    expect(new URL(page.url()).search).toBe('?next=%2Fmoderation')
    await page.getByText('To go on, add a passkey.').waitFor()
    await page.getByLabel('Name').fill('Test laptop')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.waitForURL(`${namedUrl}/moderation`)
    const held = await openD1(server.db).select().from(passkeys).where(eq(passkeys.personId, id))
    expect(held).toMatchObject([{ name: 'Test laptop', transports: ['internal'], usedAt: null }])

    // The next session has only the mail behind it.
    await page.goto('/me')
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await signInBy(server, page, address, { nth: 1, from: '/moderation' })
    await page.getByText('To go on, show one of your passkeys.').waitFor()
    expect(await page.getByRole('button', { name: 'Remove' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Add a passkey' }).count()).toBe(0)
    await look(page, 'passkeys-to-show')
    await page.getByRole('button', { name: 'Show a passkey' }).click()
    await page.waitForURL(`${namedUrl}/moderation`)
    const [used] = await openD1(server.db).select().from(passkeys).where(eq(passkeys.personId, id))
    expect(used?.usedAt).not.toBeNull()
    const [session] = await openD1(server.db).select().from(sessions).where(eq(sessions.personId, id))
    expect(session?.passkeyAt).not.toBeNull()

    // The same device knows it holds one; the last one stays with a moderator.
    await page.goto('/me/passkeys')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('This device holds a passkey for you already').waitFor()
    await page.getByRole('button', { name: 'Remove Test laptop' }).click()
    await page.getByText('add another one before you remove this one').waitFor()
    await page.close()
  })

  test('anybody adds one, named after the browser, and removes it again', async () => {
    const page = await open()
    await withAuthenticator(page)
    const address = 'anybody@example.test'
    await signInBy(server, page, address)
    await page.getByRole('link', { name: 'Add a passkey' }).click()
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('Your passkey is added.').waitFor()
    const [held] = await openD1(server.db)
      .select()
      .from(passkeys)
      .where(eq(passkeys.personId, await personOn(server, address)))
    expect(held?.name).toMatch(/^\w+( on \w+)?$/)
    await page.getByText(held?.name ?? 'nothing').waitFor()
    await page.getByRole('button', { name: /^Remove / }).click()
    await page.getByText('The passkey is removed.').waitFor()
    expect(await page.getByRole('button', { name: /^Remove / }).count()).toBe(0)
    await page.close()
  })

  test('without JavaScript the page says what is missing and shows no dead button', async () => {
    const page = await open({ javaScriptEnabled: false })
    await signInBy(server, page, 'no-script@example.test', { from: '/me/passkeys' })
    expect(await page.locator('noscript p').textContent()).toContain('needs JavaScript')
    expect(await page.getByRole('button').count()).toBe(0)
    await page.close()
  })

  test('at a number instead of a name the page says why it does not work', async () => {
    const numbered = await startWorkerd()
    const page = await newPage(browser, { baseURL: numbered.url })
    await withAuthenticator(page)
    await signInBy(numbered, page, 'number@example.test', { from: '/me/passkeys' })
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('Passkeys need the name of the site').waitFor()
    await page.close()
  })

  test('who has none to show, or says no, is told so and may try again', async () => {
    const page = await open()
    await signInBy(server, page, 'says-no@example.test', { from: '/me/passkeys' })
    await page.evaluate(() => {
      navigator.credentials.create = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
    })
    await page.getByLabel('Name').fill('Kept')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('Nothing was shown. Try again').waitFor()
    expect(await page.getByLabel('Name').inputValue()).toBe('Kept')
    expect(await page.getByRole('button', { name: 'Add a passkey' }).isEnabled()).toBe(true)
    await page.close()
  })

  test('pages without its buttons do not load its script', async () => {
    const page = await open()
    const scripts: string[] = []
    page.on(
      'request',
      (request) => request.resourceType() === 'script' && scripts.push(new URL(request.url()).pathname),
    )
    await page.goto('/')
    await page.goto('/sign-in')
    expect(new Set(scripts)).toEqual(new Set(['/static/client.js']))
    await page.close()
  })
})

test.each([360, 1280])('every page is valid, accessible and fits %d px, light and dark', async (width) => {
  const address = `look-${width}@example.test`
  const seen = views.filter(([of]) => of === width)
  const page = await newPage(browser, { width, baseURL: namedUrl })
  const faults = watchFaults(page, namedUrl)
  const check = async (name: string) => {
    await expectValidHtml(await page.content())
    await expectGoodViews(page, name, seen)
  }
  await withAuthenticator(page)
  await page.goto('/sign-in')
  await check('sign-in')
  await askOn(page, address)
  await check('sign-in-asked')
  const mail = await mailTo(server, address)
  const link = /\/sign-in\/[\w-]{43}/.exec(mail.bodyText)?.[0] ?? ''
  await page.goto(link)
  await check('sign-in-link')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await account(page).waitFor()
  await check('account')
  await page.goto('/me/passkeys?next=/me/keys')
  await page.getByRole('button', { name: 'Add a passkey' }).waitFor()
  await check('passkeys-none')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('heading', { name: 'Make an API key' }).waitFor()
  await page.getByLabel('Name').fill('A program with a rather long name that says what it does')
  await check('keys')
  await page.getByRole('button', { name: 'Make the key' }).click()
  await page.locator('.secret').waitFor()
  await check('key-made')
  await page.goto('/me/passkeys?done=added')
  await page.getByText('Your passkey is added.').waitFor()
  await check('passkeys')
  await page.goto('/me')
  await check('account-full')
  expect(faults).toEqual([])
  await page.goto(link)
  await page.getByRole('heading', { name: 'This link is no longer good' }).waitFor()
  await check('sign-in-gone')
  await page.close()
})

import { eq } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiKeys, passkeys, sessions } from '../../src/auth/table.ts'
import type { Server } from '../../src/cli/serve.ts'
import { openD1 } from '../../src/db/client.ts'
import { outbox } from '../../src/mail/table.ts'
import { members } from '../../src/organizations/table.ts'
import { people } from '../../src/people/table.ts'
import { sha256 } from '../../src/secrets.ts'
import { publishOn, until } from '../bundle/given.ts'
import { expectAccessible, expectValidHtml, look, newPage, openBrowser } from '../support/browser.ts'
import { startWorkerd } from '../support/workerd.ts'

let browser: Browser
/** Reached at a number and, as passkeys need it, at a name. */
let server: Server
let named: Server
let namedUrl: string
beforeAll(async () => {
  browser = await openBrowser()
  server = await startWorkerd()
  named = await startWorkerd({}, { host: 'localhost' })
  namedUrl = named.url.replace('127.0.0.1', 'localhost')
})
afterAll(async () => {
  await browser.close()
  await Promise.all([server.close(), named.close()])
})

const mailTo = async (on: Server, address: string, nth = 0) =>
  until(async () => (await openD1(on.db).select().from(outbox)).filter((mail) => mail.recipient === address)[nth])
const codeIn = (text: string) => /code there: (\w{4} \w{4})/.exec(text)?.[1] ?? ''

async function askOn(page: Page, address: string): Promise<void> {
  await page.getByLabel('Your e-mail address').fill(address)
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
}

/** Signs in as people do, with the `nth` mail that an address gets. */
async function signInOn(on: Server, page: Page, address: string, { nth = 0, from = '/sign-in' } = {}): Promise<void> {
  await page.goto(from)
  await askOn(page, address)
  const mail = await mailTo(on, address, nth)
  await page.goto(`/dev/mail/${mail.id}`)
  await page.getByRole('link', { name: /\/sign-in\// }).click()
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function idOf(on: Server, email: string): Promise<string> {
  const [person] = await openD1(on.db).select().from(people).where(eq(people.email, email))
  return person?.id ?? ''
}

/** Makes somebody a member of an invented organization. */
async function joinNorthlight(personId: string): Promise<void> {
  await publishOn(server, 'Operations role')
  const role = { role: 'member', addedBy: 'test', addedAt: 0 } as const
  await openD1(server.db)
    .insert(members)
    .values({ organizationId: 'org_northlight', personId, ...role })
}

const account = (page: Page) => page.getByRole('heading', { name: 'Where you are signed in' })

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_, javaScriptEnabled) => {
  const tag = javaScriptEnabled ? 'with' : 'without'
  const open = () => newPage(browser, { baseURL: server.url, javaScriptEnabled })

  test('the mailed link leads back to the asked page, and the cookie is kept, away from scripts', async () => {
    const page = await open()
    await signInOn(server, page, `link-${tag}@example.test`, { from: '/me/keys' })
    await page.getByRole('heading', { name: 'Make an API key' }).waitFor()
    const cookies = await page.context().cookies(server.url)
    expect(cookies).toMatchObject([
      { name: '__Host-session', httpOnly: true, secure: true, sameSite: 'Lax', path: '/', domain: '127.0.0.1' },
    ])
    if (javaScriptEnabled) expect(await page.evaluate(() => document.cookie)).toBe('')
    await page.goto('/me')
    await page.getByLabel('Your name, as others see it').fill('Nadia Example')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Nadia Example' }).waitFor()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    expect(await page.context().cookies(server.url)).toEqual([])
    await page.goto('/me')
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.close()
  })

  test('on another device the link does nothing and the code of the same mail signs in', async () => {
    const address = `code-${tag}@example.test`
    const [asking, other] = [await open(), await open()]
    await asking.goto('/sign-in')
    await askOn(asking, address)
    const { bodyText } = await mailTo(server, address)
    await other.goto(/http\S+\/sign-in\/\S+/.exec(bodyText)?.[0] ?? '')
    await other.getByRole('heading', { name: 'You asked in another browser' }).waitFor()
    expect(await other.getByRole('button', { name: 'Sign in' }).count()).toBe(0)

    await asking.getByLabel('Or type the code from the mail').fill('AAAA 2222')
    await asking.getByRole('button', { name: 'Sign in with the code' }).click()
    await asking.getByText('This is not the code of the newest mail').waitFor()
    expect(await asking.getByLabel('Or type the code').inputValue()).toBe('AAAA 2222')
    await asking.getByLabel('Or type the code').fill(codeIn(bodyText).toLowerCase())
    await asking.getByRole('button', { name: 'Sign in with the code' }).click()
    await account(asking).waitFor()
    await Promise.all([asking.close(), other.close()])
  })

  test('signing out everywhere else ends the other browser', async () => {
    const address = `twice-${tag}@example.test`
    const [here, there] = [await open(), await open()]
    await signInOn(server, here, address)
    await account(here).waitFor()
    await signInOn(server, there, address, { nth: 1 })
    await account(there).waitFor()
    await here.reload()
    expect(await here.getByText('(this one)').count()).toBe(1)
    await here.getByRole('button', { name: 'Sign out everywhere else' }).click()
    await here.getByText('All other browsers are signed out.').waitFor()
    await there.goto('/me')
    await there.getByRole('heading', { name: 'Sign in' }).waitFor()
    await Promise.all([here.close(), there.close()])
  })

  test('an API key is shown once, works, and is revoked', async () => {
    const page = await open()
    const address = `key-${tag}@example.test`
    await signInOn(server, page, address, { from: '/me/keys' })
    await page.getByRole('heading', { name: 'Make an API key' }).waitFor()
    await joinNorthlight(await idOf(server, address))
    await page.reload()
    await page.getByLabel('For').selectOption('Northlight Institute')
    await page.getByLabel('Name').fill(`Careers page ${tag}`)
    await page.getByRole('button', { name: 'Make the key' }).click()
    const secret = await page.getByLabel('Your key').inputValue()
    expect(secret).toMatch(/^onw_[\w-]{43}$/)
    const rows = await openD1(server.db)
      .select()
      .from(apiKeys)
      .where(eq(apiKeys.name, `Careers page ${tag}`))
    expect(rows).toMatchObject([{ tokenHash: await sha256(secret), revokedAt: null }])
    expect(JSON.stringify(rows)).not.toContain(secret.slice(4))
    const use = () =>
      fetch(`${server.url}/api/v1/opportunities`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
        body: '{}',
      })
    // The body says nothing; that it is looked at shows the key is good.
    expect((await use()).status).toBe(422)
    await page.getByRole('link', { name: 'Back to your account' }).click()
    expect(await page.content()).not.toContain(secret)
    await page.getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('The key is revoked').waitFor()
    expect((await use()).status).toBe(401)
    await page.close()
  })
})

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
    await signInOn(named, page, address)
    await account(page).waitFor()
    const id = await idOf(named, address)
    await openD1(named.db).update(people).set({ role: 'moderator' }).where(eq(people.id, id))

    await page.goto('/moderation')
    expect(new URL(page.url()).search).toBe('?next=%2Fmoderation')
    await page.getByText('To go on, add a passkey.').waitFor()
    await page.getByLabel('Name').fill('Test laptop')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.waitForURL(`${namedUrl}/moderation`)
    const held = await openD1(named.db).select().from(passkeys).where(eq(passkeys.personId, id))
    expect(held).toMatchObject([{ name: 'Test laptop', transports: ['internal'], usedAt: null }])

    // The next session has only the mail behind it.
    await page.goto('/me')
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await signInOn(named, page, address, { nth: 1, from: '/moderation' })
    await page.getByText('To go on, show one of your passkeys.').waitFor()
    expect(await page.getByRole('button', { name: 'Remove' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Add a passkey' }).count()).toBe(0)
    await look(page, 'passkeys-to-show')
    await page.getByRole('button', { name: 'Show a passkey' }).click()
    await page.waitForURL(`${namedUrl}/moderation`)
    const [used] = await openD1(named.db).select().from(passkeys).where(eq(passkeys.personId, id))
    expect(used?.usedAt).not.toBeNull()
    const [session] = await openD1(named.db).select().from(sessions).where(eq(sessions.personId, id))
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
    await signInOn(named, page, address)
    await page.getByRole('link', { name: 'Add a passkey' }).click()
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('Your passkey is added.').waitFor()
    const [held] = await openD1(named.db)
      .select()
      .from(passkeys)
      .where(eq(passkeys.personId, await idOf(named, address)))
    expect(held?.name).toMatch(/^\w+( on \w+)?$/)
    await page.getByText(held?.name ?? 'nothing').waitFor()
    await page.getByRole('button', { name: /^Remove / }).click()
    await page.getByText('The passkey is removed.').waitFor()
    expect(await page.getByRole('button', { name: /^Remove / }).count()).toBe(0)
    await page.close()
  })

  test('without JavaScript the page says what is missing and shows no dead button', async () => {
    const page = await open({ javaScriptEnabled: false })
    await signInOn(named, page, 'no-script@example.test', { from: '/me/passkeys' })
    expect(await page.locator('noscript p').textContent()).toContain('needs JavaScript')
    expect(await page.getByRole('button').count()).toBe(0)
    await page.close()
  })

  test('at a number instead of a name the page says why it does not work', async () => {
    const page = await newPage(browser, { baseURL: server.url })
    await withAuthenticator(page)
    await signInOn(server, page, 'number@example.test', { from: '/me/passkeys' })
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('Passkeys need the name of the site').waitFor()
    await page.close()
  })

  test('who has none to show, or says no, is told so and may try again', async () => {
    const page = await open()
    await signInOn(named, page, 'says-no@example.test', { from: '/me/passkeys' })
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

const looks = [
  [360, 'light'],
  [360, 'dark'],
  [1280, 'light'],
  [1280, 'dark'],
] as const

test.each(looks)('every page is valid, accessible and fits %d px, %s', async (width, colorScheme) => {
  const address = `look-${width}-${colorScheme}@example.test`
  const page = await newPage(browser, { width, colorScheme, baseURL: namedUrl })
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(String(error)))
  const check = async (name: string) => {
    await expectValidHtml(await page.content())
    await expectAccessible(page)
    await look(page, `${name}-${width}-${colorScheme}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width)
  }
  await withAuthenticator(page)
  await page.goto('/sign-in')
  await check('sign-in')
  await askOn(page, address)
  await check('sign-in-asked')
  const mail = await mailTo(named, address)
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

import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { apiKeys } from '../../src/auth/table.ts'
import { openD1 } from '../../src/db/client.ts'
import { members } from '../../src/organizations/table.ts'
import { sha256 } from '../../src/secrets.ts'
import { publishOn } from '../bundle/given.ts'
import { newPage } from '../support/browser.ts'
import { openService } from '../support/page-checks.ts'
import { personOn } from '../support/sign-in-on.ts'
import { account, askOn, mailTo, signInBy } from './mailed-sign-in.ts'

const { browser, server } = await openService()

const codeIn = (text: string) => /code there: (\w{4} \w{4})/.exec(text)?.[1] ?? ''

/** Makes somebody a member of an invented organization. */
async function joinNorthlight(personId: string): Promise<void> {
  await publishOn(server, 'Operations role')
  const role = { role: 'member', addedBy: 'test', addedAt: 0 } as const
  await openD1(server.db)
    .insert(members)
    .values({ organizationId: 'org_northlight', personId, ...role })
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_, javaScriptEnabled) => {
  const tag = javaScriptEnabled ? 'with' : 'without'
  const open = () => newPage(browser, { baseURL: server.url, javaScriptEnabled })

  test('the mailed link leads back to the asked page, and the cookie is kept, away from scripts', async () => {
    const page = await open()
    await signInBy(server, page, `link-${tag}@example.test`, { from: '/me/keys' })
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
    await signInBy(server, here, address)
    await account(here).waitFor()
    await signInBy(server, there, address, { nth: 1 })
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
    await signInBy(server, page, address, { from: '/me/keys' })
    await page.getByRole('heading', { name: 'Make an API key' }).waitFor()
    await joinNorthlight(await personOn(server, address))
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

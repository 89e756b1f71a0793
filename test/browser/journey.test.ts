import { expect, test } from 'vitest'
import { openD1 } from '../../src/db/client.ts'
import { subscriptions } from '../../src/digests/table.ts'
import { outbox } from '../../src/mail/table.ts'
import { publishOn, until } from '../bundle/given.ts'
import { newPage } from '../support/browser.ts'
import { openService } from '../support/page-checks.ts'

const { browser, server } = await openService()

const mailTo = async (address: string, nth: number) =>
  until(async () => (await openD1(server.db).select().from(outbox)).filter((mail) => mail.recipient === address)[nth])

test.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])(
  'the whole path %s: filter, open, subscribe, confirm, digest, open an item, unsubscribe',
  async (name, javaScriptEnabled) => {
    const address = `${javaScriptEnabled ? 'with' : 'without'}@example.test`
    await publishOn(server, `Fellowship on evaluations ${name}`, { kind: 'fellowship', workplace: 'remote' })
    await publishOn(server, `Operations role ${name}`)
    // An isolate asks for the board's version at most once a second.
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    const page = await newPage(browser, { baseURL: server.url, javaScriptEnabled })

    await page.goto('/')
    await page.getByRole('checkbox', { name: 'fellowship' }).check()
    await page.getByRole('button', { name: /^Show/ }).click()
    await page.getByRole('link', { name: `Fellowship on evaluations ${name}` }).waitFor()
    expect(await page.getByRole('link', { name: `Operations role ${name}` }).count()).toBe(0)

    await page.getByRole('link', { name: `Fellowship on evaluations ${name}` }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(`Fellowship on evaluations ${name}`)
    await page.goBack()

    await page.getByRole('link', { name: 'Mail me this search' }).click()
    await page.getByLabel('Your e-mail address').fill(address)
    await page.getByRole('button', { name: 'Mail me this search' }).click()
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()

    const confirmation = await mailTo(address, 0)
    await page.goto(`/dev/mail/${confirmation.id}`)
    await page.getByRole('link', { name: /confirmation$/ }).click()
    await page.getByRole('button', { name: 'Yes, mail me this' }).click()
    await page.getByText('Confirmed.').waitFor()
    const [row] = (await openD1(server.db).select().from(subscriptions)).filter(({ email }) => email === address)
    // Without scripts it is the zone that Cloudflare finds for the visitor.
    expect(row?.zone).toBe(
      javaScriptEnabled
        ? await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
        : 'America/Chicago',
    )

    await page.getByLabel('How often').selectOption('daily')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()

    const title = `New fellowship ${name}`
    await publishOn(server, title, { kind: 'fellowship' })
    await publishOn(server, `New role ${name}`)
    await server.scheduled((await dueOf(address)) + 1)
    const digest = await mailTo(address, 1)
    await page.goto(`/dev/mail/${digest.id}`)
    expect(await page.getByText(`New role ${name}`).count()).toBe(0)
    await page.getByRole('link', { name: /opportunities\/opp_/ }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title)

    await page.goto(`/dev/mail/${digest.id}`)
    await page.getByRole('link', { name: /\/unsubscribe\// }).click()
    await page.getByRole('button', { name: 'Unsubscribe' }).click()
    await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor()
    const [ended] = (await openD1(server.db).select().from(subscriptions)).filter(({ email }) => email === address)
    expect(ended?.endedAt).not.toBeNull()
    await page.close()
  },
)

async function dueOf(address: string): Promise<number> {
  const rows = await openD1(server.db).select().from(subscriptions)
  return rows.find(({ email }) => email === address)?.nextDueAt ?? 0
}

import type { Page } from 'playwright-core'
import type { Server } from '../../src/cli/serve.ts'
import { openD1 } from '../../src/db/client.ts'
import { outbox } from '../../src/mail/table.ts'
import { until } from '../bundle/given.ts'

/** The `nth` mail that an address gets. Waits for it. */
export const mailTo = async (on: Server, address: string, nth = 0) =>
  until(async () => (await openD1(on.db).select().from(outbox)).filter((mail) => mail.recipient === address)[nth])

/** Asks for a mail on the page where one signs in. */
export async function askOn(page: Page, address: string): Promise<void> {
  await page.getByLabel('Your e-mail address').fill(address)
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
}

/** Signs in as people do, from the page where they are led to it, with the `nth` mail that an address gets. */
export async function signInBy(
  on: Server,
  page: Page,
  address: string,
  { nth = 0, from = '/sign-in' } = {},
): Promise<void> {
  await page.goto(from)
  await askOn(page, address)
  const mail = await mailTo(on, address, nth)
  await page.goto(`/dev/mail/${mail.id}`)
  await page.getByRole('link', { name: /\/sign-in\// }).click()
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** What stands on the page one comes to. */
export const account = (page: Page) => page.getByRole('heading', { name: 'Where you are signed in' })

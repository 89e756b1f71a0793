import { desc, eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import type { Server } from '../../src/cli/serve.ts'
import { openD1 } from '../../src/db/client.ts'
import { outbox } from '../../src/mail/table.ts'
import { paths } from '../../src/paths.ts'
import { until } from '../bundle/given.ts'

/** The newest link with this beginning that was mailed to an address, as a path. Waits for it. */
export function mailedTo(server: Server, address: string, beginning: string): Promise<string> {
  const link = new RegExp(`(/${beginning}[\\w./-]+)`)
  return until(async () => {
    const mails = await openD1(server.db)
      .select({ text: outbox.bodyText })
      .from(outbox)
      .where(eq(outbox.recipient, address))
      .orderBy(desc(outbox.sentAt))
    return mails.flatMap(({ text }) => link.exec(text)?.[1] ?? [])[0]
  })
}

/** Signs in as people do, for the first time, on the way to a page. */
export async function signInOn(server: Server, page: Page, address: string, next: string): Promise<void> {
  await page.goto(paths.signIn(next))
  await page.getByLabel('Your e-mail address').fill(address)
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
  await page.goto(await mailedTo(server, address, 'sign-in/'))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

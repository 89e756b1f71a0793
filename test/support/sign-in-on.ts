import { desc, eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import type { Server } from '../../src/cli/serve.ts'
import { openD1 } from '../../src/db/client.ts'
import { outbox } from '../../src/mail/table.ts'
import { paths } from '../../src/paths.ts'
import { people } from '../../src/people/table.ts'
import { until } from '../bundle/given.ts'

/** The newest link with this beginning that was mailed to an address, as a path, if there is one. */
async function newestLink(server: Server, address: string, beginning: string): Promise<string | undefined> {
  const link = new RegExp(`(/${beginning}[\\w./-]+)`)
  const mails = await openD1(server.db)
    .select({ text: outbox.bodyText })
    .from(outbox)
    .where(eq(outbox.recipient, address))
    .orderBy(desc(outbox.sentAt))
  return mails.flatMap(({ text }) => link.exec(text)?.[1] ?? [])[0]
}

/** The newest link with this beginning that was mailed to an address, as a path. Waits for one, other than `before`. */
export function mailedTo(server: Server, address: string, beginning: string, before?: string): Promise<string> {
  return until(async () => {
    const link = await newestLink(server, address, beginning)
    return link === before ? undefined : link
  })
}

/** Signs in as people do, on the way to a page. */
export async function signInOn(server: Server, page: Page, address: string, next: string): Promise<void> {
  const before = await newestLink(server, address, 'sign-in/')
  await page.goto(paths.signIn(next))
  await page.getByLabel('Your e-mail address').fill(address)
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
  await page.goto(await mailedTo(server, address, 'sign-in/', before))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** The id of the account with this address. */
export async function personOn(server: Server, address: string): Promise<string> {
  const [person] = await openD1(server.db).select({ id: people.id }).from(people).where(eq(people.email, address))
  return person?.id ?? ''
}

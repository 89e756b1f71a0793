import { eq } from 'drizzle-orm'
import { runCron } from '../../src/cron.ts'
import { subscriptions } from '../../src/digests/table.ts'
import type { OpportunityInput } from '../../src/opportunities/schema.ts'
import { publishAs } from './publishing.ts'
import { ORIGIN, type World } from './world.ts'

/** Publishes an invented opportunity and answers its id. */
export const publish = (world: World, fields: Partial<OpportunityInput> = {}) => publishAs(world.ctx(), fields)

export const linkIn = (text: string, path: string) =>
  new RegExp(`${ORIGIN.replaceAll('.', '\\.')}(/${path}[^\\s"<>]*)`).exec(text)?.[1] ?? ''

/** A signed link with one sign of its signature altered; not the last one, of which some bits are spare. */
export const forged = (link: string) => link.replace(/.(?=.$)/, (sign) => (sign === 'A' ? 'B' : 'A'))

/** Subscribes as a reader does: form, mail, press. Answers the path of the page that manages it. */
export async function subscribed(
  world: World,
  email = 'reader@example.test',
  search = '',
  zone = 'Europe/Paris',
): Promise<string> {
  await world.post('/subscribe', [...new URLSearchParams(search), ['email', email], ['zone', zone]])
  await world.drain()
  const link = linkIn(world.mails.at(-1)?.text ?? '', 'subscriptions/')
  const answer = await world.post(link, {})
  world.mails.length = 0
  return (answer.headers.get('location') ?? '').replace('?confirmed=1', '')
}

/** The instant the next digest of the one subscription is due. */
export async function nextDueAt(world: World, email = 'reader@example.test'): Promise<number> {
  const [row] = await world.db.select().from(subscriptions).where(eq(subscriptions.email, email))
  return row?.nextDueAt ?? 0
}

/** One cron tick at an instant, and all that the queue then does. */
export async function tick(world: World, at: number): Promise<void> {
  world.now = at
  await runCron(world.ctx({ actor: { type: 'system', job: 'cron' } }))
  await world.drain()
}

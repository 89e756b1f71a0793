import { drafts, revisions } from '../../src/opportunities/table.ts'
import { linkIn } from '../support/given.ts'
import type { Client } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'

export type Fields = Record<string, string>

/** What a form of ours says about itself, as a browser sends it along. */
export async function hiddenIn(answer: Response): Promise<Fields> {
  const html = await answer.text()
  return Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(id|base|version|stamp)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  )
}

/** A form as somebody finds it at `path`, some seconds later. */
export async function openForm(
  world: World,
  client: Pick<Client, 'get'>,
  path = '/opportunities/new',
): Promise<Fields> {
  const hidden = await hiddenIn(await client.get(path))
  world.now += 10_000
  return hidden
}

export const role: Fields = {
  kind: 'role',
  title: 'Evening course facilitator',
  body: 'Lead **one** discussion a week.',
  commitment: '3 hours a month',
  applyUrl: 'https://northlight.test/apply',
}
export const visitor: Fields = {
  ...role,
  email: 'poster@northlight.test',
  organizationName: 'Northlight Institute',
  organizationWebsite: 'https://northlight.test',
}

export const draftsIn = (world: World) => world.db.select().from(drafts)
export const revisionsIn = (world: World) => world.db.select().from(revisions)

/** The path of the link that the newest mail carries. */
export async function mailedLink(world: World): Promise<string> {
  await world.drain()
  return linkIn(world.mails.at(-1)?.text ?? '', 'opportunities/confirmation/')
}

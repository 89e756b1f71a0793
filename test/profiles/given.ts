import { findProfile } from '../../src/profiles/queries.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

/** A world with somebody signed in who has said nothing yet. */
export async function alum(world?: World, email = 'alum@example.test') {
  const here = world ?? (await createWorld())
  const browser = await signIn(here, email)
  return {
    world: here,
    ...browser,
    /** Posts the profile form as it would stand in a fresh tab, with these fields. */
    state: async (fields: [string, string][], version?: number) => {
      const now = version ?? (await findProfile(here.ctx(), browser.id)).version
      return browser.post('/me/profile', [['version', String(now)], ...fields])
    },
    kept: () => findProfile(here.ctx(), browser.id),
  }
}

/** One field of a page as its HTML stands. */
export const fieldIn = (html: string, id: string) => new RegExp(`<(?:input|textarea) id="${id}"[^>]*>`).exec(html)?.[0]

import { organizationCalled, signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'

export async function memberOf(world: World, name = 'Northlight Institute') {
  const organization = await organizationCalled(world, name, 'https://northlight.test')
  const member = await signIn(world, `m${organization}@example.test`, { organizations: { [organization]: 'member' } })
  return { organization, member }
}

import type { Person } from '../../src/context.ts'
import { findProfile } from '../../src/profiles/queries.ts'
import { saveProfile } from '../../src/profiles/saving.ts'
import { OwnProfile } from '../../src/profiles/schema.ts'
import { signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'

/** Somebody signed in who has stated this of themselves. */
export async function personWith(world: World, stated: object, email = 'alum@example.test') {
  const client = await signIn(world, email)
  await state(world, client.id, stated)
  return client
}

/** What somebody states of themselves from now on. */
export async function state(world: World, id: string, stated: object): Promise<void> {
  const person = { type: 'person', id } as Person
  const ctx = world.ctx({ actor: person })
  const { version } = await findProfile(ctx, id)
  await saveProfile(ctx, person, { content: OwnProfile.parse(stated), version })
}

export const weekly = (least: number) =>
  ({
    basis: 'stated',
    hoursMin: least,
    hoursMax: least,
    per: 'week',
    months: null,
    monthsPerYear: null,
    weeks: null,
  }) as const

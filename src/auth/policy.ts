import type { Actor, Person } from '../context.ts'
import { signInFirst } from '../errors.ts'

/** Example accounts, which exist on trial installations only, get by without one until they enrol one. */
export const hasShownPasskey = (person: Person) =>
  person.session.passkeyAt !== null || (person.example && !person.hasPasskey)

/** Moderators and admins, once they have shown their passkey in this session. */
export const isModerator = (actor: Actor) =>
  actor.type === 'person' && (actor.role === 'moderator' || actor.role === 'admin') && hasShownPasskey(actor)

/** Admins alone, on the same condition. */
export const isAdmin = (actor: Actor) => isModerator(actor) && actor.type === 'person' && actor.role === 'admin'

/** Who is signed in: what organizations and groups are made of, programs with a key cannot do. */
export function actingPerson(actor: Actor): Person {
  if (actor.type !== 'person') throw signInFirst()
  return actor
}

import type { Actor } from '../context.ts'

/** Whose tracker somebody may read and write: their own, signed in or with a key of their own. Nobody else's. */
export function trackerOf(actor: Actor): string | null {
  if (actor.type === 'person') return actor.id
  return actor.type === 'key' && actor.scope === 'person' ? actor.personId : null
}

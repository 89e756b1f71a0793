import { isModerator } from '../auth/policy.ts'
import type { Actor } from '../context.ts'

/** Who decides what becomes of skills that the vocabulary does not have. */
export const canAnswerTerms = (actor: Actor) => isModerator(actor)

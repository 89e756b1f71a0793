import { lt } from 'drizzle-orm'
import { DAY } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically } from '../db/client.ts'
import { addressChanges } from './address/table.ts'
import { keptAnswers, passkeyChallenges, sessions, signInRequests } from './table.ts'

/** Forgets what can open nothing any more: ended sessions, old requests, for an address too, challenges and kept answers. */
export const tidySignIns = ({ db, now }: Ctx) =>
  atomically(db, [
    db.delete(sessions).where(lt(sessions.expiresAt, now)),
    db.delete(signInRequests).where(lt(signInRequests.askedAt, now - DAY)),
    db.delete(addressChanges).where(lt(addressChanges.askedAt, now - DAY)),
    db.delete(passkeyChallenges).where(lt(passkeyChallenges.askedAt, now - DAY)),
    db.delete(keptAnswers).where(lt(keptAnswers.at, now - DAY)),
  ])

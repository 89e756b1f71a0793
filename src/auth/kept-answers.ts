import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import { DAY, MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { keptAnswers as k } from './table.ts'

const KEPT_MS = DAY
/** A request that has not answered after so long died on the way: it may be sent again. */
const LOST_MS = MINUTE

export type Answer = { status: number; body: string }
type Claim = { keyId: string; idempotencyKey: string; requestHash: string }

const at = ({ keyId, idempotencyKey }: Claim) => and(eq(k.keyId, keyId), eq(k.idempotencyKey, idempotencyKey))

/** Takes an Idempotency-Key for a request. Else answers what it got before, that it is under way, or that it was another. */
export async function claimAnswer({ db, now }: Ctx, claim: Claim): Promise<'ours' | 'under way' | 'another' | Answer> {
  const { keyId, idempotencyKey, requestHash } = claim
  const [, taken, [row]] = await db.batch([
    db.delete(k).where(and(eq(k.keyId, keyId), lt(k.at, now - KEPT_MS))),
    db
      .insert(k)
      .values({ keyId, idempotencyKey, requestHash, at: now })
      .onConflictDoUpdate({
        target: [k.keyId, k.idempotencyKey],
        set: { at: now },
        setWhere: sql`${k.status} is null and ${k.at} < ${now - LOST_MS} and ${k.requestHash} = ${requestHash}`,
      })
      .returning({ at: k.at }),
    db.select().from(k).where(at(claim)),
  ])
  if (row && row.requestHash !== requestHash) return 'another'
  if (taken.length) return 'ours'
  return row?.body && row.status ? { status: row.status, body: row.body } : 'under way'
}

/** Keeps what the request got, for a day. */
export const keepAnswer = ({ db }: Ctx, claim: Claim, answer: Answer) => db.update(k).set(answer).where(at(claim))

/** Frees the key of a request that failed: it may be mended and sent again. */
export const dropClaim = ({ db }: Ctx, claim: Claim) => db.delete(k).where(and(at(claim), isNull(k.status)))

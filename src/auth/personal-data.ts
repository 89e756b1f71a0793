import { desc, eq, inArray, sql } from 'drizzle-orm'
import { emailKeyOfPerson, type PersonalData } from '../people/personal-data.ts'
import { addressChanges } from './address/table.ts'
import { apiKeys, keptAnswers, passkeyChallenges, passkeys, sessions, signInRequests, suspensions } from './table.ts'

/** How somebody signs in, and with what. No hash and no key is handed out. */
export const authData: PersonalData = {
  export: async ({ db }, personId) => {
    const [signedIn, enrolled, keys, answers, requests, addresses] = await db.batch([
      db
        .select({
          agent: sessions.agent,
          createdAt: sessions.createdAt,
          seenAt: sessions.seenAt,
          expiresAt: sessions.expiresAt,
          passkeyAt: sessions.passkeyAt,
        })
        .from(sessions)
        .where(eq(sessions.personId, personId))
        .orderBy(desc(sessions.createdAt)),
      db
        .select({
          name: passkeys.name,
          transports: passkeys.transports,
          createdAt: passkeys.createdAt,
          usedAt: passkeys.usedAt,
        })
        .from(passkeys)
        .where(eq(passkeys.personId, personId)),
      db
        .select({
          name: apiKeys.name,
          scope: apiKeys.scope,
          subjectId: apiKeys.subjectId,
          createdAt: apiKeys.createdAt,
          usedAt: apiKeys.usedAt,
          revokedAt: apiKeys.revokedAt,
        })
        .from(apiKeys)
        .where(eq(apiKeys.personId, personId)),
      db
        .select({
          idempotencyKey: keptAnswers.idempotencyKey,
          status: keptAnswers.status,
          body: keptAnswers.body,
          at: keptAnswers.at,
        })
        .from(keptAnswers)
        .innerJoin(apiKeys, eq(apiKeys.id, keptAnswers.keyId))
        .where(eq(apiKeys.personId, personId)),
      db
        .select({ next: signInRequests.next, askedAt: signInRequests.askedAt })
        .from(signInRequests)
        .where(sql`${signInRequests.emailKey} = ${emailKeyOfPerson(personId)}`),
      db
        .select({ email: addressChanges.email, askedAt: addressChanges.askedAt, usedAt: addressChanges.usedAt })
        .from(addressChanges)
        .where(eq(addressChanges.personId, personId)),
    ])
    return {
      sessions: signedIn,
      passkeys: enrolled,
      apiKeys: keys,
      apiAnswers: answers,
      signInRequests: requests,
      addressChanges: addresses,
    }
  },
  erase: ({ db }, personId) => [
    db
      .delete(passkeyChallenges)
      .where(
        inArray(
          passkeyChallenges.sessionId,
          db.select({ id: sessions.id }).from(sessions).where(eq(sessions.personId, personId)),
        ),
      ),
    db.delete(sessions).where(eq(sessions.personId, personId)),
    db.delete(passkeys).where(eq(passkeys.personId, personId)),
    db
      .delete(keptAnswers)
      .where(
        inArray(keptAnswers.keyId, db.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.personId, personId))),
      ),
    db.delete(apiKeys).where(eq(apiKeys.personId, personId)),
    db.delete(signInRequests).where(sql`${signInRequests.emailKey} = ${emailKeyOfPerson(personId)}`),
    db.delete(suspensions).where(eq(suspensions.subjectId, personId)),
  ],
}

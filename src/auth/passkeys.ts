import { and, asc, eq, gt, lt, sql } from 'drizzle-orm'
import { MINUTE } from '../calendar.ts'
import type { Ctx, Person } from '../context.ts'
import { AppError, authorize, conflict, notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { canAddPasskey, canRemovePasskey, mustKeepPasskey } from './passkeys/policy.ts'
import type { NewPasskeyInput, ShownPasskeyInput } from './passkeys/schema.ts'
import { passkeyChallenges as challenges, passkeys, sessions } from './table.ts'

const CHALLENGE_VALID_MS = 5 * MINUTE
const MOST_PASSKEYS = 10
/** EdDSA, ES256 and RS256: what devices have. Named, so that every runtime offers the same. */
const ALGORITHMS = [-8, -7, -257]
/** Required: the key stands for the person, and a laptop left open or a found security key is not them. */
const userVerification = 'required'

/** Large and seldom used: loaded with the first passkey. */
const library = () => import('./passkeys/library.ts')

const expected = ({ origin }: Ctx) => ({ expectedOrigin: origin, expectedRPID: new URL(origin).hostname })

export const listPasskeys = (ctx: Ctx, personId: string) =>
  ctx.db
    .select({
      id: passkeys.id,
      name: passkeys.name,
      transports: passkeys.transports,
      createdAt: passkeys.createdAt,
      usedAt: passkeys.usedAt,
    })
    .from(passkeys)
    .where(eq(passkeys.personId, personId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id))
export type Passkey = Awaited<ReturnType<typeof listPasskeys>>[number]

/** Keeps the one challenge of a session, in place of an earlier one; unanswered ones of others go on the way. */
async function keepChallenge(ctx: Ctx, sessionId: string, challenge: string): Promise<void> {
  const kept = { challenge, askedAt: ctx.now }
  await ctx.db.batch([
    ctx.db.delete(challenges).where(lt(challenges.askedAt, ctx.now - CHALLENGE_VALID_MS)),
    ctx.db
      .insert(challenges)
      .values({ sessionId, ...kept })
      .onConflictDoUpdate({ target: challenges.sessionId, set: kept }),
  ])
}

/** Used up before it is compared: a wrong answer ends it too. */
async function takeChallenge(ctx: Ctx, sessionId: string): Promise<string> {
  const [kept] = await ctx.db
    .delete(challenges)
    .where(and(eq(challenges.sessionId, sessionId), gt(challenges.askedAt, ctx.now - CHALLENGE_VALID_MS)))
    .returning({ challenge: challenges.challenge })
  if (!kept) throw conflict('This was used already, or took longer than five minutes: try again')
  return kept.challenge
}

const notAccepted = () => new AppError(422, 'invalid', 'This passkey was not accepted: try again, or take another one')

/** What a browser needs to make a passkey. No address in it: a device shows the name, or "Onward account". */
export async function askToAddPasskey(ctx: Ctx, person: Person) {
  authorize(canAddPasskey(person))
  const held = await listPasskeys(ctx, person.id)
  if (held.length >= MOST_PASSKEYS) throw conflict(`You have ${MOST_PASSKEYS} passkeys: remove one first`)
  const { generateRegistrationOptions } = await library()
  const options = await generateRegistrationOptions({
    rpName: 'Onward',
    rpID: expected(ctx).expectedRPID,
    userID: new TextEncoder().encode(person.id),
    userName: person.name || 'Onward account',
    userDisplayName: person.name,
    timeout: CHALLENGE_VALID_MS,
    attestationType: 'none',
    excludeCredentials: held.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'preferred', userVerification },
    supportedAlgorithmIDs: ALGORITHMS,
  })
  await keepChallenge(ctx, person.session.id, options.challenge)
  return options
}

/**
 * Certificates of makers are not asked for, and not looked at: the library would fetch their lists of revoked ones from
 * wherever they say.
 */
async function isWithoutCertificates(attestation: string): Promise<boolean> {
  const { decodeAttestationObject, isoBase64URL } = await library()
  const decoded = decodeAttestationObject(isoBase64URL.toBuffer(attestation))
  const format = decoded.get('fmt')
  return format === 'none' || (format === 'packed' && decoded.get('attStmt').get('x5c') === undefined)
}

async function readNew(ctx: Ctx, challenge: string, response: NewPasskeyInput['credential']) {
  const { verifyRegistrationResponse, isoBase64URL } = await library()
  try {
    if (!(await isWithoutCertificates(response.response.attestationObject))) throw notAccepted()
    const { registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      ...expected(ctx),
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    if (!registrationInfo) throw notAccepted()
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential
    return { id, publicKey: isoBase64URL.fromBuffer(publicKey), counter, transports }
  } catch {
    throw notAccepted()
  }
}

/** Enrolls a passkey; the session counts as having shown it. `name` is how its owner tells it from others. */
export async function addPasskey(ctx: Ctx, person: Person, { name, credential }: NewPasskeyInput): Promise<void> {
  authorize(canAddPasskey(person))
  const made = await readNew(ctx, await takeChallenge(ctx, person.session.id), credential)
  const { db, now } = ctx
  const values = sql`${made.id}, ${person.id}, ${name}, ${made.publicKey}, ${made.counter}, ${JSON.stringify(made.transports)}, ${now}`
  const held = sql`(select count(*) from passkeys where person_id = ${person.id})`
  const shown = sql`exists (select 1 from sessions where id = ${person.session.id} and passkey_at is not null)`
  // Two browsers may be enrolling the first one at once: one of them is second.
  const [added] = await db.batch([
    db.all<{ id: string }>(sql`insert into passkeys (id, person_id, name, public_key, counter, transports, created_at)
      select ${values} where ${held} < ${MOST_PASSKEYS} and (${held} = 0 or ${shown})
      on conflict (id) do nothing returning id`),
    markShown(ctx, person),
    ...recordEventIfChanged(ctx, 'passkey.added', made.id),
  ])
  if (!added.length) throw conflict('This passkey is enrolled already, or another one was meanwhile: look at the list')
}

/** Right behind a guarded write of the batch. */
const markShown = ({ db, now }: Ctx, { session }: Person) =>
  db
    .update(sessions)
    .set({ passkeyAt: now })
    .where(and(eq(sessions.id, session.id), sql`changes() > 0`))

/** What a browser needs to show one of a person's passkeys. */
export async function askToShowPasskey(ctx: Ctx, person: Person) {
  const held = await listPasskeys(ctx, person.id)
  if (!held.length) throw conflict('You have no passkey yet: add one first')
  const { generateAuthenticationOptions } = await library()
  const options = await generateAuthenticationOptions({
    rpID: expected(ctx).expectedRPID,
    allowCredentials: held.map(({ id, transports }) => ({ id, transports })),
    timeout: CHALLENGE_VALID_MS,
    userVerification,
  })
  await keepChallenge(ctx, person.session.id, options.challenge)
  return options
}

async function readShown(
  ctx: Ctx,
  challenge: string,
  response: ShownPasskeyInput['credential'],
  held: typeof passkeys.$inferSelect,
): Promise<number> {
  const { verifyAuthenticationResponse, isoBase64URL } = await library()
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      ...expected(ctx),
      requireUserVerification: true,
      credential: { id: held.id, publicKey: isoBase64URL.toBuffer(held.publicKey), counter: held.counter },
    })
    if (!verified) throw notAccepted()
    return authenticationInfo.newCounter
  } catch {
    throw notAccepted()
  }
}

/** Takes a shown passkey: the session has the powers that ask for one until it ends. */
export async function showPasskey(ctx: Ctx, person: Person, { credential }: ShownPasskeyInput): Promise<void> {
  const { db, now } = ctx
  const challenge = await takeChallenge(ctx, person.session.id)
  const own = and(eq(passkeys.id, credential.id), eq(passkeys.personId, person.id))
  const [held] = await db.select().from(passkeys).where(own)
  if (!held) throw notAccepted()
  const counter = await readShown(ctx, challenge, credential, held)
  // A counter that does not grow is a copied key; many devices do not count and always say 0.
  const grows = sql`(${passkeys.counter} < ${counter} or (${passkeys.counter} = 0 and ${counter} = 0))`
  const [used] = await db.batch([
    db.update(passkeys).set({ counter, usedAt: now }).where(and(own, grows)).returning({ id: passkeys.id }),
    markShown(ctx, person),
    ...recordEventIfChanged(ctx, 'passkey.shown', held.id),
  ])
  if (!used.length) throw notAccepted()
}

/** Removes a passkey of one's own. Other browsers show one anew; without any left, this one forgets it too. */
export async function removePasskey(ctx: Ctx, person: Person, id: string): Promise<void> {
  const { db } = ctx
  const own = and(eq(passkeys.id, id), eq(passkeys.personId, person.id))
  const [held] = await db.select({ id: passkeys.id }).from(passkeys).where(own)
  if (!held) throw notFound('Passkey')
  authorize(canRemovePasskey(person))
  const left = sql`(select count(*) from passkeys where person_id = ${person.id})`
  const removed = await db.batch([
    db
      .delete(passkeys)
      .where(and(own, mustKeepPasskey(person) ? sql`${left} > 1` : undefined))
      .returning({ id: passkeys.id }),
    ...recordEventIfChanged(ctx, 'passkey.removed', id),
    db
      .update(sessions)
      .set({ passkeyAt: null })
      .where(
        and(
          eq(sessions.personId, person.id),
          sql`changes() > 0`,
          sql`(${sessions.id} <> ${person.session.id} or ${left} = 0)`,
        ),
      ),
  ])
  const [gone] = removed as unknown as [unknown[]]
  if (!gone.length) throw conflict('Moderating needs a passkey: add another one before you remove this one')
}

import { eq, type SQL, sql } from 'drizzle-orm'
import type { Mail } from '../../web/emails/mail.tsx'
import { HOUR, MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'
import { allowMail } from '../mail/allowance.ts'
import { type Delivery, withoutAddresses } from '../mail/mailer.ts'
import { recordRefusal } from '../mail/suppressing.ts'
import { people } from '../people/table.ts'
import { claimNotice, finishNotice, givenUp, type Notice, type NoticeKey, putOff, repeat, sentAt } from './claiming.ts'

/**
 * A mail as the state asks for it now, or why there is none any more. `by` is the stranger who caused it; `once` is
 * written with its being sent, or with its being none.
 */
export type Composed = ({ mail: Mail; by?: string } | { obsolete: string }) & { once?: Statement[] }

const PAUSE = 15 * MINUTE

/** Composes the mails of an occasion, by its first word. */
export type Composers = Readonly<Record<string, (ctx: Ctx, notice: Notice) => Promise<Composed>>>

/** Mails a shard, one after the other: what goes wrong with one does not touch the next. */
export async function mailNotices(ctx: Ctx, composers: Composers, keys: readonly NoticeKey[]): Promise<void> {
  for (const key of keys) {
    try {
      const notice = await claimNotice(ctx, key)
      if (notice) await mailNotice(ctx, composers, notice)
    } catch (error) {
      // Its lease runs out, and a later tick takes it up.
      console.error(`notice ${key.subjectId} ${key.occasion}`, error)
    }
  }
}

async function mailNotice(ctx: Ctx, composers: Composers, notice: Notice): Promise<void> {
  const recipient = await findRecipient(ctx, notice.recipientId)
  if (!recipient) return finishNotice(ctx, notice, givenUp(ctx.now, 'nobody is there to get it'))
  const composed = await composeNotice(ctx, composers, notice)
  if ('obsolete' in composed) return finishNotice(ctx, notice, givenUp(ctx.now, composed.obsolete), composed.once)
  if (composed.by && !(await mayMail(ctx, recipient.emailKey, composed.by)))
    return finishNotice(ctx, notice, putOff(ctx.now + HOUR))
  const { mail } = composed
  const delivery = await ctx.mail.send({ to: recipient.email, ...mail, headers: {}, idempotencyKey: keyOf(notice) })
  const once = delivery.outcome === 'sent' ? composed.once : []
  await finishNotice(ctx, notice, outcomeOf(ctx, notice, delivery), once)
  await recordRefusal(ctx, recipient.email, delivery)
}

/** What fails before the mail is handed over surely did not go out. */
async function composeNotice(ctx: Ctx, composers: Composers, notice: Notice): Promise<Composed> {
  const compose = composers[notice.occasion.split(' ', 1)[0] ?? '']
  if (!compose) return { obsolete: 'nothing is known by this name' }
  try {
    return await compose(ctx, notice)
  } catch (error) {
    await finishNotice(ctx, notice, triedBefore(ctx, notice) ? repeat(ctx.now + PAUSE) : putOff(ctx.now + PAUSE))
    throw error
  }
}

const keyOf = ({ subjectId, occasion, recipientId, createdAt }: Notice) =>
  `notice/${[subjectId, occasion, recipientId, createdAt].join('/').replaceAll(' ', '-')}`

/** The mailbox of a notice, by what its id names: a person, somebody whom only a group's record knows, or a check-in. */
function findRecipient(ctx: Ctx, id: string) {
  if (id.startsWith('ptc_')) return findParticipant(ctx, sql`p.id = ${id}`)
  if (id.startsWith('chk_'))
    return findParticipant(ctx, sql`p.email_key = (select email_key from check_ins where id = ${id})`)
  return findPerson(ctx, id)
}

/** None for who wants no mail at all, is suspended, objected to the record or was erased from it. */
async function findParticipant({ db }: Ctx, isTheirs: SQL) {
  const [found] = await db.all<{ email: string; emailKey: string }>(sql`
    select email, email_key as "emailKey" from participants p
    where ${isTheirs} and email is not null and objected_at is null and erased_at is null
      and not exists (select 1 from suppressions where email_key = p.email_key)
      and not exists (select 1 from people w join suspensions x on x.subject_id = w.id where w.email_key = p.email_key)
    order by p.id limit 1`)
  return found ?? null
}

/** None for who wants no mail at all or is suspended. */
async function findPerson(ctx: Ctx, personId: string) {
  const [person] = await ctx.db
    .select({
      email: people.email,
      emailKey: people.emailKey,
      stopped: sql<number>`(exists (select 1 from suppressions where email_key = ${people.emailKey})
        or exists (select 1 from suspensions where subject_id = ${people.id}))`.as('stopped'),
    })
    .from(people)
    .where(eq(people.id, personId))
  return person && !person.stopped ? person : null
}

/** Mail that one person causes to another counts towards the limits of all such mail; past them it waits. */
async function mayMail(ctx: Ctx, emailKey: string, by: string): Promise<boolean> {
  try {
    return await allowMail(ctx, { emailKey, network: `person ${by}`, kind: 'fromOthers' })
  } catch {
    return false
  }
}

/** An earlier try may have arrived: that this one did not says nothing of it. */
const triedBefore = (ctx: Ctx, { firstTryAt }: Notice) => firstTryAt !== ctx.now

function outcomeOf(ctx: Ctx, notice: Notice, delivery: Delivery) {
  switch (delivery.outcome) {
    case 'sent':
      return sentAt(ctx.now)
    case 'refused':
      return givenUp(ctx.now, withoutAddresses(delivery.cause))
    case 'deferred': {
      const at = ctx.now + (delivery.retryAfterMs ?? PAUSE)
      return triedBefore(ctx, notice) ? repeat(at) : putOff(at)
    }
    case 'ambiguous':
      return ctx.mail.keepsKeys
        ? repeat(ctx.now + PAUSE)
        : givenUp(ctx.now, `uncertain: ${withoutAddresses(delivery.cause)}`)
  }
}

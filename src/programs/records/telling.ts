import { sql } from 'drizzle-orm'
import { recordMail } from '../../../web/emails/record-mail.tsx'
import { DAY } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { atomically } from '../../db/client.ts'
import { authorize, conflict } from '../../errors.ts'
import { recordEvent } from '../../events.ts'
import { canRecordInGroup } from '../../groups/policy.ts'
import { allowMail } from '../../mail/allowance.ts'
import { sendOnce } from '../../mail/sending-once.ts'
import { hasRefused } from '../participants/recording.ts'
import { requireParticipant } from '../participants/records.ts'
import type { Basis } from '../schema.ts'
import { noteTold, recordNotice } from './notice.ts'

/** Mails somebody that the group holds a record of them: once, and no more than an address may get. */
export async function tellPerson(ctx: Ctx, groupId: string, id: string, network: string): Promise<void> {
  const { emailKey, toldAt } = await requireParticipant(ctx, groupId, id)
  authorize(canRecordInGroup(ctx.actor, groupId))
  if (!emailKey) throw conflict('There is no address to write to: add one first')
  if (toldAt) throw conflict('They were told already')
  if (await hasRefused(ctx, groupId, emailKey)) throw conflict('The owner of this address has asked not to be held')
  if (!(await allowMail(ctx, { emailKey, network })))
    throw conflict('This address had mail from us today: try tomorrow')
  await atomically(ctx.db, recordEvent(ctx, 'participant.telling', id))
  await ctx.queue.send([{ type: 'record', participantId: id, askedAt: ctx.now, now: ctx.now }])
}

/** Sends it, unless they were told meanwhile or the record is gone. */
export async function sendRecordNotice(ctx: Ctx, asked: { participantId: string; askedAt: number }): Promise<void> {
  const [found] = await ctx.db.all<{ id: string; email: string; basis: Basis; group: string }>(
    sql`select p.id, p.email, p.basis, g.name as "group" from participants p join groups g on g.id = p.group_id
      where p.id = ${asked.participantId} and p.email is not null and p.told_at is null and p.erased_at is null
        and p.objected_at is null`,
  )
  if (!found) return
  const { email, ...held } = found
  const notice = await recordNotice(ctx, held, Math.floor(asked.askedAt / DAY) * DAY)
  const idempotencyKey = `record/${found.id}/${asked.askedAt}`
  await sendOnce(ctx, 'record', { to: email, ...recordMail({ group: held.group, ...notice }), idempotencyKey })
  await atomically(ctx.db, [noteTold(ctx, found.id)])
}

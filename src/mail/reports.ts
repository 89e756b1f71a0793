import type { Ctx } from '../context.ts'
import { emailKeyOf } from './allowance.ts'
import type { MailReport } from './schema.ts'
import { recordArrival, recordBounce } from './suppressing.ts'

/** Acts on what the provider reports of a mail, once; what it tells beside that is of no consequence here. */
export async function takeReport(ctx: Ctx, eventId: string, { type, data }: MailReport): Promise<void> {
  const [to, ...others] = data.to
  // Ours go to one address each; of several nobody says which one it was.
  if (!to || others.length) return
  const emailKey = await emailKeyOf(ctx, mailboxIn(to))
  switch (type) {
    case 'email.bounced':
      await recordBounce(ctx, { emailKey, eventId, kind: kindOf(data.bounce?.type) })
      return
    case 'email.complained':
      await recordBounce(ctx, { emailKey, eventId, kind: 'complaint' })
      return
    case 'email.delivered':
      await recordArrival(ctx, { emailKey, eventId })
  }
}

const mailboxIn = (to: string) => (/<([^<>]+)>\s*$/.exec(to)?.[1] ?? to).trim()

/** A bounce without a word about its kind is one that the provider gave up on. */
const kindOf = (type = 'permanent') => (type.toLowerCase() === 'permanent' ? 'permanent' : 'transient')

import { and, eq, sql } from 'drizzle-orm'
import { addressLinkMail, addressNoticeMail, addressTakenMail } from '../../../web/emails/address-mail.tsx'
import type { Ctx } from '../../context.ts'
import { sendOnce } from '../../mail/sending-once.ts'
import { paths } from '../../paths.ts'
import { people } from '../../people/table.ts'
import { addressToken, stillGood } from './asking.ts'
import { addressChanges as changes } from './table.ts'

export type AddressMail = { seed: string; to: 'new' | 'old' }

/** Mails the link to the new address, or the word to the old one, unless a newer request has taken its place. */
export async function sendAddressMail(ctx: Ctx, { seed, to }: AddressMail): Promise<void> {
  const [request] = await ctx.db
    .select({
      email: changes.email,
      old: people.email,
      taken: sql<number>`exists (select 1 from people p where p.email_key = ${changes.emailKey})`.as('taken'),
      stopped: sql<number>`exists (select 1 from suppressions s where s.email_key = ${people.emailKey})`.as('stopped'),
    })
    .from(changes)
    .innerJoin(people, eq(people.id, changes.personId))
    .where(and(eq(changes.seed, seed), stillGood(ctx)))
  if (!request) return
  const idempotencyKey = `address/${to}/${await ctx.secrets.fingerprint(seed)}`
  if (to === 'new') {
    const link = ctx.origin + paths.addressLink(await addressToken(ctx, seed))
    const mail = request.taken ? addressTakenMail({ signIn: ctx.origin + paths.signIn() }) : addressLinkMail({ link })
    await sendOnce(ctx, 'address mail', { to: request.email, ...mail, idempotencyKey })
  } else if (!request.stopped) {
    const mail = addressNoticeMail({ account: ctx.origin + paths.me() })
    await sendOnce(ctx, 'address notice', { to: request.old, ...mail, idempotencyKey })
  }
}

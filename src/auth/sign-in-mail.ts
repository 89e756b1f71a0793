import { and, eq, gt, isNull } from 'drizzle-orm'
import { signInMail } from '../../web/emails/sign-in-mail.tsx'
import type { Ctx } from '../context.ts'
import { sendOnce } from '../mail/sending-once.ts'
import { paths } from '../paths.ts'
import { SIGN_IN_VALID_MS } from './signing-in.ts'
import { signInRequests as requests } from './table.ts'
import { linkToken, mailedCode } from './tokens.ts'

/** Mails the link and the code of a request, unless a newer one has taken its place. Throws what may go out later. */
export async function sendSignIn(ctx: Ctx, seed: string): Promise<void> {
  const [request] = await ctx.db
    .select({ email: requests.email })
    .from(requests)
    .where(and(eq(requests.seed, seed), isNull(requests.sessionId), gt(requests.askedAt, ctx.now - SIGN_IN_VALID_MS)))
  if (!request) return
  const [token, code] = await Promise.all([linkToken(ctx, seed), mailedCode(ctx, seed)])
  const mail = signInMail({ link: ctx.origin + paths.signInLink(token), code })
  const idempotencyKey = `sign-in/${await ctx.secrets.fingerprint(seed)}`
  await sendOnce(ctx, 'sign-in mail', { to: request.email, ...mail, idempotencyKey })
}

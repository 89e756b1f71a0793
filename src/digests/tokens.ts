import { DAY } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'

/** What a token opens, and for how many days. It names one subscription and never signs anybody in. */
const VALID_DAYS = { confirm: 7, manage: 366 }
type Purpose = keyof typeof VALID_DAYS

const SHAPE = /^(sub_[0-9a-z]{1,40})\.([0-9a-z]{1,6})\.([A-Za-z0-9_-]{43})$/
const signed = (purpose: Purpose, id: string, issued: string) => `${purpose}:${id}.${issued}`

/** `issuedAt` fixes the token: a mail that is tried again carries the same one. */
export async function makeToken(
  ctx: Ctx,
  purpose: Purpose,
  subscriptionId: string,
  issuedAt = ctx.now,
): Promise<string> {
  const issued = Math.floor(issuedAt / DAY).toString(36)
  return `${subscriptionId}.${issued}.${await ctx.secrets.sign(signed(purpose, subscriptionId, issued))}`
}

/** The subscription a token stands for. Forged, foreign and old ones all look as if nothing were there. */
export async function readToken(ctx: Ctx, purpose: Purpose, token: string): Promise<string> {
  const [, id = '', issued = '', signature = ''] = SHAPE.exec(token) ?? []
  const age = ctx.now / DAY - Number.parseInt(issued || '0', 36)
  const known = id !== '' && (await ctx.secrets.verify(signed(purpose, id, issued), signature))
  if (!known || age > VALID_DAYS[purpose]) throw notFound('Subscription')
  return id
}

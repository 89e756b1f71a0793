import { DAY } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { notFound } from '../../errors.ts'

const VALID_DAYS = 60
const SHAPE = /^(per_[0-9a-z]{1,40})\.(\d{4}-\d\d)\.([0-9a-z]{1,6})\.([A-Za-z0-9_-]{43})$/
const signed = (personId: string, month: string, issued: string) => `check-in:${personId}.${month}.${issued}`

export type CheckInLink = { personId: string; month: string }

/** The link by which one person answers one month's questions. It signs nobody in. */
export async function checkInToken(ctx: Ctx, { personId, month }: CheckInLink, issuedAt: number): Promise<string> {
  const issued = Math.floor(issuedAt / DAY).toString(36)
  return `${personId}.${month}.${issued}.${await ctx.secrets.sign(signed(personId, month, issued))}`
}

/** Whose answers a link brings, and the day it was made. Forged and old ones look as if nothing were there. */
export async function readCheckInToken(ctx: Ctx, token: string): Promise<CheckInLink & { issuedAt: number }> {
  const [, personId = '', month = '', issued = '', signature = ''] = SHAPE.exec(token) ?? []
  const issuedAt = Number.parseInt(issued || '0', 36) * DAY
  const known = personId !== '' && (await ctx.secrets.verify(signed(personId, month, issued), signature))
  if (!known || ctx.now - issuedAt > VALID_DAYS * DAY) throw notFound('Link')
  return { personId, month, issuedAt }
}

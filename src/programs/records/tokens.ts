import { DAY } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { notFound } from '../../errors.ts'

const VALID_DAYS = 366
const SHAPE = /^(ptc_[0-9a-z]{1,40})\.([0-9a-z]{1,6})\.([A-Za-z0-9_-]{43})$/
const signed = (participantId: string, issued: string) => `record:${participantId}.${issued}`

/** The link by which somebody answers for a group's record of them. It signs nobody in. */
export async function recordToken(ctx: Ctx, participantId: string, issuedAt = ctx.now): Promise<string> {
  const issued = Math.floor(issuedAt / DAY).toString(36)
  return `${participantId}.${issued}.${await ctx.secrets.sign(signed(participantId, issued))}`
}

/** The record a link stands for. Forged and old ones look as if nothing were there. */
export async function readRecordToken(ctx: Ctx, token: string): Promise<string> {
  const [, id = '', issued = '', signature = ''] = SHAPE.exec(token) ?? []
  const age = ctx.now / DAY - Number.parseInt(issued || '0', 36)
  const known = id !== '' && (await ctx.secrets.verify(signed(id, issued), signature))
  if (!known || age > VALID_DAYS) throw notFound('Record')
  return id
}

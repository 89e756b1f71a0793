import type { Ctx } from '../../context.ts'
import { notFound } from '../../errors.ts'

const SHAPE = /^(chk_[0-9a-z]{1,60})\.([A-Za-z0-9_-]{43})$/
const signed = (checkInId: string) => `check-ins:${checkInId}`

/**
 * The link by which the owner of a mailbox answers one check-in while it is open, and objects until a year after. It signs
 * nobody in.
 */
export const outcomeToken = async (ctx: Ctx, checkInId: string) =>
  `${checkInId}.${await ctx.secrets.sign(signed(checkInId))}`

/** The check-in that a link stands for. Forged ones look as if nothing were there. */
export async function readOutcomeToken(ctx: Ctx, token: string): Promise<string> {
  const [, checkInId = '', signature = ''] = SHAPE.exec(token) ?? []
  if (!checkInId || !(await ctx.secrets.verify(signed(checkInId), signature))) throw notFound('Link')
  return checkInId
}

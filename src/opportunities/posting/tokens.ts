import { DAY } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { notFound } from '../../errors.ts'

export const LINK_VALID_DAYS = 7

const SHAPE = /^(opp_[0-9a-z]{1,40})\.([0-9a-z]{1,6})\.([0-9a-z]{1,6})\.([A-Za-z0-9_-]{43})$/
const signed = (id: string, version: string, issued: string) => `posting:${id}.${version}.${issued}`

export type Link = { opportunityId: string; version: number }

/** What a mailed link carries: one version of one draft. It signs nobody in. */
export async function makeLink(ctx: Ctx, { opportunityId, version }: Link, issuedAt: number): Promise<string> {
  const [v, issued] = [version.toString(36), Math.floor(issuedAt / DAY).toString(36)]
  return `${opportunityId}.${v}.${issued}.${await ctx.secrets.sign(signed(opportunityId, v, issued))}`
}

/** The draft a link stands for. Forged and old ones look as if nothing were there. */
export async function readLink(ctx: Ctx, token: string): Promise<Link> {
  const [, opportunityId = '', version = '', issued = '', signature = ''] = SHAPE.exec(token) ?? []
  const age = ctx.now / DAY - Number.parseInt(issued || '0', 36)
  const known = opportunityId !== '' && (await ctx.secrets.verify(signed(opportunityId, version, issued), signature))
  if (!known || age > LINK_VALID_DAYS) throw notFound('Link')
  return { opportunityId, version: Number.parseInt(version, 36) }
}

/** Nobody reads and fills the form in less. */
const LEAST_MS = 3_000
const formSigned = (at: string) => `posting-form:${at}`

/** When a form was shown, for the time trap. */
export async function stampForm(ctx: Ctx): Promise<string> {
  const at = ctx.now.toString(36)
  return `${at}.${await ctx.secrets.sign(formSigned(at))}`
}

/** Whether a form was ours and in somebody's hands for as long as people need. */
export async function wasFilledByHand(ctx: Ctx, stamp: string): Promise<boolean> {
  const [, at = '', signature = ''] = /^([0-9a-z]{1,12})\.([A-Za-z0-9_-]{43})$/.exec(stamp) ?? []
  if (!at || !(await ctx.secrets.verify(formSigned(at), signature))) return false
  return ctx.now - Number.parseInt(at, 36) >= LEAST_MS
}

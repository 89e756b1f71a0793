import { DAY } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { notFound } from '../../errors.ts'

export const LINK_VALID_DAYS = 7

const SHAPE = /^(opp_[0-9a-z]{1,40})\.([A-Za-z0-9_-]{43})\.([0-9a-z]{1,6})\.([A-Za-z0-9_-]{43})$/
const signed = (id: string, seed: string, issued: string) => `posting:${id}.${seed}.${issued}`

/** Told from all other askings, also of the same draft and of one that had its id before, by a seed nobody can guess. */
export type Link = { opportunityId: string; seed: string }

/** What a mailed link carries: one asking for one draft. It signs nobody in. */
export async function makeLink(ctx: Ctx, { opportunityId, seed }: Link, issuedAt: number): Promise<string> {
  const issued = Math.floor(issuedAt / DAY).toString(36)
  return `${opportunityId}.${seed}.${issued}.${await ctx.secrets.sign(signed(opportunityId, seed, issued))}`
}

/** The draft a link stands for. Forged and old ones look as if nothing were there. */
export async function readLink(ctx: Ctx, token: string): Promise<Link> {
  const [, opportunityId = '', seed = '', issued = '', signature = ''] = SHAPE.exec(token) ?? []
  const age = ctx.now / DAY - Number.parseInt(issued || '0', 36)
  const known = opportunityId !== '' && (await ctx.secrets.verify(signed(opportunityId, seed, issued), signature))
  if (!known || age > LINK_VALID_DAYS) throw notFound('Link')
  return { opportunityId, seed }
}

/** Nobody reads and fills the form in less. */
const LEAST_MS = 3_000
const formSigned = (id: string, at: string) => `posting-form:${id}.${at}`

/** When a form was shown, for the time trap, and under which id of ours: a visitor chooses none. */
export async function stampForm(ctx: Ctx, id: string): Promise<string> {
  const at = ctx.now.toString(36)
  return `${at}.${await ctx.secrets.sign(formSigned(id, at))}`
}

type Form = { id: string; stamp: string }

async function shownAt(ctx: Ctx, { id, stamp }: Form): Promise<number | null> {
  const [, at = '', signature = ''] = /^([0-9a-z]{1,12})\.([A-Za-z0-9_-]{43})$/.exec(stamp) ?? []
  if (!at || !(await ctx.secrets.verify(formSigned(id, at), signature))) return null
  return Number.parseInt(at, 36)
}

/** Whether the id of a form is one that we gave to it. */
export const isOurForm = async (ctx: Ctx, form: Form) => (await shownAt(ctx, form)) !== null

/** Whether a form was ours and in somebody's hands for as long as people need. */
export async function wasFilledByHand(ctx: Ctx, form: Form): Promise<boolean> {
  const at = await shownAt(ctx, form)
  return at !== null && ctx.now - at >= LEAST_MS
}

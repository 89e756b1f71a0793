import { DAY } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { notFound } from '../../errors.ts'

const VALID_DAYS = 366
const SHAPE = /^(org_[0-9a-z]{1,40})\.(per_[0-9a-z]{1,40})\.([0-9a-z]{1,6})\.([A-Za-z0-9_-]{43})$/
const signed = (organizationId: string, personId: string, issued: string) =>
  `still-open:${organizationId}.${personId}.${issued}`

export type StillOpenLink = { organizationId: string; personId: string }

/** The link by which one member answers for an organization. It signs nobody in, and is good while they are a member. */
export async function stillOpenToken(ctx: Ctx, { organizationId, personId }: StillOpenLink, issuedAt: number) {
  const issued = Math.floor(issuedAt / DAY).toString(36)
  return `${organizationId}.${personId}.${issued}.${await ctx.secrets.sign(signed(organizationId, personId, issued))}`
}

/** Whose answer a link brings. Forged and old ones look as if nothing were there; membership is the reader's to check. */
export async function readStillOpenToken(ctx: Ctx, token: string): Promise<StillOpenLink> {
  const [, organizationId = '', personId = '', issued = '', signature = ''] = SHAPE.exec(token) ?? []
  const age = ctx.now / DAY - Number.parseInt(issued || '0', 36)
  const known = organizationId !== '' && (await ctx.secrets.verify(signed(organizationId, personId, issued), signature))
  if (!known || age > VALID_DAYS) throw notFound('Link')
  return { organizationId, personId }
}

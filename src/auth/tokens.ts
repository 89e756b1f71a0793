import type { Ctx } from '../context.ts'
import { fromBase64url, toBase64url } from '../text/base64url.ts'
import { CODE_LENGTH } from './schema.ts'

const RANDOM_BYTES = 32
/** 32 signs that are not mistaken for one another. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** 256 bits of chance, as base64url. */
export const randomToken = () => toBase64url(crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)))

/** What the mailed link carries: 256 bits that nobody can tell from the seed without the secret key. */
export const linkToken = (ctx: Ctx, seed: string) => ctx.secrets.sign(`sign-in link ${seed}`)

/** What is typed on another device than the one that opened the mail: 40 bits, five tries. */
export async function mailedCode(ctx: Ctx, seed: string): Promise<string> {
  const signed = fromBase64url(await ctx.secrets.sign(`sign-in code ${seed}`)) ?? []
  return Array.from(signed.slice(0, CODE_LENGTH), (byte) => SIGNS[byte % SIGNS.length]).join('')
}

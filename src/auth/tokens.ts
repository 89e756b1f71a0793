import type { Ctx } from '../context.ts'
import { CODE_LENGTH } from './schema.ts'

const RANDOM_BYTES = 32
/** 32 signs that are not mistaken for one another. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** 256 bits of chance, as base64url. */
export function randomToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** What the mailed link carries: 256 bits that nobody can tell from the seed without the secret key. */
export const linkToken = (ctx: Ctx, seed: string) => ctx.secrets.sign(`sign-in link ${seed}`)

/** What is typed on another device than the one that opened the mail: 40 bits, five tries. */
export async function mailedCode(ctx: Ctx, seed: string): Promise<string> {
  const signed = await ctx.secrets.sign(`sign-in code ${seed}`)
  const binary = atob(signed.replaceAll('-', '+').replaceAll('_', '/'))
  return Array.from({ length: CODE_LENGTH }, (_, i) => SIGNS[binary.charCodeAt(i) % SIGNS.length]).join('')
}

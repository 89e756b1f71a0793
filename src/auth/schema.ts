import * as z from 'zod'
import { line } from '../fields.ts'

/** What an API key reaches: an organization's opportunities, what a group records, or what is one person's own. */
export const keyScopes = ['organization', 'group', 'person'] as const
export type KeyScope = (typeof keyScopes)[number]

export const KeyInput = z.strictObject({
  name: line(80).pipe(z.string().min(1, 'Give the key a name, such as the program that will use it')).prefault(''),
})

/** Letters that are not mistaken for one another; what is typed in their place is understood. */
export const CODE_LENGTH = 8
export const SignInCode = z
  .string('Give the code from the mail')
  .transform((text) => text.toUpperCase().replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^[A-Z0-9]{8}$/, 'The code has 8 letters and digits'))

const BASE = 'https://onward.invalid'

/** A path on this site as a browser would read it; whatever leads elsewhere is the account page. */
export function nextPath(text: string | null | undefined, otherwise = '/me'): string {
  if (!text || !/^\/(?![/\\])/.test(text) || /[\p{Cc}\\]/u.test(text) || text.length > 2_000) return otherwise
  try {
    const url = new URL(text, BASE)
    if (url.origin !== BASE || url.pathname.startsWith('//')) return otherwise
    return url.pathname + url.search + url.hash
  } catch {
    return otherwise
  }
}

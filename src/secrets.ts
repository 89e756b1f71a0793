import type { Secrets } from './context.ts'
import { fromBase64url, toBase64url } from './text/base64url.ts'

const encoder = new TextEncoder()

const importKey = (key: string) =>
  crypto.subtle.importKey('raw', encoder.encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])

/** `SECRET_KEYS` as its keys: commas or spaces between. */
export const splitKeys = (text: string) => text.split(/[\s,]+/).filter(Boolean)

/** HMACs under the given keys, newest first: the newest signs, all verify. */
export function makeSecrets(keys: readonly string[]): Secrets {
  const imported = keys.map(importKey)
  const signWith = async (key: Promise<CryptoKey> | undefined, text: string) => {
    if (!key) throw new Error('SECRET_KEYS holds no key')
    return toBase64url(new Uint8Array(await crypto.subtle.sign('HMAC', await key, encoder.encode(text))))
  }
  return {
    sign: (text) => signWith(imported[0], text),
    // New keys are put in front, so the last one stays.
    fingerprint: (text) => signWith(imported.at(-1), `fingerprint:${text}`),
    async verify(text, signature) {
      const bytes = fromBase64url(signature)
      // The last character holds spare bits: only the one spelling of a signature is the signature.
      if (!bytes || toBase64url(bytes) !== signature) return false
      const answers = imported.map(async (key) => crypto.subtle.verify('HMAC', await key, bytes, encoder.encode(text)))
      return (await Promise.all(answers)).includes(true)
    },
  }
}

export async function sha256(data: string | Uint8Array): Promise<string> {
  const bytes = typeof data === 'string' ? encoder.encode(data) : data
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource)))
}

import { createHash, createHmac } from 'node:crypto'
import type { Secrets } from './context.ts'
import { fromBase64url, toBase64url } from './text/base64url.ts'

const encoder = new TextEncoder()

const importKey = (key: string) =>
  crypto.subtle.importKey('raw', encoder.encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])

/** `SECRET_KEYS` as its keys: commas or spaces between. */
export const splitKeys = (text: string) => text.split(/[\s,]+/).filter(Boolean)

/** HMACs under the given keys, newest first: the newest signs, all verify. */
export function makeSecrets(keys: readonly string[]): Secrets {
  const imported = keys.map(importKey)
  // Not by WebCrypto: a promise and a thread for each would be a third of what a mail costs.
  const signWith = async (key: string | undefined, text: string) => {
    if (!key) throw new Error('SECRET_KEYS holds no key')
    return createHmac('sha256', key).update(text).digest('base64url')
  }
  return {
    sign: (text) => signWith(keys[0], text),
    // New keys are put in front, so the last one stays.
    fingerprint: (text) => signWith(keys.at(-1), `fingerprint:${text}`),
    async verify(text, signature) {
      const bytes = fromBase64url(signature)
      // The last character holds spare bits: only the one spelling of a signature is the signature.
      if (!bytes || toBase64url(bytes) !== signature) return false
      const answers = imported.map(async (key) => crypto.subtle.verify('HMAC', await key, bytes, encoder.encode(text)))
      return (await Promise.all(answers)).includes(true)
    },
  }
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('base64url')

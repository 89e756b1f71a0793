import { MINUTE } from '../calendar.ts'

/** A report that is older, or from later than now, may be one that somebody kept and sends again. */
const TOLERANCE = 5 * MINUTE
/** While a provider changes its secret it signs with both. */
const MOST_SIGNATURES = 10
const encoder = new TextEncoder()

/** What a request says of its signature: Standard Webhooks, under that name or as Svix spells it. */
export type Signature = { id: string; timestamp: string; signatures: Uint8Array<ArrayBuffer>[] }

/** Reads the headers of a signed request that is fresh; null for any other. */
export function readSignature(headers: Headers, now: number): Signature | null {
  const name = headers.has('svix-id') ? 'svix' : 'webhook'
  const [id, timestamp, signed] = ['id', 'timestamp', 'signature'].map((part) => headers.get(`${name}-${part}`) ?? '')
  if (!id || !timestamp || !signed || !/^[\w.-]{1,200}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) return null
  if (Math.abs(now - Number(timestamp) * 1000) > TOLERANCE) return null
  const signatures = signed.split(' ').slice(0, MOST_SIGNATURES).flatMap(readOne)
  return signatures.length ? { id, timestamp, signatures } : null
}

const readOne = (text: string) => {
  const bytes = text.startsWith('v1,') ? fromBase64(text.slice(3)) : null
  return bytes ? [bytes] : []
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const bare = text.replace(/={1,2}$/, '')
  if (!/^[A-Za-z0-9+/]+$/.test(bare) || bare.length % 4 === 1) return null
  return Uint8Array.from(atob(bare), (c) => c.charCodeAt(0))
}

/** Whether one of the signatures is over these bytes; takes the same time for right and wrong ones. */
export async function isSignedWith(secret: string, { id, timestamp, signatures }: Signature, body: string) {
  const bytes = fromBase64(secret.replace(/^whsec_/, ''))
  if (!bytes) return false
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
  const content = encoder.encode(`${id}.${timestamp}.${body}`)
  const answers = signatures.map((signature) => crypto.subtle.verify('HMAC', key, signature, content))
  return (await Promise.all(answers)).includes(true)
}

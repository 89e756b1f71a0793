import { DAY } from '../calendar.ts'
import type { Secrets } from '../context.ts'
import { fromBase64url, toBase64url } from '../text/base64url.ts'

/**
 * A token is the email key (32 bytes) and 10 bytes of a keyed hash over it and the month: 56 signs of base64url, so that
 * `bounces+<token>` is 64, as long as the part before the @ may be. Nothing is stored for it.
 */
const KEY_BYTES = 32
const MAC_BYTES = 10
const TOKEN = /\+([A-Za-z0-9_-]{56})@[^@\s]+$/
/** A month of sending and the two after: bounces come within days, complaints within weeks. */
const MONTH = 30 * DAY
const MONTHS_VALID = 3

const monthOf = (now: number) => Math.floor(now / MONTH)

async function macOf(secrets: Secrets, emailKey: string, month: number): Promise<Uint8Array> {
  const hash = fromBase64url(await secrets.fingerprint(`bounces ${month} ${emailKey}`)) ?? new Uint8Array(MAC_BYTES)
  return hash.slice(0, MAC_BYTES)
}

/** The sender of the envelope, to whom a mail for this address is returned. */
export async function bounceAddress(secrets: Secrets, bounces: string, emailKey: string, now: number): Promise<string> {
  const [local, domain] = bounces.split('@')
  const mac = await macOf(secrets, emailKey, monthOf(now))
  return `${local}+${toBase64url(Uint8Array.of(...(fromBase64url(emailKey) ?? []), ...mac))}@${domain}`
}

/** The email key in such an address; null where we did not make it, or long ago. */
export async function readBounceAddress(secrets: Secrets, address: string, now: number): Promise<string | null> {
  const bytes = fromBase64url(TOKEN.exec(address)?.[1] ?? '')
  if (!bytes) return null
  const emailKey = toBase64url(bytes.slice(0, KEY_BYTES))
  const months = Array.from({ length: MONTHS_VALID }, (_, ago) => monthOf(now) - ago)
  const macs = await Promise.all(months.map((month) => macOf(secrets, emailKey, month)))
  return macs.map((mac) => sameBytes(mac, bytes.slice(KEY_BYTES))).includes(true) ? emailKey : null
}

/** Takes the same time wherever they differ. */
const sameBytes = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((differing, byte, i) => differing | (byte ^ (b[i] ?? 256)), 0) === 0

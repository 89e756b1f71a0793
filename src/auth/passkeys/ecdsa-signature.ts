export * from './no-certificates.ts'

type Bytes = Uint8Array<ArrayBuffer>

/**
 * Stands in the bundle for the ASN.1 libraries of `@simplewebauthn/server` (see wrangler.toml): of all they read, a
 * passkey needs one thing, `Ecdsa-Sig-Value` of RFC 3279: a sequence of two integers. The rest is of certificates.
 */
export class ECDSASigValue {
  readonly r: Bytes
  readonly s: Bytes
  constructor(r: Bytes, s: Bytes) {
    this.r = r
    this.s = s
  }
}

const SEQUENCE = 0x30
const INTEGER = 0x02

export const AsnParser = {
  /** The two integers as they stand, big-endian and signed; anything but exactly them throws. */
  parse(der: Uint8Array | ArrayBuffer, type: unknown): ECDSASigValue {
    if (type !== ECDSASigValue) throw new Error('Only signatures are read')
    const [pair, afterPair] = element(new Uint8Array(der), SEQUENCE)
    const [r, afterR] = element(pair, INTEGER)
    const [s, afterS] = element(afterR, INTEGER)
    if (afterPair.length + afterS.length > 0) throw new Error('More than a signature')
    return new ECDSASigValue(r, s)
  },
}

/** The content of the first element, and what follows it. Signatures up to P-521 need lengths of at most two bytes. */
function element(bytes: Bytes, tag: number): [content: Bytes, rest: Bytes] {
  const isLong = bytes[1] === 0x81
  const start = isLong ? 3 : 2
  const length = bytes[start - 1] ?? 0
  const isShortest = isLong ? length >= 0x80 : length < 0x80
  if (bytes[0] !== tag || !isShortest || length === 0 || bytes.length < start + length) throw new Error('No signature')
  return [bytes.slice(start, start + length), bytes.slice(start + length)]
}

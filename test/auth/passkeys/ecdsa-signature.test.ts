import { generateKeyPairSync, sign, verify } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AsnParser, ECDSASigValue } from '../../../src/auth/passkeys/ecdsa-signature.ts'

const curves = [
  { namedCurve: 'P-256', length: 32 },
  { namedCurve: 'P-384', length: 48 },
  { namedCurve: 'P-521', length: 66 },
] as const

const read = (der: Uint8Array) => AsnParser.parse(der, ECDSASigValue)
const padded = (integer: Uint8Array, length: number) =>
  Buffer.from(
    Buffer.from(integer)
      .toString('hex')
      .replace(/^(00)+/, '')
      .padStart(2 * length, '0'),
    'hex',
  )

test.each(curves)('what $namedCurve signs holds by the two integers read', ({ namedCurve, length }) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })
  const data = fc.uint8Array({ minLength: 1 })
  fc.assert(
    fc.property(data, (said) => {
      const { r, s } = read(sign('sha256', said, { key: privateKey, dsaEncoding: 'der' }))
      const plain = Buffer.concat([padded(r, length), padded(s, length)])
      expect(verify('sha256', said, { key: publicKey, dsaEncoding: 'ieee-p1363' }, plain)).toBe(true)
    }),
    { numRuns: 100 },
  )
})

test('what is cut, longer, of another kind or no signature at all is refused', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const der = sign('sha256', Buffer.from('said'), { key: privateKey, dsaEncoding: 'der' })
  for (let length = 0; length < der.length; length++) expect(() => read(der.subarray(0, length))).toThrow()
  expect(() => read(Buffer.concat([der, Buffer.of(0)]))).toThrow()
  expect(() => read(Buffer.from('3006020101020100ff', 'hex'))).toThrow('More than a signature')
  expect(() => read(Buffer.from('30810602010102010a', 'hex'))).toThrow('No signature')
  expect(() => read(Buffer.from('300504010102010a', 'hex'))).toThrow('No signature')
  expect(() => read(Buffer.from('300702010102010a00', 'hex'))).toThrow('More than a signature')
  expect(() => AsnParser.parse(der, class Certificate {})).toThrow('Only signatures')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      try {
        const { r, s } = read(bytes)
        expect(r.length + s.length + 6).toBe(bytes.length)
      } catch (error) {
        expect(String(error)).toMatch(/No signature|More than/)
      }
    }),
  )
})

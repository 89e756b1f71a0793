import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { ORIGIN } from './world.ts'

const hashed = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest()
const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url')

const PRESENT = 0x01
const VERIFIED = 0x04
const WITH_KEY = 0x40

type Said = {
  origin?: string
  rpId?: string
  /** Whether it checked who holds it. */
  verified?: boolean
  counter?: number
}

/** A device that makes one passkey and shows it, honestly unless told otherwise. */
export function openAuthenticator() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(16)
  // COSE: key type EC2, algorithm ES256, curve P-256, the two coordinates.
  const coseKey = isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
    ]),
  )
  const counted = (counter: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(counter)
    return bytes
  }
  const authData = (flags: number, { rpId = new URL(ORIGIN).hostname, verified = true, counter = 0 }: Said) =>
    Buffer.concat([hashed(rpId), Buffer.from([PRESENT | (verified ? VERIFIED : 0) | flags]), counted(counter)])
  const clientData = (type: string, challenge: string, { origin = ORIGIN }: Said) =>
    JSON.stringify({ type, challenge, origin, crossOrigin: false })
  const named = {
    id: base64url(id),
    rawId: base64url(id),
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
  }
  return {
    id: named.id,
    make: (challenge: string, said: Said = {}, attestation: [string, Map<string, unknown>] = ['none', new Map()]) => {
      const length = Buffer.from([0, id.length])
      const data = Buffer.concat([authData(WITH_KEY, said), Buffer.alloc(16), length, id, coseKey])
      const [format, statement] = attestation
      const object = new Map<string, unknown>([
        ['fmt', format],
        ['attStmt', statement],
        ['authData', new Uint8Array(data)],
      ])
      const attestationObject = base64url(isoCBOR.encode(object as Parameters<typeof isoCBOR.encode>[0]))
      const clientDataJSON = base64url(clientData('webauthn.create', challenge, said))
      return { ...named, response: { clientDataJSON, attestationObject, transports: ['internal'] } }
    },
    show: (challenge: string, said: Said = {}) => {
      const data = authData(0, said)
      const client = clientData('webauthn.get', challenge, said)
      const signature = sign('sha256', Buffer.concat([data, hashed(client)]), privateKey)
      return {
        ...named,
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(data),
          signature: base64url(signature),
        },
      }
    },
  }
}
export type Authenticator = ReturnType<typeof openAuthenticator>

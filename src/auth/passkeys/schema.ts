import * as z from 'zod'
import { line } from '../../fields.ts'

const base64url = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]*$/)
/** A credential's id has at most 1,023 bytes. */
const CredentialId = base64url(1_364).min(1)

const credential = {
  id: CredentialId,
  rawId: CredentialId,
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  // We ask for no extension: whatever a browser adds is dropped.
  clientExtensionResults: z.record(z.string(), z.unknown()).transform(() => ({})),
}

/** What a browser answers when a passkey is made, as `@simplewebauthn/browser` writes it. */
export const NewPasskeyInput = z.strictObject({
  name: line(80),
  credential: z.strictObject({
    ...credential,
    response: z.strictObject({
      clientDataJSON: base64url(4_000),
      attestationObject: base64url(16_000),
      authenticatorData: base64url(16_000).optional(),
      transports: z.array(z.string().max(20)).max(10).optional(),
      publicKeyAlgorithm: z.int().optional(),
      publicKey: base64url(8_000).optional(),
    }),
  }),
})
export type NewPasskeyInput = z.infer<typeof NewPasskeyInput>

/** What a browser answers when a passkey is shown. */
export const ShownPasskeyInput = z.strictObject({
  credential: z.strictObject({
    ...credential,
    response: z.strictObject({
      clientDataJSON: base64url(4_000),
      authenticatorData: base64url(4_000),
      signature: base64url(2_000),
      userHandle: base64url(200).optional(),
    }),
  }),
})
export type ShownPasskeyInput = z.infer<typeof ShownPasskeyInput>

/** What was done last, said on the page: `?done=added`. */
export const passkeyDeeds = ['added', 'shown', 'removed'] as const

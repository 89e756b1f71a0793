import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestMail } from '../../web/emails/digest-mail.tsx'
import { digests, read } from './arbitrary.ts'
import { digestAnew, partsOf } from './rendered-anew.tsx'

test('a digest joined from fragments is the one rendered anew, byte for byte', () => {
  fc.assert(
    fc.property(digests, (digest) => {
      expect(digestMail(partsOf(digest, read))).toEqual(digestAnew(digest, read))
    }),
    { numRuns: 60 },
  )
})

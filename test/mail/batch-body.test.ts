import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batchBody } from '../../src/mail/batch-body.ts'
import type { MessageInPieces, TextPiece } from '../../src/mail/mailer.ts'

const words = fc.string({ unit: 'binary', maxLength: 12 })
const shared = Array.from(
  { length: 4 },
  (_, i): TextPiece => ({ html: `<b>“${i}”\n`, text: `\\${i}\u2028`, shared: true }),
)
const piece = fc.oneof(fc.constantFrom(...shared), fc.record({ html: words, text: words }))
const message: fc.Arbitrary<MessageInPieces> = fc.record({
  to: words,
  subject: words,
  pieces: fc.array(piece, { maxLength: 8 }),
  headers: fc.dictionary(words, words, { maxKeys: 2, noNullPrototype: true }),
})

test('what is posted in bytes is the JSON of the same mails', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 5 }), (messages) => {
      const whole = messages.map(({ to, subject, pieces, headers }) => ({
        ...{ from: 'o@onward.test', to, subject },
        html: pieces.map(({ html }) => html).join(''),
        text: pieces.map(({ text }) => text).join(''),
        headers,
      }))
      expect(new TextDecoder().decode(batchBody('o@onward.test', messages))).toBe(JSON.stringify(whole))
    }),
    { numRuns: 200 },
  )
})

test('mails larger than what was set aside for them are whole', () => {
  const long = { html: '→'.repeat(50_000), text: 'x'.repeat(70_000) }
  const mail = { to: 'a@example.test', subject: 's', pieces: [long, { ...long, shared: true }], headers: {} }
  const [read] = JSON.parse(new TextDecoder().decode(batchBody('o', [mail])))
  expect([read.html, read.text]).toEqual([long.html.repeat(2), long.text.repeat(2)])
})

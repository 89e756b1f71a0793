import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layOut } from '../../src/digests/layouts.ts'
import { bodyOf, readBody, rowsOf, sharedOf } from '../../src/digests/pieces.ts'
import { digestPieces, joined, type Piece } from '../../web/emails/digest-mail.tsx'
import { digests, read } from '../emails/arbitrary.ts'
import { partsOf } from '../emails/rendered-anew.tsx'

/** As the database answers what was kept. */
const readRow = (row: string) => {
  const [hash, , html, text, layout] = JSON.parse(row)
  return { hash, html, text, layout }
}

test('a mail read back from its layout is the one that was laid out, byte for byte', () => {
  fc.assert(
    fc.property(digests, (digest) => {
      const { pieces } = digestPieces(partsOf(digest, read))
      const laid = layOut(pieces)
      const kept = sharedOf([...rowsOf([laid.layout]).values()].map(readRow))
      expect(joined(laid.pieces)).toEqual(joined(pieces))
      expect(joined(readBody(bodyOf(laid), kept))).toEqual(joined(pieces))
    }),
    { numRuns: 60 },
  )
})

test('who is told the same has the same layout, and words of their own', () => {
  const frame: Piece[] = ['<p>', '</p>'].map((html) => ({ html, text: '', shared: { subjectId: null } }))
  const mail = (words: string) => {
    const own = { html: words, text: words }
    return [...frame, own, own, ...frame]
  }
  const [ada, bo] = [layOut(mail('Ada')), layOut(mail('Bo'))]
  expect(ada.layout).toBe(bo.layout)
  expect([bodyOf(ada), bodyOf(bo)].map((body) => JSON.parse(body).slice(1))).toEqual([[['Ada']], [['Bo']]])
  expect(layOut([...frame, ...mail('Ada')]).layout.hash).not.toBe(ada.layout.hash)
})

test('a mail that was kept before there were layouts is its own words', () => {
  expect(readBody('[["<p>","p"],["x"]]', sharedOf([]))).toEqual([
    { html: '<p>', text: 'p' },
    { html: 'x', text: 'x' },
  ])
})

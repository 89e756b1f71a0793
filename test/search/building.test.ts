import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { buildIndex, followChange } from '../../src/search/building.ts'
import { NOW, opening, openingsStated } from '../matching/arbitrary.ts'

const HOURS = DAY / 24
const anyCards = fc
  .array(openingsStated, { minLength: 40, maxLength: 130 })
  .map((all) => all.map((o, i) => opening({ ...o, seq: i + 1, publishedAt: NOW - (i % 50) * DAY })))
const anyChange = fc.record({
  gone: fc.array(fc.nat(129), { maxLength: 6 }),
  edited: fc.array(fc.record({ at: fc.nat(129), stated: openingsStated, moved: fc.boolean() }), { maxLength: 6 }),
  added: fc.array(openingsStated, { maxLength: 40 }),
  hours: fc.nat(24 * 90),
})

test('a board that changes a few times is as one built from what it then holds', () => {
  fc.assert(
    fc.property(anyCards, fc.array(anyChange, { minLength: 1, maxLength: 4 }), (cards, changes) => {
      let [board, now] = [new Map(cards.map((o) => [o.seq, o])), NOW]
      let index = buildIndex(cards, 1, now)
      let next = cards.length
      for (const [i, { gone, edited, added, hours }] of changes.entries()) {
        now += hours * HOURS
        const fresh = new Map(added.map((o) => [++next, opening({ ...o, seq: next, publishedAt: now })]))
        for (const { at, stated, moved } of edited) {
          const before = board.get(at)
          if (before)
            fresh.set(at, opening({ ...stated, seq: at, publishedAt: moved ? now - at * DAY : before.publishedAt }))
        }
        for (const seq of gone) fresh.delete(seq)
        const touched = new Set([...gone, ...fresh.keys()])
        const isOpen = ({ closesAt }: { closesAt: number | null }) => closesAt === null || closesAt > now
        const open = [...fresh.values()].filter(isOpen)
        const kept = [...board.values()].filter((o) => !touched.has(o.seq) && isOpen(o))
        board = new Map([...kept, ...open].map((o) => [o.seq, o]))
        index = followChange(index, { version: i + 2, now, touched, cards: open })
        expect(index).toEqual(buildIndex([...board.values()], i + 2, now))
      }
    }),
    { numRuns: 150 },
  )
})

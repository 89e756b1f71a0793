import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atomically } from '../../src/db/client.ts'
import { groups } from '../../src/groups/table.ts'
import { readReport } from '../../src/impact/reading.ts'
import { type RawRow, sectionOf } from '../../src/impact/report.ts'
import { thousandthsOf } from '../../src/impact/schema.ts'
import { hiddenOf, monthOf, type NarrowEstimate, shownOutside, standingAt } from '../../src/impact/standing.ts'
import { reportLinks } from '../../src/impact/table.ts'
import { refreshFigures } from '../../src/outcomes/figures.ts'
import { invented } from '../../src/seeds/examples/landed.ts'
import { tenthsText } from '../../src/statistics/rounding.ts'
import { createWorld } from '../support/world.ts'
import { programHeld } from './given.ts'

test('tenths of a quotient are what exact arithmetic says: half up, below zero as above', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 1e6 }), (over, under) => {
      const found = BigInt(tenthsText(over / under).replace('.', ''))
      expect(found).toBe((20n * BigInt(over) + BigInt(under)) / (2n * BigInt(under)))
      expect(tenthsText(-over / under).replace('-', '')).toBe(tenthsText(over / under))
    }),
  )
})

const cell = fc.option(fc.integer({ min: 0, max: 99_999 }), { nil: null })
const rows = fc.array(fc.record({ occurrences: cell, fte: cell, people: cell }), { minLength: 1, maxLength: 9 })
const blank = {
  cost: null,
  currency: null,
  low: null,
  high: null,
  printed: null,
  estimated: null,
  hidden: null,
  note: '',
}

test('a total is the sum of rows that all say it, and flagged exactly where print says otherwise', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 0, max: 99_999 }), (given, said) => {
      const raw = given.map((row, i): RawRow => ({ ...blank, ...row, activity: `Row ${i}` }))
      const figures = { fte: { printed: String(said / 1000), thousandths: said } }
      const section = sectionOf({ basis: 'reported', rows: raw, printedTotal: { figures, note: '' } })
      const ftes = given.map(({ fte }) => fte)
      const sum = ftes.includes(null) ? null : ftes.reduce<number>((total, fte) => total + (fte ?? 0), 0)
      expect(section.total.computed.fte).toBe(sum === null ? null : tenthsText(sum / 1000))
      expect(section.flags.length).toBe(sum === null || sum === said ? 0 : 1)
      expect(section.total.reported).toEqual({ fte: String(said / 1000) })
    }),
  )
})

test('a printed figure is read exactly, with a point or a comma', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom('.', ','), (thousandths, mark) => {
      const text = `${Math.floor(thousandths / 1000)}${mark}${String(thousandths % 1000).padStart(3, '0')}`
      expect(thousandthsOf(text)).toBe(thousandths)
    }),
  )
  for (const text of ['', 'x', '1.2.3', '1e3', '0.1234', '١']) expect(thousandthsOf(text)).toBeNull()
})

const START = Date.UTC(2025, 0, 1)
const DAYS = 24 * 60 * 60 * 1000
const someEstimates = fc.array(
  fc.record({
    person: fc.integer({ min: 0, max: 14 }),
    day: fc.integer({ min: 0, max: 300 }),
    kept: fc.option(fc.integer({ min: 0, max: 200 }), { nil: null }),
    net: fc.integer({ min: -900, max: 1000 }),
  }),
  { maxLength: 40 },
)

test('two looks from outside differ by nobody or by at least 5 people, whatever is estimated and withdrawn between', () => {
  fc.assert(
    fc.property(someEstimates, (given) => {
      const all = given.map(({ person, day, kept, net }, i): NarrowEstimate => {
        const createdAt = START + day * DAYS
        const times = { createdAt, withdrawnAt: kept === null ? null : createdAt + kept * DAYS }
        return {
          id: `est_${String(i).padStart(3, '0')}`,
          programId: 'prg',
          participantId: `ptc_${person}`,
          effect: 'both',
          version: i,
          net,
          low: net,
          high: net,
          ...times,
        }
      })
      const looks = Array.from({ length: 20 }, (_, month) => shownOutside(all, Date.UTC(2025, month, 15)))
      const setOf = (look: readonly NarrowEstimate[]) =>
        new Map(look.map(({ participantId, id }) => [participantId, id]))
      for (const [i, look] of looks.entries()) {
        expect(look.length === 0 || setOf(look).size >= 5).toBe(true)
        for (const other of looks.slice(0, i)) {
          const [a, b] = [setOf(look), setOf(other)]
          const changed = [...new Set([...a.keys(), ...b.keys()])].filter((person) => a.get(person) !== b.get(person))
          if (changed.length && other.length && look.length) expect(changed.length).toBeGreaterThanOrEqual(5)
        }
      }
      for (const { createdAt } of all)
        expect(shownOutside(all, createdAt)).toEqual(shownOutside(all, monthOf(createdAt)))
      expect(standingAt(all, START - 1)).toEqual([])
    }),
  )
})

test('beside a hidden sum the next smallest is hidden too: what could be subtracted is of at least 5', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 8 })
  fc.assert(
    fc.property(sizes, (given) => {
      const hidden = hiddenOf(new Map(given.map((size, i) => [`prg_${i}`, size])))
      const small = given.filter((size) => size < 5).length
      const large = given.length - small
      expect(hidden.size).toBe(small ? small + Math.min(1, large) : 0)
      for (const [i, size] of given.entries()) if (size < 5) expect(hidden.get(`prg_${i}`)).toBe('few')
    }),
  )
})

test('an example group shows the same report from its people', async () => {
  const world = await createWorld()
  const group = { id: 'grp_lantern', name: 'Lantern', example: true }
  await world.db.insert(groups).values({ ...group, nameKey: 'lantern', createdAt: 0 })
  await atomically(world.db, invented(world.ctx(), 'lantern'))
  expect((await readReport(world.ctx(), group, 'group')).sections).toEqual([])
  const people = Array.from({ length: 12 }, (_, i) => `p${i}`)
  await programHeld(world, 'prg_camp', { groupId: 'grp_lantern', people, name: 'Camp' })
  await world.db.run(`update cohorts set ends_on = '2025-10-01'`)
  await atomically(world.db, invented(world.ctx(), 'lantern'))
  const link = { id: 'lnk_one', groupId: 'grp_lantern', name: 'A funder', madeBy: 'x', createdAt: 0, expiresAt: 1 }
  await world.db.insert(reportLinks).values(link)
  await refreshFigures(world.ctx())
  for (const view of ['group', 'outside'] as const) {
    const [section] = (await readReport(world.ctx(), group, view)).sections
    expect([view, section?.basis, section?.rows[0]?.people]).toEqual([view, 'people', view === 'group' ? '12' : '10'])
    expect(section?.total.computed.fte).toMatch(/^\d\.\d$/)
  }
})

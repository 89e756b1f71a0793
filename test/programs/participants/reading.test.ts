import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../src/errors.ts'
import { guessColumns } from '../../../src/programs/participants/columns.ts'
import { mustAskOrder, ordersOf, readDay, shownOrder } from '../../../src/programs/participants/days.ts'
import { partsOf } from '../../../src/programs/participants/grouping.ts'
import { readRow } from '../../../src/programs/participants/reading-rows.ts'
import { readTable } from '../../../src/programs/participants/uploading.ts'
import { mappingOf } from './given.ts'

describe('reading', () => {
  const mapping = mappingOf({ name: 0, email: 1, finishedOn: 2, stage: 3 }, { cohortId: 'coh_1' })
  const cohorts = [{ id: 'coh_1', number: 1, name: 'One', programId: 'prg_1', program: 'Course' }]
  const read = (cells: string[]) => readRow([2, cells, null], mapping, cohorts)

  test('any bytes make a table or are refused in words; any table makes rows or reasons', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 200 }).map((text) => new TextEncoder().encode(text)),
      fc
        .array(fc.constantFrom('name', ',', ';', '"', '\n', '\r\n', '\u0000', '=1', 'é', '\uFEFF'), { maxLength: 60 })
        .map((parts) => new TextEncoder().encode(parts.join(''))),
    )
    fc.assert(
      fc.property(bytes, (given) => {
        try {
          const { rows } = readTable(given)
          const all = partsOf(rows.map(({ row, cells, problem }) => readRow([row, cells, problem], mapping, cohorts)))
          const count = all.reduce((sum, { people, failed }) => sum + people.flat().length + failed.length, 0)
          expect(count).toBe(rows.length)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
      { numRuns: 120 },
    )
  })

  test('what cannot stand in a row is its own fault alone', () => {
    expect(read(['Ada\u0000', '', '', ''])).toEqual({
      row: 2,
      reason: 'Name: leave out control characters and broken ones',
    })
    expect(read(['=HYPERLINK("x")', '', '', ''])).toMatchObject({ reason: expect.stringContaining('formula') })
    expect(read(['x'.repeat(1_000_000), '', '', ''])).toMatchObject({ reason: expect.stringContaining('200 bytes') })
    expect(read(['', '', '', ''])).toMatchObject({ reason: 'Name: give a name or an address' })
    expect(read(['Ada', '', '31/02/2025', ''])).toMatchObject({ reason: expect.stringContaining('YYYY-MM-DD') })
    expect(read(['Ada', '', '', 'Enlightened'])).toMatchObject({ reason: expect.stringContaining('write exposure') })
  })

  test('300 columns, headings twice, UTF-16 and tabs are read', () => {
    const wide = readTable(new TextEncoder().encode(`${'a\t'.repeat(299)}name\n${'1\t'.repeat(299)}Ada`))
    expect([wide.header.length, wide.rows[0]?.cells[299]]).toEqual([300, 'Ada'])
    const utf16 = new Uint8Array(Buffer.from('\uFEFFname;email\r\nZoë;z@people.test', 'utf16le'))
    expect(readTable(utf16).rows[0]?.cells).toEqual(['Zoë', 'z@people.test'])
  })

  test('headings of the usual tools are known', () => {
    expect(guessColumns(['Timestamp', 'Email Address', 'First Name', 'Last name', 'Status'])).toEqual({
      email: 1,
      firstName: 2,
      lastName: 3,
      stage: 4,
    })
    expect(guessColumns(['Name', 'E-mail', 'Cohort', 'Programme', 'Record ID'])).toEqual({
      ...{ name: 0, email: 1, cohort: 2, program: 3, externalId: 4 },
    })
  })

  test('days: their order is what the file shows, else it must be asked', () => {
    expect(shownOrder(ordersOf(['03/04/2025', '25/12/2025']))).toBe('dmy')
    expect(shownOrder(ordersOf(['03/04/2025', '12/25/2025 14:03']))).toBe('mdy')
    expect(mustAskOrder(ordersOf(['03/04/2025', '05/05/2025']))).toBe(true)
    expect(mustAskOrder(ordersOf(['25/12/2025', '12/25/2025']))).toBe(true)
    expect(mustAskOrder(ordersOf(['2025-04-03', '05/05/2025', '3 April 2025']))).toBe(false)
    for (const [cell, order, day] of [
      ['2025-04-03T10:00:00Z', null, '2025-04-03'],
      ['3 Apr 2025', null, '2025-04-03'],
      ['April 3, 2025', null, '2025-04-03'],
      ['03.04.2025', 'dmy', '2025-04-03'],
      ['4/3/2025 9:12', 'mdy', '2025-04-03'],
      ['05/05/2025', null, '2025-05-05'],
    ] as const)
      expect([cell, readDay(cell, order)]).toEqual([cell, { day }])
    expect(readDay('29/02/2025', 'dmy')).toHaveProperty('problem')
  })
})

import { expect, test } from 'vitest'
import { checkRow } from '../../src/imports/checking.ts'

const named = (externalId: string) => ({
  subject: 'organization' as const,
  row: 1,
  externalId,
  record: { name: 'Northlight Institute', website: null },
})

test.each(['half a pair \ud800', 'a NUL \u0000', 'x'.repeat(5_000)])(
  'an id that databases cannot hold or find again is refused by name (%#)',
  async (externalId) => {
    const checked = await checkRow(named(externalId) as never, (field) => field)
    expect(checked).toMatchObject({ problem: expect.stringMatching(/^externalId: /) })
  },
)

test('an id in any script is taken', async () => {
  expect(await checkRow(named('vacancy:Übung 日本 🙂') as never, (field) => field)).not.toHaveProperty('problem')
})

import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, DAY, weekdayOf } from '../../src/calendar.ts'
import { exampleOpportunities } from '../../src/seeds/examples/opportunities.ts'
import { opportunityRow } from '../../src/seeds/examples/rows.ts'
import { skillById } from '../../src/taxonomy/terms.ts'
import { createWorld, NOON } from '../support/world.ts'

type Row = ReturnType<typeof opportunityRow>
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const months = /\b(January|February|March|April|June|July|August|September|October|November|December)\b/
const textOf = ({ title, bodyText }: Row) => `${title}. ${bodyText}`

/** Every example as seeding on every fifth day of a year would write it: each weekday comes in each season. */
let year: Row[]
beforeAll(async () => {
  const world = await createWorld()
  const days = Array.from({ length: 73 }, (_, i) => NOON + i * 5 * DAY)
  year = days.flatMap((now) => exampleOpportunities.map((one) => opportunityRow(world.ctx({ now }), one, 'org_1')))
}, 60_000)

const titles = (rows: readonly Row[]) => [...new Set(rows.map(({ title }) => title))]

describe('on whatever day examples are seeded', () => {
  test('no title names a season, and one in the text is a part of each year without a deadline', () => {
    const season = /\b(summer|winter|spring|autumn)\b/i
    expect(titles(year.filter(({ title }) => season.test(title) || months.test(title)))).toEqual([])
    const named = year.filter((row) => months.test(row.bodyText) && row.commitment.basis === 'stated')
    const wrong = named.filter(({ commitment: c, closesOn }) => c.basis === 'stated' && c.months && closesOn)
    expect(titles(wrong)).toEqual([])
    expect(titles(named.filter(({ startsOn }) => startsOn))).toEqual([])
  })

  test('what lasts starts on a Monday, an evening or a weekend on a day that its text allows', () => {
    const starting = year.filter(({ startsOn }) => startsOn)
    const startDay = ({ startsOn }: Row) => weekdays[weekdayOf(startsOn ?? '') - 1] ?? ''
    const wrong = starting.filter((row) => startDay(row) !== 'Monday' && !/evening|weekend|Thursday/i.test(textOf(row)))
    expect(titles(wrong)).toEqual([])
    const on = (title: RegExp) => [...new Set(starting.filter((row) => title.test(row.title)).map(startDay))]
    expect(on(/^Hackathon/)).toEqual(['Friday'])
    expect(on(/^Weekend/)).toEqual(['Saturday'])
    expect(on(/^Two evenings/)).toEqual(['Tuesday'])
    expect(on(/civil servants/)).toEqual(['Thursday'])
  })

  test('it opens, closes and starts in this order, at most half a year ahead', () => {
    const wrong = year.filter(({ opensOn, closesOn, startsOn }) => {
      const days = [opensOn, closesOn, startsOn].filter((day) => day !== null)
      return days.some((day, i) => (day ?? '') <= (days[i - 1] ?? ''))
    })
    expect(titles(wrong)).toEqual([])
    const last = addDays(new Date(NOON + 364 * DAY).toISOString().slice(0, 10), 183)
    expect(year.every(({ startsOn }) => !startsOn || startsOn <= last)).toBe(true)
  })
})

describe('of what examples ask', () => {
  const name = new Intl.DisplayNames('en', { type: 'language' })

  test('any one of several languages is enough, and the text names each', () => {
    const wrong = year.filter((row) => {
      const languages = row.languages ?? []
      return languages.length > 1 && !languages.every((code) => textOf(row).includes(name.of(code) ?? code))
    })
    expect(titles(wrong)).toEqual([])
    const of = (title: RegExp) => exampleOpportunities.find((one) => title.test(one.title))?.languages
    expect(of(/^Incident analyst/)).toEqual(['en'])
    expect(of(/^Policy analyst/)).toEqual(['en'])
    expect(of(/^Curriculum designer/)).toEqual(['hi'])
  })

  test('nothing open to both sides has a must that needs machine learning', () => {
    const technical = ({ must = [] }: { must?: readonly string[] }) =>
      must.some((id) => skillById.get(id)?.side === 'technical')
    const both = exampleOpportunities.filter(({ sides }) => sides?.length === 2)
    expect(both.length).toBeGreaterThan(5)
    expect(both.filter(technical).map(({ title }) => title)).toEqual([])
  })
})

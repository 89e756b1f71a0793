import { beforeAll, describe, expect, test } from 'vitest'
import { explain } from '../../src/matching/explaining.ts'
import { blockerCodes, type PartName, partNames } from '../../src/matching/schema.ts'
import type { Field } from '../../src/matching/skills-part.ts'
import { rarityOf } from '../../src/matching/weights.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { paths } from '../../src/paths.ts'
import type { Profile } from '../../src/profiles/schema.ts'
import { createWorld, type World } from '../support/world.ts'
import { NOW, opening, person } from './arbitrary.ts'
import { weekly } from './given.ts'

let world: World
let html: string

beforeAll(async () => {
  world = await createWorld()
  html = await (await world.get(paths.matchingExplained())).text()
})

/** What a reader finds in a row of a table, by its columns. */
const cells = (row: string) => {
  const found = new RegExp(`<tr data-${row}>(.*?)</tr>`).exec(html)?.[1] ?? ''
  return [...found.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/g)].map(([, text = '']) => text)
}
const figure = (row: string, column: number) => Number.parseFloat(cells(row)[column] ?? '')
const marked = (id: string) => Number.parseFloat(new RegExp(`id="${id}">([\\d.]+)`).exec(html)?.[1] ?? '')
const most = (part: PartName) => figure(`part="${part}"`, 2)
const neutral = (part: PartName) => figure(`part="${part}"`, 3)

const equal: Field = { rarity: () => 100, training: () => null }
const partsOf = (o: Partial<OpportunityCard>, stated: Parameters<typeof person>[0], field = equal) =>
  explain(person(stated), opening(o), field, NOW).parts
const points = (share: number, top: number) => neutral('skills') + Math.floor((top - neutral('skills')) * share)

describe('what the page says is what is computed', () => {
  test('the most and the neutral points of every part', () => {
    const all: Partial<OpportunityCard> = {
      skills: [{ id: 'writing', must: true }],
      professions: ['research_technical'],
      workGroups: ['technical'],
      commitment: weekly(5),
      audiences: ['students'],
    }
    const everything: Partial<Profile> = {
      skills: [{ id: 'writing', level: null }],
      professions: ['research_technical'],
      workGroups: ['technical'],
      availability: { hours: 5, per: 'week', months: [], from: null },
      audiences: ['students'],
    }
    const [best, unsaid] = [partsOf(all, everything), partsOf(all, {})]
    for (const name of partNames) {
      expect(best[name], name).toBe(most(name))
      expect(unsaid[name], name).toBe(neutral(name))
    }
    expect(figure('part="all"', 2)).toBe(100)
    expect(figure('part="all"', 3)).toBe(Object.values(unsaid).reduce((sum, part) => sum + part))
  })

  test('how much a must-have weighs over what is nice to have', () => {
    const [must, nice] = [marked('must-weight'), marked('nice-weight')]
    const skills = [
      { id: 'writing', must: true },
      { id: 'facilitation', must: false },
    ]
    const with_ = (id: string) => partsOf({ skills }, { skills: [{ id }] }).skills
    expect(with_('writing')).toBe(points(must / (must + nice), most('skills')))
    expect(with_('facilitation')).toBe(points(nice / (must + nice), most('skills')))
  })

  test('how rare a skill is, from every opportunity to none', () => {
    const asked = [1, 2, 10, 100, 1_000]
    for (const oneIn of asked) expect(figure(`one-in="${oneIn}"`, 1)).toBe(rarityOf(10_000, 10_000 / oneIn) / 100)
    const [common, rare] = [figure('one-in="1"', 1), figure('one-in="100"', 1)]
    const field: Field = { ...equal, rarity: (id) => rarityOf(1_000, id === 'writing' ? 1_000 : 10) }
    const skills = ['writing', 'facilitation'].map((id) => ({ id, must: true }))
    expect(partsOf({ skills }, { skills: [{ id: 'writing' }] }, field).skills).toBe(
      points(common / (common + rare), most('skills')),
    )
    expect(figure('one-in="none"', 1)).toBe(rarityOf(1_000_000, 1) / 100)
  })

  test('what a level, and a narrower skill, bring', () => {
    const brought = (asked: string, id: string, level: 'learning' | 'practised' | 'expert' | null) =>
      partsOf({ skills: [{ id: asked, must: true }] }, { skills: [{ id, level }] }).skills
    for (const level of ['learning', 'practised', 'expert'] as const)
      expect(brought('writing', 'writing', level)).toBe(points(figure(`level="${level}"`, 1) / 100, most('skills')))
    expect(brought('writing', 'writing', null)).toBe(points(figure('level="unsaid"', 1) / 100, most('skills')))
    expect(brought('deep_learning', 'pytorch', null)).toBe(points(marked('narrower') / 100, most('skills')))
  })

  test('the cap without a must-have, and points for time that fits in part', () => {
    const nice = { skills: [{ id: 'writing', must: false }] }
    expect(partsOf(nice, { skills: [{ id: 'writing' }] }).skills).toBe(marked('without-must'))
    const range = { commitment: { ...weekly(5), hoursMax: 9 } }
    expect(partsOf(range, { availability: { hours: 6 } }).commitment).toBe(marked('fit-partly'))
  })

  test('every blocker in its order, each with what is really said', () => {
    const rows = /<table id="blocker-table">(.*?)<\/table>/.exec(html)?.[1]?.split('<tr>').slice(2) ?? []
    expect(rows).toHaveLength(blockerCodes.length)
    const said = rows.map((row) => /“([^”]+)”/.exec(row)?.[1])
    expect(said).toEqual([
      'Closed, they would have to reopen it',
      'Its kind is PhD, you want role or fellowship',
      '18 h a week asked, you give 10',
      'You give Jun of Jun–Aug: 1 of 3 months',
      'In France, you are in India and do not say that you would move',
      'No visa support, and you need a visa',
      'Unpaid, and you need pay',
      'Asks for French, which you do not name',
      'Machine-learning knowledge is a must, and you name only the non-technical side',
    ])
  })

  test('the example adds up', () => {
    const example = html.split('id="example"')[1] ?? ''
    const score = Number(/<b class="num">(\d+)<\/b>/.exec(example)?.[1])
    const parts = [...example.matchAll(/(\d+) of \d+/g)].map(([, part]) => Number(part))
    expect(parts).toHaveLength(5)
    expect(parts.reduce((sum, part) => sum + part)).toBe(score)
    expect(example).toContain('Facilitation in part: you are learning it')
  })
})

test('it asks the database nothing, is the same for everybody, and is linked from matches', async () => {
  const answer = await world.get(paths.matchingExplained())
  expect(answer.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
  expect(await answer.text()).toBe(html)
  expect(html).not.toMatch(/ style=|undefined|NaN|\bopenings?\b/)
  for (const search of ['', 'skill=writing'])
    expect(await (await world.get(paths.match(search))).text()).toContain(`href="${paths.matchingExplained()}"`)
})

import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import type { FacetCounts } from '../../src/search/index-of-openings.ts'
import { parseBoardQuery } from '../../src/search/schema.ts'
import { skillById } from '../../src/taxonomy/terms.ts'
import { FacetForm } from '../../web/opportunities/facet-form.tsx'

const MANY = 2_500
const org = Array.from({ length: MANY }, (_, i) => ({ value: `org_${i}`, count: MANY - i }))

const form = (search: string, facets: FacetCounts, name = (value: string) => value.replace('org_', 'House ')) => {
  const { query } = parseBoardQuery(new URLSearchParams(search))
  return renderToString(h(FacetForm, { query, facets, chosen: 0, view: 'list', nameOf: (_, value) => name(value) }))
}

/** The choices of organizations: value, name and count of each, and whether it is chosen. */
function offered(search: string, name?: (value: string) => string) {
  const html = form(search, { org: [...org, { value: 'org_closed', count: 0 }] }, name)
  const shape = /name="org" value="([^"]*)"( checked)?\/?>([^<]*)<span class="num">([\d,]+)</g
  return [...html.matchAll(shape)].map(([, value, checked, words, count = '']) => ({
    value,
    chosen: checked !== undefined,
    name: words,
    count: Number(count.replace(',', '')),
  }))
}

const counted = (...values: string[]) => values.map((value, i) => ({ value, count: values.length - i }))
const valuesIn = (html: string) => [...html.matchAll(/ value="([^"]+)"/g)].map(([, value]) => value)

test('how many values are left out is said, and none of those chosen is', () => {
  const skills = [...skillById.keys()]
  const [fits, rarest = ''] = [skills.slice(0, 70), skills.at(-1)]
  expect(valuesIn(form('', { skill: counted(...fits) }))).toEqual(fits)
  expect(form('', { skill: counted(...fits) })).not.toContain('rarer')
  expect(form('', { skill: counted(...skills) })).toContain(`and ${skills.length - 70} rarer: search for them`)
  const chosen = form(`skill=${rarest}`, { skill: counted(...skills) })
  expect(valuesIn(chosen)).toContain(rarest)
  expect(chosen).toContain(`and ${skills.length - 72} rarer: search for them`)
  expect(form('', { org })).toContain('and 2,432 rarer: search for them')
})

test('months and levels have an order of their own, what is not stated comes last, and thousands are told apart', () => {
  const html = form('', {
    months: counted('6', '10', '1'),
    level: counted('unknown', 'senior', 'none', 'years_1_4'),
    pay: counted('unknown', 'unpaid', 'paid'),
    org,
  })
  expect(valuesIn(html).slice(0, 10)).toEqual([
    ...['unpaid', 'paid', 'unknown'],
    ...['none', 'years_1_4', 'senior', 'unknown'],
    ...['1', '6', '10'],
  ])
  expect(html).toContain('<span class="num">2,500</span>')
})

test('where there is nothing to choose from, nothing is there to open or to press', () => {
  const none = form('q=zzz&since=2026-03-01', { kind: [], closes: [{ value: '7d', count: 0 }] })
  expect(none).toContain('<form id="filters"')
  expect(none).toContain('name="since"')
  expect(none).not.toMatch(/<details|<button|<fieldset/)
  expect(form('', { kind: counted('role') })).toMatch(/<button/)
  expect(form('', { kind: counted('role') })).not.toContain('More filters')
  expect(form('hours_max=2', {})).toContain('value="2"')
})

test('of thousands of organizations those with the most are offered, and each that is chosen, even with none', () => {
  const [first, ...rest] = offered('')
  expect(first).toEqual({ value: 'org_0', chosen: false, name: 'House 0', count: MANY })
  expect(rest).toHaveLength(67)
  const last = { value: `org_${MANY - 1}`, chosen: true, name: `House ${MANY - 1}`, count: 1 }
  const closed = { value: 'org_closed', chosen: true, name: 'House closed', count: 0 }
  const chosen = offered(`org=org_${MANY - 1}&org=org_closed`)
  expect(chosen.filter((choice) => choice.chosen)).toEqual([last, closed])
  expect(chosen.slice(8, 10)).toEqual([last, closed])
  expect(chosen[0]).toEqual(first)
})

test('a renamed organization is offered under its new name, chosen or not', () => {
  expect(offered('')[3]).toMatchObject({ name: 'House 3', chosen: false })
  expect(offered('', () => 'Renamed <b>')[3]).toMatchObject({ name: 'Renamed &lt;b>', chosen: false })
  expect(offered('org=org_3')[3]).toMatchObject({ name: 'House 3', chosen: true })
  expect(offered('org=org_3', () => 'Renamed')[3]).toMatchObject({ name: 'Renamed', chosen: true })
})

import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { parseBoardQuery } from '../../src/search/schema.ts'
import { FacetForm } from '../../web/opportunities/facet-form.tsx'

const MANY = 2_500
const org = Array.from({ length: MANY }, (_, i) => ({ value: `org_${i}`, count: MANY - i }))

/** The choices of organizations: value, name and count of each, and whether it is chosen. */
function offered(search: string, name = (value: string) => value.replace('org_', 'House ')) {
  const { query } = parseBoardQuery(new URLSearchParams(search))
  const facets = { org: [...org, { value: 'org_closed', count: 0 }] }
  const html = renderToString(
    h(FacetForm, { query, facets, chosen: 0, view: 'list', nameOf: (_, value) => name(value) }),
  )
  const shape = /name="org" value="([^"]*)"( checked)?\/?>([^<]*)<span class="num">(\d+)</g
  return [...html.matchAll(shape)].map(([, value, checked, words, count]) => ({
    value,
    chosen: checked !== undefined,
    name: words,
    count: Number(count),
  }))
}

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

import { describe, expect, test } from 'vitest'
import { opportunities } from '../../src/opportunities/table.ts'
import { paths } from '../../src/paths.ts'
import { publish } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

const page = async (world: World, path: string) => {
  const answer = await world.get(path)
  return { status: answer.status, html: await answer.text() }
}

const EIGHT_HOURS = {
  ...{ basis: 'stated' as const, hoursMin: 8, hoursMax: 8, per: 'week' as const },
  ...{ months: null, monthsPerYear: null, weeks: null },
}

test('the table says all that the list says, of an example that it is one', async () => {
  const world = await createWorld()
  const full = { commitment: EIGHT_HOURS, level: 'none' as const, rolling: true }
  const id = await publish(world, { title: 'Weigher', verifiedOn: '2026-02-27', ...full })
  await world.db.update(opportunities).set({ example: true })
  await publish(world, { title: 'Silent' })
  await publish(world, { title: 'Grant', kind: 'funding', commitment: { basis: 'none' } })
  const { html } = await page(world, '/?view=table')
  const cells = (tag: string, row: string) =>
    [...row.matchAll(new RegExp(`<${tag}[ >].*?</${tag}>`, 'g'))].map(([cell]) => cell.replace(/<[^>]*>/g, ''))
  const [head = '', grant = '', silent = '', weigher = ''] = html.match(/<tr>.*?<\/tr>/g) ?? []
  const said = Object.fromEntries(cells('th', head).map((name, i) => [name, cells('td', weigher)[i]]))
  expect(said).toEqual({
    Organization: 'Northlight Institute',
    Title: 'Weigher example',
    Kind: 'role',
    Place: 'place not stated',
    Level: 'none asked',
    Hours: '8 h a week',
    'FTE a year': '0.2',
    Pay: 'not stated',
    Visa: 'not stated',
    Closes: 'rolling',
    Listed: '2 Mar',
    Verified: '27 Feb',
  })
  expect(weigher).toContain(`href="${paths.opportunity(id, 'Weigher')}"`)
  expect(cells('td', grant).slice(5, 7)).toEqual(['no hours asked', 'none'])
  expect(cells('td', silent).slice(4)).toEqual([
    ...['not stated', 'hours not stated', 'not stated', 'not stated', 'not stated', 'not stated', '2 Mar', 'no'],
  ])
})

test('on paper the table says the day it was made, and of each deadline the day and the zone', async () => {
  const world = await createWorld()
  await publish(world, { closesOn: '2026-03-20', zone: 'Europe/Berlin' })
  await publish(world, { opensOn: '2026-03-20', closesOn: '2026-12-26' })
  await publish(world, { opensOn: '2026-03-20' })
  const { html } = await page(world, '/?view=table')
  expect(html).toContain('<caption class="paper">As of 2 Mar 2026</caption>')
  const pairs = [...html.matchAll(/<span class="screen">(.*?)<\/span><span class="paper">(.*?)<\/span>/g)]
  expect(pairs.map(([, onScreen, onPaper]) => [onScreen, onPaper])).toEqual([
    ['opens 20 Mar', 'opens 20 Mar 2026'],
    ['opens 20 Mar', 'opens 20 Mar 2026, 26 Dec 2026, zone not stated'],
    ['18 days', 'end of 20 Mar 2026, Berlin time'],
  ])
})

test('the table gives the same lines to copy as the pages of its opportunities, one below the other', async () => {
  const world = await createWorld()
  const ids = [
    await publish(world, { title: 'Weigher <b> | "x"', commitment: EIGHT_HOURS, visa: 'yes', workplace: 'remote' }),
    await publish(world, { title: 'Silent' }),
  ]
  const { html } = await page(world, '/?view=table')
  const lines = /Copy as lines<\/summary><textarea readonly[^>]*>([^<]*)<\/textarea>/.exec(html)?.[1]?.split('\n')
  const own = async (id: string) =>
    /id="copy-line"[^>]* value="([^"]*)"/.exec((await page(world, paths.opportunity(id, ''))).html)?.[1]
  expect(lines?.map((line) => line.replaceAll('"', '&quot;'))).toEqual([
    await own(ids[1] ?? ''),
    await own(ids[0] ?? ''),
  ])
  expect(lines?.[0]).toBe(
    'Northlight Institute | Silent | place not stated | hours not stated | pay not stated | visa not stated',
  )
  expect((await page(world, '/')).html).not.toContain('Copy as lines')
})

describe('as a table it stays a table', () => {
  /** Every link of the board to itself, and what its form sends when nothing is changed. */
  function waysOn(html: string) {
    const main = html.slice(html.indexOf('id="main"'), html.indexOf('</main>'))
    const links = [...main.matchAll(/href="(\/(?:\?[^"]*)?)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
    const hidden = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)]
    return { links, hidden: hidden.map(([, name, value]) => `${name}=${value}`) }
  }

  test('by chips, orders, pages and the filters', async () => {
    const world = await createWorld()
    for (let i = 0; i < 101; i++) await publish(world, { title: `Research ${i}` })
    const { html } = await page(world, '/?q=research&kind=role&view=table')
    const { links, hidden } = waysOn(html)
    expect(links).toEqual([
      '/?kind=role&view=table',
      '/?q=research&view=table',
      '/?q=research&kind=role&sort=deadline&view=table',
      expect.stringMatching(/^\/\?q=research&kind=role&cursor=[^&]+&view=table$/),
      '/?q=research&kind=role&view=table',
      '/?q=research&kind=role',
    ])
    expect(hidden).toEqual(['view=table'])
  })

  test('where nothing is found, and by its form with one opportunity, an order and a day', async () => {
    const world = await createWorld()
    const id = await publish(world, { title: 'Interpretability' })
    const { html } = await page(world, `/?q=interpretabilty&kind=role&view=table`)
    expect(waysOn(html).links).toEqual(expect.arrayContaining(['/?q=interpretability&kind=role&view=table']))
    expect(waysOn(html).links.filter((link) => !link.includes('view=table'))).toEqual(['/?q=interpretabilty&kind=role'])
    const asked = await page(world, `/?opportunity=${id}&sort=deadline&since=2026-01-01`)
    expect(waysOn(asked.html).hidden).toEqual(['sort=deadline', 'since=2026-01-01', `opportunity=${id}`])
  })
})

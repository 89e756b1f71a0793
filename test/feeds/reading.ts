import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import ICAL from 'ical.js'
import Papa from 'papaparse'
import { expect } from 'vitest'
import { findOpen } from '../../src/feeds/finding.ts'
import type { World } from '../support/world.ts'

const xml = new XMLParser({
  ignoreAttributes: false,
  trimValues: true,
  parseTagValue: false,
  isArray: (name) => ['item', 'entry', 'url', 'sitemap'].includes(name),
})

type Text = string | { '#text'?: string } | undefined
export type Rss = { rss: { channel: Record<string, unknown> & { item?: Record<string, Text>[] } } }
export type Atom = {
  feed: Record<string, unknown> & { entry?: (Record<string, Text> & { author: { name: string } })[] }
}
type JsonFeed = { items: Record<string, string>[] } & Record<string, unknown>

export const textOf = (node: Text) => (typeof node === 'object' ? node['#text'] : node) ?? ''

/** The body of an answer that must be good. */
export async function read(world: World, path: string): Promise<string> {
  const answer = await world.get(path)
  expect(answer.status, path).toBe(200)
  return answer.text()
}

/** XML 1.0 forbids some characters that no parser here refuses. */
export function parseXml<T>(body: string): T {
  expect(XMLValidator.validate(body)).toBe(true)
  expect(body.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\uFFFE\uFFFF]/u)
  expect(body.isWellFormed()).toBe(true)
  return xml.parse(body) as T
}
export const readXml = async <T>(world: World, path: string) => parseXml<T>(await read(world, path))

export const readRss = async (world: World, search = '') =>
  (await readXml<Rss>(world, `/feed.xml?${search}`)).rss.channel
export const readAtom = async (world: World, search = '') => (await readXml<Atom>(world, `/feed.atom?${search}`)).feed
export const readJsonFeed = async (world: World, search = '') =>
  JSON.parse(await read(world, `/feed.json?${search}`)) as JsonFeed

export type Event = {
  uid: string
  day: string
  summary: string
  description: string
  url: string
  status: string
  stamp: string
}

export const readCalendar = async (world: World, path: string) => parseCalendar(await read(world, path))

/** RFC 5545: lines of at most 75 bytes, ended by CR LF alone. */
export function parseCalendar(body: string): Event[] {
  for (const line of body.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
  expect(body.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u)
  const calendar = new ICAL.Component(ICAL.parse(body))
  return calendar.getAllSubcomponents('vevent').map((event) => {
    const value = (name: string) => String(event.getFirstPropertyValue(name))
    expect(event.getFirstProperty('dtstart')?.type).toBe('date')
    return {
      uid: value('uid'),
      day: value('dtstart'),
      summary: value('summary'),
      description: value('description'),
      url: value('url'),
      status: value('status'),
      stamp: value('dtstamp'),
    }
  })
}

export async function readCsv(world: World, search = ''): Promise<Record<string, string>[]> {
  const answer = await world.get(`/opportunities.csv?${search}`)
  return parseCsv(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer()))
}

export function parseCsv(body: string): Record<string, string>[] {
  expect(body[0]).toBe('\uFEFF')
  const options = { header: true, skipEmptyLines: true, newline: '\r\n' as const }
  const { data, errors } = Papa.parse<Record<string, string>>(body.slice(1), options)
  expect(errors).toEqual([])
  return data
}

export const linkedIds = (html: string) =>
  [...html.matchAll(/href="\/opportunities\/(opp_[0-9a-z_]+)/g)].map(([, id]) => id)
export const idOfUrl = (url: string | undefined) => /\/opportunities\/(opp_[0-9a-z_]+)/.exec(url ?? '')?.[1]

/** What no form accepts and an old import may still have left: controls, halves of pairs, ends of sections. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc
    .array(
      fc.constantFrom(']]>', '<b>', '&amp;', '&', '\0', '\r\n', '\ud800', '\uFFFE', '🙂', 'مرحبا', '"', '\\', ';', ','),
      { maxLength: 20 },
    )
    .map((parts) => parts.join('')),
)

/** A search with its openings, every text of theirs put in its place. */
export async function hostileFinding(world: World, text: string) {
  const { openings } = await findOpen(world.ctx(), new URLSearchParams(), 5)
  const hostile = openings.map((o) => ({
    ...o,
    title: text,
    summary: text,
    organization: { ...o.organization, name: text },
  }))
  return {
    openings: hostile,
    search: new URLSearchParams({ q: text }).toString(),
    words: text,
    total: hostile.length,
    next: null,
    notices: [],
  }
}

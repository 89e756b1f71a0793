import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const files = ['src', 'web'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(root, file)),
)

type Import = { from: string; typeOnly: boolean }

/** What a file imports: static, re-exported and dynamic; `typeOnly` where nothing of it remains at run time. */
function importsOf(text: string, file: string): Import[] {
  const found = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\s+(type\s)?([^'";]*?)\sfrom\s+['"]([^'"]+)['"]|(?<!typeof )\bimport\(['"]([^'"]+)['"]\)|(?:^|\n)import ['"]([^'"]+)['"]/g,
    ),
  ]
  return found.map(([, type, names = '', from, dynamic, bare]) => {
    const path = from ?? dynamic ?? bare ?? ''
    const named = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1]
    const onlyTypes = named?.split(',').every((name) => !name.trim() || name.trim().startsWith('type ')) ?? false
    return { typeOnly: Boolean(type) || onlyTypes, from: path.startsWith('.') ? join(dirname(file), path) : path }
  })
}

type Rule = { title: string; who: RegExp; not?: RegExp; mayNot: (from: string) => boolean; instead: string }

const adapters = String.raw`(routes|api|jobs)\.tsx?$`
const leaf =
  /\/(schema|naming|paths|commitment|calendar|fields)\.ts$|^src\/(taxonomy|places|statistics)\/(?!api\.ts)|^src\/text\/(fold|plain|private-hosts)\.ts$/
const isOurs = (from: string) => /^(src|web)\//.test(from)
const among = (pattern: RegExp) => (from: string) => pattern.test(from)

const rules: Rule[] = [
  {
    title: 'only the edge knows Hono',
    who: /^(src|web)\//,
    not: new RegExp(`^src/(app\\.tsx|api\\.ts|health\\.ts|http/)|/${adapters}`),
    mayNot: among(/^(hono|@hono\/)/),
    instead: 'take a Ctx; let routes or api translate',
  },
  {
    title: 'adapters hold no SQL',
    who: new RegExp(`/${adapters}`),
    mayNot: among(/^drizzle-orm|\/table\.ts$|^src\/db\//),
    instead: 'add a query or a command and call it',
  },
  {
    title: 'pages are given their data',
    who: /^web\//,
    mayNot: (from) => from === 'drizzle-orm' || (from.startsWith('src/') && !leaf.test(from)),
    instead:
      'import the type, take the value as a prop, or move it to a leaf (schema, paths, taxonomy, places, statistics)',
  },
  {
    title: 'leaves stay leaves',
    who: leaf,
    mayNot: (from) => (isOurs(from) ? !leaf.test(from) : from !== 'zod'),
    instead: 'move the logic to policy, queries or a command',
  },
  {
    title: 'the environment is read in one place',
    who: /^src\//,
    not: /^src\/(worker|env|open-context)\.ts$|^src\/cli\/|^src\/mail\/transports\.ts$/,
    mayNot: among(/^src\/env\.ts$/),
    instead: 'take what you need through Ctx',
  },
  {
    title: 'Node and files stay in the command line',
    who: /^(src|web)\//,
    // Hashing is the same in a Worker, and has one place.
    not: /^src\/cli\/|^src\/secrets\.ts$/,
    mayNot: among(/^node:|^src\/cli\/|^miniflare$|^wrangler$/),
    instead: 'the Worker has no files; move it to src/cli',
  },
]

/** A feature may use those before it; what comes later may use it. Adapters may read any. */
const order = [
  ['places', 'statistics', 'taxonomy', 'text'],
  ['db', 'mail'],
  ['people'],
  ['auth', 'notices'],
  ['groups'],
  ['audit'],
  ['organizations'],
  ['opportunities'],
  ['search', 'landings', 'moderation', 'profiles'],
  ['applications'],
  ['statistics'],
  ['matching', 'programs', 'mentoring', 'surveys'],
  ['outcomes'],
  ['impact'],
  ['introductions'],
  ['digests', 'feeds', 'imports'],
  ['seeds'],
]
const rankOf = (file: string) => order.findIndex((names) => names.includes(/^src\/([^/]+)\//.exec(file)?.[1] ?? ''))

/** The row that tells where something came from is read beside it. */
const excused = new Set(['src/opportunities/queries.ts -> src/imports/table.ts'])

function offences(rule: Rule, all = files, read = (file: string) => readFileSync(file, 'utf8')) {
  return all
    .filter((file) => rule.who.test(file) && !rule.not?.test(file))
    .flatMap((file) =>
      importsOf(read(file), file)
        .filter(({ typeOnly, from }) => !typeOnly && rule.mayNot(from))
        .map(({ from }) => `${file} imports ${from}: ${rule.instead}`),
    )
}

describe('which way things depend', () => {
  test.each(rules.map((rule) => [rule.title, rule] as const))('%s', (_, rule) => expect(offences(rule)).toEqual([]))

  test('features depend one way', () => {
    const wrong = files
      .filter((file) => rankOf(file) >= 0 && !new RegExp(`/${adapters}`).test(file))
      .flatMap((file) =>
        importsOf(readFileSync(file, 'utf8'), file)
          .filter(
            ({ typeOnly, from }) => !typeOnly && rankOf(from) > rankOf(file) && !excused.has(`${file} -> ${from}`),
          )
          .map(
            ({ from }) => `${file} imports ${from}: what comes later may not be used here; move the shared part down`,
          ),
      )
    expect(wrong).toEqual([])
  })

  test('each rule can be broken', () => {
    const broken: Record<string, [string, string]> = {
      'only the edge knows Hono': ['src/digests/sending.ts', "import { Hono } from 'hono'"],
      'adapters hold no SQL': ['src/digests/routes.tsx', "import { eq } from 'drizzle-orm'"],
      'pages are given their data': ['web/a/b-page.tsx', "import { requireX } from '../../src/a/queries.ts'"],
      'leaves stay leaves': ['src/a/schema.ts', "import { db } from '../db/client.ts'"],
      'the environment is read in one place': ['src/a/b.ts', "import { readEnv } from '../env.ts'"],
      'Node and files stay in the command line': ['src/a/b.ts', "const { readFile } = await import('node:fs')"],
    }
    for (const rule of rules) {
      const [file, text] = broken[rule.title] ?? ['', '']
      expect(
        offences(rule, [file], () => text),
        rule.title,
      ).toHaveLength(1)
    }
  })
})

describe('the outside comes in through Ctx', () => {
  const forbidden = /Date\.now\(\)|new Date\(\)|Math\.random\(\)|globalThis\.fetch|[^.\w]fetch\((?!request|input)/
  const allowed = /^src\/(cli\/|open-context\.ts$|worker\.ts$)/
  test('clock, chance and network', () => {
    const found = files
      .filter((file) => file.startsWith('src/') && !allowed.test(file))
      .filter((file) => forbidden.test(readFileSync(file, 'utf8').replace(/fetch: \(/g, '')))
    expect(found, 'take now, newId or fetch from Ctx').toEqual([])
  })
})

describe('the shape of the house', () => {
  test('no file holds two ideas', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 300)
    expect(long, 'split it by capability').toEqual([])
  })
  test('names say what a thing does', () => {
    expect(files.filter((file) => /(utils?|helpers?|service|manager|index)\.tsx?$/.test(file))).toEqual([])
  })
  test('words of the design', () => {
    const found = files.filter(
      (file) => /\b(listing|job post|vacancy)\b/i.test(readFileSync(file, 'utf8')) && !file.startsWith('src/imports/'),
    )
    expect(found, 'say opportunity').toEqual([])
  })
})

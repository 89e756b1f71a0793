import { type SQL, sql } from 'drizzle-orm'
import * as z from 'zod'
import { inList } from '../db/bulk.ts'
import type { Db } from '../db/client.ts'
import type { Issue } from '../errors.ts'
import { fold } from '../text/fold.ts'
import type { Share } from './disclosing.ts'
import {
  type Activity,
  activities,
  type ProgramFacet,
  type ProgramQuery,
  type ProgramSort,
  programFacets,
  programSorts,
} from './schema.ts'

const MOST_CHARACTERS = 200
const MOST_VALUES = 30
const MOST_WORDS = 10
const value: Record<ProgramFacet, z.ZodType> = {
  activity: z.enum(activities),
  country: z.string().regex(/^[A-Z]{2}$/),
  audience: z.string().max(60),
  language: z.string().regex(/^[a-z]{2,3}$/),
}

/** Reads what was asked. What it cannot use it names in an issue and leaves out. */
export function readProgramQuery(params: URLSearchParams, also: readonly string[] = []) {
  const issues: Issue[] = []
  const named = [...new Set(params.keys())].filter(
    (name) => ![...programFacets, 'q', 'sort', 'cursor', ...also].includes(name),
  )
  for (const path of named) issues.push({ path, message: 'is no parameter of this directory' })
  const facet = (path: ProgramFacet) => {
    const given = [...new Set(params.getAll(path).filter(Boolean))].slice(0, MOST_VALUES).sort()
    const wrong = given.filter((one) => !value[path].safeParse(one).success)
    for (const one of wrong) issues.push({ path, message: `has no value “${one.slice(0, 40)}”` })
    return given.filter((one) => !wrong.includes(one))
  }
  const q = (params.get('q') ?? '').slice(0, MOST_CHARACTERS).trim()
  if (q && !fold(q)) issues.push({ path: 'q', message: 'has no word to look for' })
  const after = params.get('cursor') || null
  const isOurs = after === null || /^prg_\w{1,40}$/.test(after)
  if (!isOurs) issues.push({ path: 'cursor', message: 'is not one of ours; start from the first page' })
  const asked = params.get('sort') || 'name'
  const isSort = (programSorts as readonly string[]).includes(asked)
  if (!isSort) issues.push({ path: 'sort', message: `has no value “${asked.slice(0, 40)}”` })
  const sort: ProgramSort = isSort ? (asked as ProgramSort) : 'name'
  const facets = Object.fromEntries(programFacets.map((name) => [name, facet(name)])) as ProgramQuery['facets']
  return { query: { q: fold(q) ? q : '', facets, sort, after: isOurs ? after : null } satisfies ProgramQuery, issues }
}

export type ProgramCard = {
  id: string
  name: string
  activity: Activity
  country: string | null
  city: string | null
  audiences: string[]
  languages: string[]
  example: boolean
  group: { id: string; name: string }
  cohorts: number
  /** The first day of the next cohort, or else of the last one. */
  nextOn: string | null
  lastOn: string | null
  /** How many landed within a year, as far as that may be told. */
  landed: (Required<Share> & { month: string }) | null
}
type Counts = Record<ProgramFacet, { value: string; count: number }[]>
export type ProgramsFound = { programs: ProgramCard[]; total: number; facets: Counts; next: string | null }

/** Every word must be where a word of the program or its group begins. Not LIKE: D1 refuses long patterns. */
function isCalled(q: string): SQL {
  const text = sql`' ' || coalesce(nullif(p.words, ''), lower(p.name)) || ' ' || g.name_key`
  const words = fold(q).split(' ').filter(Boolean).slice(0, MOST_WORDS)
  if (!words.length) return sql`true`
  return sql.join(
    words.map((word) => sql`instr(${text}, ${` ${word}`}) > 0`),
    sql` and `,
  )
}

const anyOf = (column: SQL, values: readonly string[]) => (values.length ? inList(column, values) : sql`true`)
const anyIn = (list: SQL, values: readonly string[]) =>
  values.length ? sql`exists (select 1 from json_each(${list}) where ${inList(sql`value`, values)})` : sql`true`

/** What fits all facets but one: the counts of that one. */
const fits = (but?: ProgramFacet) =>
  sql.raw(
    programFacets
      .filter((name) => name !== but)
      .map((name) => `in_${name}`)
      .join(' and '),
  )
const counted = (facet: ProgramFacet, from: SQL, column: SQL) => sql`(select json_group_array(json_object(
    'value', value, 'count', n)) from (select ${column} as value, count(*) as n from ${from}
    where ${fits(facet)} and ${column} is not null group by 1 order by n desc, 1))`

type Asked = { query: ProgramQuery; limit: number; today: string }

/** A page of the directory, from A to Z or by who landed, how many there are in all, and how many each value would show: one statement. */
export const selectProgramsPage = (db: Db, { query: { q, facets, sort, after }, limit, today }: Asked) =>
  db.all<{ found: string }>(sql`with found as (
      select p.id, p.name, p.activity, p.country, p.city, p.audiences, p.languages, p.example,
        g.id as group_id, g.name as group_name, f.count as landed, f.out_of, f.answered, f.month,
        ${sort === 'landed' ? sql`-coalesce(1.0 * f.count / f.out_of, -1)` : sql`0`} as place,
        ${anyOf(sql`p.activity`, facets.activity)} as in_activity, ${anyOf(sql`p.country`, facets.country)} as in_country,
        ${anyIn(sql`p.audiences`, facets.audience)} as in_audience,
        ${anyIn(sql`p.languages`, facets.language)} as in_language
      from programs p join groups g on g.id = p.group_id
        left join program_figures f on f.program_id = p.id and f.figure = 'landed' and f.cohort_id = ''
          and f.count is not null
      where p.published_at is not null and ${isCalled(q)}
    )
    select json_object(
      'total', (select count(*) from found where ${fits()}),
      'facets', json_object(
        'activity', json(${counted('activity', sql`found`, sql`activity`)}),
        'country', json(${counted('country', sql`found`, sql`country`)}),
        'audience', json(${counted('audience', sql`found, json_each(found.audiences) e`, sql`e.value`)}),
        'language', json(${counted('language', sql`found, json_each(found.languages) e`, sql`e.value`)})),
      'programs', json((select json_group_array(json_object('id', id, 'name', name, 'activity', activity,
          'country', country, 'city', city, 'audiences', json(audiences), 'languages', json(languages),
          'example', json(iif(example, 'true', 'false')), 'group', json_object('id', group_id, 'name', group_name),
          'cohorts', (select count(*) from cohorts where program_id = chosen.id),
          'nextOn', (select min(starts_on) from cohorts where program_id = chosen.id and starts_on >= ${today}),
          'lastOn', (select max(starts_on) from cohorts where program_id = chosen.id),
          'landed', json(iif(landed is null, 'null', json_object('count', landed, 'outOf', out_of,
            'answered', answered, 'month', month)))))
        from (select * from found where ${fits()}
          and ${after === null ? sql`true` : sql`(place, name collate nocase, id) > (select place, name, id from found where id = ${after})`}
          order by place, name collate nocase, id limit ${limit + 1}) chosen))) as found`)

/** One page out of what was read, which was one more than it holds. */
export function foundPrograms(rows: readonly { found: string }[] | undefined, limit: number): ProgramsFound {
  const { programs, ...rest } = JSON.parse(rows?.[0]?.found ?? '{}') as Omit<ProgramsFound, 'next'>
  const page = programs.slice(0, limit)
  return { ...rest, programs: page, next: programs.length > limit ? (page.at(-1)?.id ?? null) : null }
}

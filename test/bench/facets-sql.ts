import type Database from 'libsql'
import type { Facet } from '../../src/search/schema.ts'

/** Where SQL finds the values of a facet: a column, or the members of a list in JSON. */
const columns = {
  kind: 'kind',
  level: "coalesce(level, 'unknown')",
  workplace: "coalesce(workplace, 'unknown')",
  org: 'organization_id',
  pay: "pay ->> 'kind'",
  visa: 'visa',
} satisfies Partial<Record<Facet, string>>
const lists = {
  work_group: ['work_groups', 'value'],
  side: ['sides', 'value'],
  profession: ['professions', 'value'],
  audience: ['audiences', 'value'],
  language: ['languages', 'value'],
  skill: ['skills', "value ->> 'id'"],
} satisfies Partial<Record<Facet, [string, string]>>

export type SqlFacet = keyof typeof columns | keyof typeof lists
export const sqlFacets = [...Object.keys(columns), ...Object.keys(lists)] as SqlFacet[]
export type Counts = Record<string, { value: string; count: number }[]>

const isOpen = `published_at is not null and (closes_at is null or closes_at > @now)
  and not exists (select 1 from closures where opportunity_id = opportunities.id)`

/** The same counts by SQL: one prepared `group by` for each facet that a column or a list holds as it is. */
export function facetsBySql(db: Database.Database, chosen: Partial<Record<keyof typeof columns, string>>, now: number) {
  const conditions = (but: string) =>
    Object.entries(chosen).flatMap(([facet, value]) =>
      facet === but ? [] : [`${columns[facet as keyof typeof columns]} = '${value}'`],
    )
  const statements = sqlFacets.map((facet) => {
    const [from, value] = sourceOf(facet)
    const where = [isOpen, ...conditions(facet)].join(' and ')
    return [
      facet,
      db.prepare(
        `select ${value} as value, count(*) as count from ${from} where ${where} group by 1 order by 2 desc, 1`,
      ),
    ] as const
  })
  return (): Counts => Object.fromEntries(statements.map(([facet, one]) => [facet, one.all({ now }) as Counts[string]]))
}

function sourceOf(facet: SqlFacet): [from: string, value: string] {
  if (facet in columns) return ['opportunities', columns[facet as keyof typeof columns]]
  const [column, value] = lists[facet as keyof typeof lists]
  return [`opportunities, json_each(${column})`, value]
}

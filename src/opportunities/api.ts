import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { invalid } from '../errors.ts'
import { open } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { endpoint, Limit, ListMeta, NoMeta } from '../http/endpoint.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { facetValueName } from '../search/naming.ts'
import { openings } from '../search/openings.ts'
import { BoardParameters } from '../search/parameters.ts'
import { type Facet, facetNames, parseBoardQuery } from '../search/schema.ts'
import { searchBoard } from '../search/searching.ts'
import { OpportunityCardJson, OpportunityJson } from './api-schema.ts'
import { opportunityCardJson, opportunityJson } from './json.ts'
import { requireOpportunity } from './queries.ts'

const Search = BoardParameters.extend({ limit: Limit })
const tag = 'Opportunities'

const FacetCount = z
  .object({ value: z.string(), label: z.string().describe('The value in words'), count: z.int().min(0) })
  .meta({ id: 'FacetCount', description: 'How many choosing this value would show' })
const Facets = z.record(z.enum(facetNames), z.array(FacetCount))

export const opportunityApi = new OpenAPIHono<AppEnv>()

endpoint(
  opportunityApi,
  {
    method: 'get',
    access: open,
    path: '/opportunities',
    operationId: 'listOpportunities',
    tag,
    summary: 'What is open',
    description: 'The search of the board, with its parameters: several values of one are OR, different ones AND.',
    query: Search,
    answer: { description: 'One page', schema: z.object({ data: z.array(OpportunityCardJson), meta: ListMeta }) },
  },
  async (c) => {
    const { ctx } = c.var
    const { found } = await search(c)
    const data = found.openings.map((opening) => opportunityCardJson(opening, ctx.origin))
    return { data, meta: { count: found.total, next: found.next } }
  },
)

endpoint(
  opportunityApi,
  {
    method: 'get',
    access: open,
    path: '/opportunities/facets',
    operationId: 'countOpportunities',
    tag,
    summary: 'How many each value of each facet would show',
    description: 'Takes the same parameters as the list; those of paging and order change nothing.',
    query: Search,
    answer: { description: 'The values of each facet', schema: z.object({ data: Facets, meta: NoMeta }) },
  },
  async (c) => {
    const { found, index } = await search(c)
    const labelled = facetNames.map((facet) => [facet, labels(index, facet, found.facets[facet] ?? [])])
    return { data: Object.fromEntries(labelled) as z.input<typeof Facets>, meta: {} }
  },
)

endpoint(
  opportunityApi,
  {
    method: 'get',
    access: open,
    path: '/opportunities/{id}',
    operationId: 'getOpportunity',
    tag,
    summary: 'One opportunity, open or closed',
    params: z.object({ id: z.string().meta({ example: 'opp_01kab2cde3fgh4jkm5npqr' }) }),
    answer: { description: 'The opportunity', schema: z.object({ data: OpportunityJson, meta: NoMeta }) },
    failures: [404],
  },
  async (c) => {
    const { ctx } = c.var
    const opportunity = await requireOpportunity(ctx.db, c.req.param('id') ?? '')
    return { data: opportunityJson(opportunity, ctx.origin, ctx.now), meta: {} }
  },
)

/** A program that misspells a parameter must learn it; a person's page only shows a notice. */
async function search(c: Context<AppEnv>) {
  const { searchParams } = new URL(c.req.url)
  const { query, notices } = parseBoardQuery(searchParams, ['limit'])
  const limit = Limit.safeParse(searchParams.get('limit') ?? undefined)
  const opened = await openings(c.var.ctx, { q: query.q })
  const found = await searchBoard(c.var.ctx, query, limit.data ?? 1, opened)
  const wrong = limit.error?.issues.map(({ message }) => ({ path: 'limit', message })) ?? []
  const issues = [...notices, ...found.notices, ...wrong]
  if (issues.length) throw invalid(issues)
  return { found, index: opened.index }
}

function labels(index: OpeningsIndex, facet: Facet, counts: readonly { value: string; count: number }[]) {
  const names = facet === 'org' ? organizationNames(index) : null
  return counts.map(({ value, count }) => ({
    value,
    label: names ? (names.get(value) ?? value) : facetValueName(facet, value),
    count,
  }))
}

const organizationNames = (index: OpeningsIndex): ReadonlyMap<string, string> =>
  new Map(index.openings.map(({ organization }) => [organization.id, organization.name]))

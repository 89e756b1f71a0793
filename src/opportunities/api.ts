import type { Context } from 'hono'
import { Hono } from 'hono'
import * as z from 'zod'
import type { Statement } from '../db/client.ts'
import { forbidden, invalid } from '../errors.ts'
import { keyHolder, keyHolderOf } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { boardEndpoint, endpoint, Limit, ListMeta, NoMeta, readBody, readLimit } from '../http/endpoint.ts'
import { wantsFresh } from '../http/revalidating.ts'
import { paths } from '../paths.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { facetValueName } from '../search/naming.ts'
import { type Openings, openings } from '../search/openings.ts'
import { BoardParameters } from '../search/parameters.ts'
import { type Facet, facetNames, parseBoardQuery } from '../search/schema.ts'
import { searchBoard } from '../search/searching.ts'
import {
  Closure,
  OpportunityCardJson,
  OpportunityChange,
  OpportunityJson,
  OpportunityWrite,
  SubmissionJson,
} from './api-schema.ts'
import { changeOpportunity, readWritten } from './changing.ts'
import { closeOpportunity } from './closing.ts'
import { opportunityCardJson, opportunityJson } from './json.ts'
import { foundPublic, requireOpportunity, selectOpportunity } from './queries.ts'
import { type Submitted, submitOpportunity } from './submitting.ts'

const Search = BoardParameters.extend({ limit: Limit })
const tag = 'Opportunities'

const FacetCount = z
  .object({ value: z.string(), label: z.string().describe('The value in words'), count: z.int().min(0) })
  .meta({ id: 'FacetCount', description: 'How many choosing this value would show' })
const Cut = z.boolean().describe('More than 1,000 hold the words of `q`: all of this is of the newest 1,000')
const Facets = z.record(z.enum(facetNames), z.array(FacetCount))

export const opportunityApi = new Hono<AppEnv>()

boardEndpoint(
  opportunityApi,
  {
    path: '/opportunities',
    operationId: 'listOpportunities',
    tag,
    summary: 'What is open',
    description: 'The search of the board, with its parameters: several values of one are OR, different ones AND.',
    query: Search,
    answer: {
      description: 'One page',
      schema: z.object({ data: z.array(OpportunityCardJson), meta: ListMeta.extend({ cut: Cut }) }),
    },
  },
  openSearch,
  async (c, opened) => {
    const { ctx } = c.var
    const found = await search(c, opened)
    const data = found.openings.map((opening) => opportunityCardJson(opening, ctx.origin))
    return { data, meta: { count: found.total, next: found.next, cut: found.isCut } }
  },
)

boardEndpoint(
  opportunityApi,
  {
    path: '/opportunities/facets',
    operationId: 'countOpportunities',
    tag,
    summary: 'How many each value of each facet would show',
    description: 'Takes the same parameters as the list; those of paging and order change nothing.',
    query: Search,
    answer: {
      description: 'The values of each facet',
      schema: z.object({ data: Facets, meta: z.object({ cut: Cut }) }),
    },
  },
  openSearch,
  async (c, opened) => {
    const found = await search(c, opened)
    const labelled = facetNames.map((facet) => [facet, labels(opened.index, facet, found.facets[facet] ?? [])])
    return { data: Object.fromEntries(labelled) as z.input<typeof Facets>, meta: { cut: found.isCut } }
  },
)

boardEndpoint(
  opportunityApi,
  {
    path: '/opportunities/{id}',
    operationId: 'getOpportunity',
    tag,
    summary: 'One opportunity, open or closed',
    params: z.object({ id: z.string().meta({ example: 'opp_01kab2cde3fgh4jkm5npqr' }) }),
    answer: { description: 'The opportunity', schema: z.object({ data: OpportunityJson, meta: NoMeta }) },
    failures: [404],
  },
  (c) => openings(c.var.ctx, { fresh: wantsFresh(c), also: selectOpportunity(c.var.ctx.db, c.req.param('id') ?? '') }),
  (c, { also }) => {
    const { ctx } = c.var
    const opportunity = foundPublic(also)
    return { data: opportunityJson(opportunity, ctx.origin, ctx.now), meta: {} }
  },
)

const readSearch = (c: Context<AppEnv>) => parseBoardQuery(new URL(c.req.url).searchParams, ['limit'])

function openSearch(c: Context<AppEnv>) {
  return openings(c.var.ctx, { q: readSearch(c).query.q, fresh: wantsFresh(c) })
}

/** A program that misspells a parameter must learn it; a person's page only shows a notice. */
async function search(c: Context<AppEnv>, opened: Openings<Statement>) {
  const { query, notices } = readSearch(c)
  const { limit, issues: wrong } = readLimit(c)
  const found = await searchBoard(c.var.ctx, query, limit, opened)
  const issues = [...notices, ...found.notices, ...wrong]
  if (issues.length) throw invalid(issues)
  return found
}

function labels(index: OpeningsIndex, facet: Facet, counts: readonly { value: string; count: number }[]) {
  const names = facet === 'org' ? index.organizations : null
  return counts.map(({ value, count }) => ({
    value,
    label: names ? (names.get(value) ?? value) : facetValueName(facet, value),
    count,
  }))
}

const example = {
  kind: 'role',
  title: 'Research operations',
  body: 'Keep a team of nine moving, **ten hours a week**.',
  applyUrl: 'https://northlight.example/apply',
  commitment: { basis: 'stated', hoursMin: 10, hoursMax: 10, per: 'week' },
  workplace: 'remote',
  remoteRegions: ['europe'],
  closesOn: '2027-03-01',
  zone: 'Europe/Paris',
}
const submitted = { schema: z.object({ data: SubmissionJson, meta: NoMeta }) }
const idParam = z.object({ id: z.string().meta({ example: 'opp_01kab2cde3fgh4jkm5npqr' }) })

const submissionJson = (id: string, { outcome, title }: Submitted, origin: string) => ({
  data: {
    id,
    url: origin + paths.opportunity(id, title),
    status: outcome === 'published' ? ('published' as const) : ('submitted' as const),
  },
  meta: {},
})

endpoint(
  opportunityApi,
  {
    method: 'post',
    access: keyHolder,
    path: '/opportunities',
    operationId: 'submitOpportunity',
    tag,
    summary: 'Submit an opportunity of your organization',
    description: 'It waits for a moderator; of a trusted organization it is public at once.',
    body: { schema: OpportunityWrite, example },
    answer: { status: 201, description: 'What became of it', ...submitted },
    failures: [429],
  },
  async (c) => {
    const { ctx } = c.var
    const { subjectId, scope } = keyHolderOf(c)
    if (scope !== 'organization') throw forbidden()
    const input = readWritten(await readBody(c, OpportunityWrite))
    const opportunityId = ctx.newId('opp')
    const done = await submitOpportunity(ctx, { opportunityId, organizationId: subjectId, input, typed: {} })
    return submissionJson(opportunityId, done, ctx.origin)
  },
)

endpoint(
  opportunityApi,
  {
    method: 'patch',
    access: keyHolder,
    path: '/opportunities/{id}',
    operationId: 'changeOpportunity',
    tag,
    summary: 'Change some fields of one of yours',
    description: 'Title, link and text of a published one wait for a moderator; the rest takes effect at once.',
    params: idParam,
    body: { schema: OpportunityChange, example: { closesOn: '2027-04-01' } },
    answer: { description: 'What became of it', ...submitted },
    failures: [404, 429],
  },
  async (c) => {
    const { ctx } = c.var
    const id = c.req.param('id') ?? ''
    const change = await readBody(c, OpportunityChange)
    const done = await changeOpportunity(ctx, id, change)
    return submissionJson(id, done, ctx.origin)
  },
)

endpoint(
  opportunityApi,
  {
    method: 'post',
    access: keyHolder,
    path: '/opportunities/{id}/closure',
    operationId: 'closeOpportunity',
    tag,
    summary: 'Close one of yours',
    params: idParam,
    body: { schema: Closure, example: { reason: 'filled', filledThrough: 'us', applicants: 41 } },
    answer: { description: 'It is closed', ...submitted },
    failures: [404],
  },
  async (c) => {
    const { ctx } = c.var
    const id = c.req.param('id') ?? ''
    const closing = await readBody(c, Closure)
    await closeOpportunity(ctx, id, closing)
    const { title } = await requireOpportunity(ctx.db, id)
    return { data: { id, url: ctx.origin + paths.opportunity(id, title), status: 'closed' as const }, meta: {} }
  },
)

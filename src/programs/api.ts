import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { dayIn, isoInstant } from '../calendar.ts'
import { invalid } from '../errors.ts'
import type { AppEnv } from '../http/app-env.ts'
import { boardEndpoint, Limit, ListMeta, NoMeta, readLimit } from '../http/endpoint.ts'
import { wantsFresh } from '../http/revalidating.ts'
import { paths } from '../paths.ts'
import { openings } from '../search/openings.ts'
import { foundPrograms, type ProgramCard, readProgramQuery, selectProgramsPage } from './directory.ts'
import { activities, figures, programSorts } from './schema.ts'
import { foundProgram, type PublicFigure, selectPublicProgram } from './showing.ts'

const tag = 'Programs'
const some = <T extends z.ZodType>(value: T, description: string) => z.array(value).optional().describe(description)
const Asked = z.object({
  q: z.string().max(200).optional().describe('Words of the program, its place or its group; each may be a beginning'),
  activity: some(z.enum(activities), 'What it does').meta({ example: ['bootcamp'] }),
  country: some(z.string(), 'ISO 3166, two letters').meta({ example: ['FR'] }),
  audience: some(z.string(), 'Whom it is made for; ids in /taxonomy'),
  language: some(z.string(), 'ISO 639'),
  sort: z.enum(programSorts).optional().describe('`landed`: by the share that landed within a year, the highest first'),
  cursor: z.string().optional().describe('`meta.next` of the page before'),
  limit: Limit,
})

const Landed = z.object({
  count: z.int().describe('Who landed within 365 days of the end of their cohort'),
  answered: z.int().describe('Of how many it is known'),
  outOf: z.int().describe('Of everybody in cohorts that ended before that'),
  month: z.string().describe('`YYYY-MM`: figures are told anew once a month'),
})

const Card = z
  .object({
    id: z.string(),
    url: z.url().describe('Its page here'),
    name: z.string(),
    activity: z.enum(activities),
    group: z.object({ id: z.string(), name: z.string() }).describe('Who runs it'),
    country: z.string().nullable().describe('ISO 3166, two letters'),
    city: z.string().nullable(),
    languages: z.array(z.string()).describe('ISO 639'),
    audiences: z.array(z.string()),
    landed: Landed.nullable().describe('In whole fives, never of fewer than 5 people: null where they are too few'),
  })
  .meta({ id: 'ProgramCard', description: 'A program in a list' })

const Cohort = z
  .object({
    id: z.string(),
    number: z.int().min(1).describe('1 is the first that was held'),
    name: z.string(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    country: z.string().nullable(),
    city: z.string().nullable(),
    language: z.string().nullable(),
    capacity: z.int().nullable(),
  })
  .meta({ id: 'Cohort', description: 'One time that a program is held' })

const Figure = z
  .object({
    figure: z
      .enum(figures)
      .describe('`landed`: within 365 days of the end of the cohort, of cohorts that ended before that'),
    cohortId: z.string().nullable().describe('Null for all cohorts together'),
    month: z.string().describe('`YYYY-MM`: figures are told anew once a month'),
    count: z.int().describe('In whole fives, at least 5'),
    outOf: z.int().describe('In whole fives, at least 5 more'),
    answered: z
      .int()
      .nullable()
      .describe(
        'Of how many it is known, in whole fives; who gave no answer is in `outOf`. Null where it is all of them',
      ),
  })
  .meta({ id: 'ProgramFigure', description: 'What may be told of a program’s people' })

const Sheet = Card.extend({
  aboutHtml: z.string().nullable().describe('Safe HTML: text structure and links'),
  website: z.url().nullable(),
  beganOn: z.iso.date().nullable().describe('When it was first held'),
  cohorts: z.array(Cohort).describe('The newest first'),
  opportunity: z
    .object({ id: z.string(), url: z.url() })
    .nullable()
    .describe('What stands for it on the board, while that is open'),
  figures: z.array(Figure),
  updatedAt: z.iso.datetime(),
}).meta({ id: 'Program', description: 'Everything public about one program' })

export const programApi = new Hono<AppEnv>()

boardEndpoint(
  programApi,
  {
    path: '/programs',
    operationId: 'listPrograms',
    tag,
    summary: 'Programs of field-building groups, from A to Z or by how many landed',
    description: 'Several values of one parameter are OR, different parameters AND.',
    query: Asked,
    answer: { description: 'One page', schema: z.object({ data: z.array(Card), meta: ListMeta }) },
  },
  (c) => {
    const { ctx } = c.var
    const asked = { ...readAsked(c), today: dayIn(ctx.now, 'UTC') }
    return openings(ctx, { fresh: wantsFresh(c), also: selectProgramsPage(ctx.db, asked) })
  },
  (c, { also }) => {
    const { ctx } = c.var
    const { programs, total, next } = foundPrograms(also, readAsked(c).limit)
    return { data: programs.map((program) => cardJson(program, ctx.origin)), meta: { count: total, next } }
  },
)

boardEndpoint(
  programApi,
  {
    path: '/programs/{id}',
    operationId: 'getProgram',
    tag,
    summary: 'One program with its cohorts',
    params: z.object({ id: z.string().meta({ example: 'prg_01kab2cde3fgh4jkm5npqr' }) }),
    answer: { description: 'The program', schema: z.object({ data: Sheet, meta: NoMeta }) },
    failures: [404],
  },
  (c) => {
    const { ctx } = c.var
    return openings(ctx, { fresh: wantsFresh(c), also: selectPublicProgram(ctx.db, c.req.param('id') ?? '', ctx.now) })
  },
  (c, { also }) => {
    const { ctx } = c.var
    const p = foundProgram(also)
    const opportunity = p.opportunity && {
      id: p.opportunity.id,
      url: ctx.origin + paths.opportunity(p.opportunity.id, p.opportunity.title),
    }
    const data = {
      ...cardJson({ ...p, landed: landedOf(p.figures) }, ctx.origin),
      aboutHtml: p.aboutHtml || null,
      website: p.website,
      beganOn: p.beganOn,
      cohorts: p.cohorts,
      opportunity,
      figures: p.figures.map((figure) => ({ ...figure, cohortId: figure.cohortId || null })),
      updatedAt: isoInstant(p.updatedAt),
    }
    return { data, meta: {} }
  },
)

function readAsked(c: Context<AppEnv>) {
  const { query, issues } = readProgramQuery(new URL(c.req.url).searchParams, ['limit'])
  const { limit, issues: wrong } = readLimit(c)
  if (issues.length || wrong.length) throw invalid([...issues, ...wrong])
  return { query, limit }
}

function landedOf(figures: readonly PublicFigure[]): ProgramCard['landed'] {
  const all = figures.find(({ figure, cohortId }) => figure === 'landed' && cohortId === '')
  return all ? { count: all.count, answered: all.answered ?? all.outOf, outOf: all.outOf, month: all.month } : null
}

type Carded = Omit<ProgramCard, 'cohorts' | 'nextOn' | 'lastOn' | 'example'>

const cardJson = (p: Carded, origin: string): z.input<typeof Card> => ({
  id: p.id,
  url: origin + paths.program(p.id, p.name),
  name: p.name,
  activity: p.activity,
  group: { id: p.group.id, name: p.group.name },
  country: p.country,
  city: p.city,
  languages: p.languages,
  audiences: p.audiences,
  landed: p.landed,
})

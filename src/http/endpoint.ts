import type { Context, Hono, MiddlewareHandler } from 'hono'
import * as z from 'zod'
import { type Issue, invalid, issuesOf } from '../errors.ts'
import { keyHolder, open } from './access.ts'
import type { AppEnv } from './app-env.ts'
import { readJson } from './forms.ts'
import { answerOnce } from './idempotency.ts'
import type { Operation } from './openapi.ts'
import { revalidated, revalidatedConstant } from './revalidating.ts'

const ErrorAnswer = z
  .object({
    error: z.object({
      code: z.string().describe('What went wrong, for programs: `invalid`, `not_found` …'),
      message: z.string().describe('The same for people'),
      issues: z
        .array(z.object({ path: z.string(), message: z.string() }))
        .describe('Each wrong parameter or field, and what to change'),
    }),
  })
  .meta({ id: 'Error', description: 'Every answer other than success has this shape' })

const failures = {
  400: 'The body is not JSON, or not UTF-8',
  401: 'There is no key, or it is not good (any more)',
  403: 'You may read this, but not change it',
  404: 'There is none, or it is not for you to see',
  409: 'The state it is in does not allow it; `message` says why',
  413: 'The body is larger than 64 KB',
  415: 'The body is not sent as application/json',
  422: 'A parameter or field is unknown or wrong; `issues` names each',
  429: 'Too many were asked for; try again later',
}
type Failure = keyof typeof failures
const bodyFailures: Failure[] = [400, 413, 415]
const keyedFailures: Failure[] = [401, 403]
/** The first request under an Idempotency-Key may still be under way. */
const keyedWriteFailures: Failure[] = [409]

const MOST_LISTED = 50
const LIMITS = `Give a whole number from 1 to ${MOST_LISTED}`
export const Limit = z.coerce
  .number(LIMITS)
  .int(LIMITS)
  .min(1, LIMITS)
  .max(MOST_LISTED, LIMITS)
  .default(MOST_LISTED)
  .describe('How many on a page')
  .meta({ example: 2 })
/** The `limit` of a query that is not read by a schema, and what is wrong with it. */
export function readLimit(c: Context<AppEnv>): { limit: number; issues: Issue[] } {
  const given = c.req.queries('limit')
  const { data = 1, error } = Limit.safeParse(given?.length === 1 ? given[0] : given)
  return { limit: data, issues: error?.issues.map(({ message }) => ({ path: 'limit', message })) ?? [] }
}
/** What stands beside a list. */
export const ListMeta = z.object({
  count: z.int().min(0).describe('All that is found'),
  next: z.string().nullable().describe('The cursor of the next page'),
})
export const NoMeta = z.object({})

const Headers = z.object({
  'Idempotency-Key': z
    .string()
    .optional()
    .describe('Sent again with the same key within a day, the request changes nothing and gets the first answer'),
})

/** What a path segment, the query or the body of an endpoint may hold, and what it answers. */
type Endpoint<Answer extends z.ZodType> = {
  method: 'get' | 'post' | 'patch'
  /** A rule of `access.ts`. */
  access: MiddlewareHandler<AppEnv>
  path: string
  operationId: string
  tag: string
  summary: string
  description?: string
  params?: z.ZodObject
  query?: z.ZodObject
  body?: { schema: z.ZodType; example: unknown }
  answer: { status?: 200 | 201 | 202; description: string; schema: Answer }
  /** Beside 422, which every endpoint has, and those of reading a body. */
  failures?: Failure[]
}

/** What each feature's part of the API describes, in the order it was declared. */
const described = new WeakMap<Hono<AppEnv>, Operation[]>()
export const operationsOf = (api: Hono<AppEnv>): Operation[] => described.get(api) ?? []

function describe<Answer extends z.ZodType>({
  tag,
  answer,
  body,
  params,
  query,
  ...route
}: Endpoint<Answer>): Operation {
  const isKeyed = route.access === keyHolder
  const failing = [
    ...(route.failures ?? []),
    ...(isKeyed ? keyedFailures : []),
    ...(isKeyed && body ? keyedWriteFailures : []),
    ...(body ? bodyFailures : []),
    422 as const,
  ].sort()
  const { method, path, operationId, summary, description } = route
  return {
    ...{ method, path, operationId, summary, description, tags: [tag], body },
    ...(isKeyed ? { security: [{ key: [] }] } : {}),
    parameters: [
      { in: 'path', of: params },
      { in: 'query', of: query },
      { in: 'header', of: isKeyed && body ? Headers : undefined },
    ],
    responses: {
      [answer.status ?? 200]: { description: answer.description, schema: answer.schema },
      ...Object.fromEntries(failing.map((s) => [s, { description: failures[s], schema: ErrorAnswer }])),
    },
  }
}

/** One route of the API: described in the document, and answered by what fits the description. */
export function endpoint<Answer extends z.ZodType>(
  api: Hono<AppEnv>,
  route: Endpoint<Answer>,
  answer: (c: Context<AppEnv>) => Promise<z.input<Answer>>,
): void {
  described.set(api, [...operationsOf(api), describe(route)])
  api.on(route.method, honoPath(route.path), route.access, async (c) => {
    if (!route.query) readQuery(c, z.strictObject({}))
    const status = route.answer.status ?? 200
    if (route.access !== keyHolder || !route.body) return c.json(await answer(c), status)
    return answerOnce(c, async () => ({ status, body: JSON.stringify(await answer(c)) }))
  })
}

/**
 * A read of the board that is open to all: it may be kept, but where a request brings a key, for what is asked with one
 * is nobody else's. What it reads comes in one round trip, with the board's version.
 */
export function boardEndpoint<Answer extends z.ZodType, Opened extends { version: number }>(
  api: Hono<AppEnv>,
  route: OpenRead<Answer>,
  read: (c: Context<AppEnv>) => Promise<Opened>,
  answer: (c: Context<AppEnv>, opened: Opened) => z.input<Answer> | Promise<z.input<Answer>>,
): void {
  openRead(api, route, (c) => {
    const source = { open: () => read(c), compose: async (opened: Opened) => c.json(await answer(c, opened)) }
    return hasKey(c) ? source.open().then(source.compose) : revalidated(c, source)
  })
}

/** The same for what only a deployment changes. */
export function constantEndpoint<Answer extends z.ZodType>(
  api: Hono<AppEnv>,
  route: OpenRead<Answer>,
  answer: () => z.input<Answer>,
): void {
  openRead(api, route, (c) => constantJson(c, answer))
}

export function constantJson(c: Context<AppEnv>, answer: () => unknown): Response | Promise<Response> {
  c.header('Vary', 'Authorization')
  const compose = () => c.json(answer() as object)
  return hasKey(c) ? compose() : revalidatedConstant(c, compose)
}

type OpenRead<Answer extends z.ZodType> = Omit<Endpoint<Answer>, 'method' | 'access' | 'body'>

function openRead<Answer extends z.ZodType>(
  api: Hono<AppEnv>,
  route: OpenRead<Answer>,
  handle: (c: Context<AppEnv>) => Response | Promise<Response>,
): void {
  described.set(api, [...operationsOf(api), describe({ ...route, method: 'get', access: open })])
  api.get(honoPath(route.path), open, (c) => {
    if (!route.query) readQuery(c, z.strictObject({}))
    c.header('Vary', 'Authorization')
    return handle(c)
  })
}

const honoPath = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1')
const hasKey = (c: Context<AppEnv>) => c.req.header('authorization') !== undefined

/** The query as a schema wants it; a name given twice is a list. */
export function readQuery<Schema extends z.ZodType>(c: Context<AppEnv>, schema: Schema): z.output<Schema> {
  const { searchParams } = new URL(c.req.url)
  const given = [...new Set(searchParams.keys())].map((name) => {
    const values = searchParams.getAll(name)
    return [name, values.length === 1 ? values[0] : values]
  })
  return check(schema, Object.fromEntries(given))
}

/** The JSON body as a schema wants it, counted while it is read. */
export const readBody = async <Schema extends z.ZodType>(c: Context<AppEnv>, schema: Schema) =>
  check(schema, c.var.json ?? (await readJson(c.req.raw)))

function check<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const read = schema.safeParse(given)
  if (!read.success) throw invalid(issuesOf(read.error))
  return read.data
}

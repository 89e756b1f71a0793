import { beforeAll, describe, expect, test } from 'vitest'
import { makeKey } from '../../src/auth/api-keys.ts'
import { groupMembers } from '../../src/groups/table.ts'
import { paths } from '../../src/paths.ts'
import { facetNames } from '../../src/search/schema.ts'
import { curlOf, routesOf } from '../../web/api-docs/document.ts'
import { groupCalled } from '../programs/participants/given.ts'
import { keyFor, organizationCalled, personalKey } from '../support/sign-in.ts'
import { createWorld, ORIGIN, type World } from '../support/world.ts'
import { type Document, type Operation, readingBy } from './documented.ts'

let world: World
let document: Document
let operations: (Operation & { path: string; method: string })[]

beforeAll(async () => {
  world = await createWorld()
  document = (await (await world.get(paths.openapi())).json()) as Document
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method })),
  )
})

/** Every object within a value, with the way to it. */
function* objectsIn(value: unknown, at: string[]): Generator<[string[], Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return
  yield [at, value as Record<string, unknown>]
  for (const [name, inner] of Object.entries(value)) yield* objectsIn(inner, [...at, name])
}

describe('the document is OpenAPI 3.1', () => {
  test('it says what it is, whose, and where', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Onward', version: '1', license: { name: 'MIT' } },
      servers: [{ url: `${ORIGIN}/api/v1` }],
    })
    expect(Object.keys(document).sort()).toEqual(['components', 'info', 'openapi', 'paths', 'servers'])
  })

  test('every named schema is used and named by the rules', () => {
    const refs = [...objectsIn(document, [])].flatMap(([, { $ref }]) => (typeof $ref === 'string' ? $ref : []))
    const names = Object.keys(document.components.schemas)
    expect(new Set(refs)).toEqual(new Set(names.map((name) => `#/components/schemas/${name}`)))
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9._-]+$/)
  })

  test('operations have ids of their own and declare exactly the parameters of their paths', () => {
    const ids = operations.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { path, parameters = [] } of operations) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path')
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
      expect(inPath.every(({ required }) => required)).toBe(true)
      const keys = parameters.map((parameter) => `${parameter.in} ${parameter.name}`)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })

  test('every answer is described and has a schema; there is always one success and one refusal', () => {
    for (const { path, responses } of operations) {
      for (const { description, content } of Object.values(responses)) {
        expect(description, path).not.toBe('')
        expect(content['application/json'].schema, path).toBeTypeOf('object')
      }
      const statuses = Object.keys(responses)
      expect(statuses.filter((status) => /^2\d\d$/.test(status))).toHaveLength(1)
      expect(statuses).toContain('422')
    }
  })

  test('every schema keeps to JSON Schema 2020-12, and what it refers to is there', () => {
    const schemas = [...objectsIn(document.paths, ['paths'])].filter(([at]) => at.at(-1) === 'schema')
    expect(schemas.length).toBeGreaterThan(100)
    const faults = readingBy(document)
    for (const [at] of schemas) expect(() => faults(at, null), at.join(' ')).not.toThrow()
  })

  test.each([
    ['a reference to nothing', { $ref: '#/components/schemas/Nothing' }],
    ['a keyword of OpenAPI 3.0', { type: 'string', nullable: true }],
    ['a type that is none', { type: 'text' }],
    ['a field that is asked for and not described', { type: 'object', properties: {}, required: ['title'] }],
  ])('%s is noticed', (_, Broken) => {
    const faults = readingBy({ ...document, components: { schemas: { ...document.components.schemas, Broken } } })
    expect(() => faults(['components', 'schemas', 'Broken'], null)).toThrow()
  })
})

describe('what it says of parameters is so', () => {
  const parametersOf = (path: string) => operations.find((operation) => operation.path === path)?.parameters ?? []

  test('every facet of the board is there, and every value that is named is taken', async () => {
    const list = parametersOf('/opportunities')
    expect(list.map(({ name }) => name)).toEqual(expect.arrayContaining(facetNames))
    expect(parametersOf('/opportunities/facets')).toEqual(list)
    for (const { name, schema } of list) {
      const { enum: values = [] } = (schema.items ?? schema) as { enum?: string[] }
      if (!values.length) continue
      const asked = schema.items ? [values] : values.map((value) => [value])
      for (const some of asked) {
        const search = new URLSearchParams(some.map((value) => [name, value]))
        expect((await world.get(`/api/v1/opportunities?${search}`)).status, `${name} ${some}`).toBe(200)
      }
    }
  })

  test('the examples that the page shows are answered', async () => {
    const key = await keyFor(world, await organizationCalled(world, 'Example'))
    const personal = { Authorization: `Bearer ${await personalKey(key.maker)}` }
    await groupCalled(world)
    await world.db
      .insert(groupMembers)
      .values({ groupId: 'grp_lantern', personId: key.maker.id, role: 'member', addedAt: 0 })
    const made = { personId: key.maker.id, scope: 'group', subjectId: 'grp_lantern', name: 'Group' } as const
    const ofGroup = { Authorization: `Bearer ${await makeKey(world.ctx(), made)}` }
    const headersFor = (url: string) => {
      if (/^\/api\/v1\/me\b/.test(url)) return personal
      return url.startsWith('/api/v1/groups/') ? ofGroup : {}
    }
    await key.maker.post('/me/profile', { version: '0', hours: '3' })
    const shown = routesOf(JSON.parse(JSON.stringify(document)))
    for (const route of shown) {
      const curl = curlOf(route, '/api/v1')
      const [, url = '', body] = /^curl '([^']+)'(?:[\s\S]*-d '([^']+)')?/.exec(curl) ?? []
      const answer = curl.includes('$ONWARD_KEY')
        ? await key.send(route.method, url.replace('/api/v1', ''), body, headersFor(url))
        : body
          ? await world.postJson(url, body)
          : await world.get(url)
      expect([200, 201, 202, ...(`${url} ${body}`.includes('_01') ? [404] : [])], curl).toContain(answer.status)
    }
  })
})

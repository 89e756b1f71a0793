/** A reader of JSON Schema (2020-12) as our document uses it: a keyword it does not know is a fault of the test. */
export type Schema = { [keyword: string]: unknown }
export type Document = {
  openapi: string
  info: { title: string; version: string; license: { name: string } }
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}
type Content = { 'application/json': { schema: Schema; example?: unknown } }
export type Operation = {
  operationId: string
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content: Content }>
}

const typeOf = (value: unknown): string[] => {
  if (value === null) return ['null']
  if (Array.isArray(value)) return ['array']
  return Number.isInteger(value) ? ['integer', 'number'] : [typeof value]
}

const formats: Record<string, RegExp> = {
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  uri: /^https?:\/\/\S+$/,
}

type Check = (given: never, value: never, schema: Schema, all: Document, at: string) => (string | false)[]

const checks: Record<string, Check> = {
  $ref: (ref: string, value, _, all, at) => faults(resolve(ref, all), value, all, at),
  type: (type: string | string[], value, _s, _a, at) => [
    !typeOf(value).some((name) => [type].flat().includes(name)) && `${at} is ${typeOf(value)[0]}, not ${type}`,
  ],
  enum: (values: unknown[], value, _s, _a, at) => [!values.includes(value) && `${at} is ${value}`],
  anyOf: (schemas: Schema[], value, _, all, at) => [
    schemas.every((schema) => faults(schema, value, all, at).length) && `${at} is none of what it may be`,
  ],
  required: (names: string[], value: object | null, _s, _a, at) =>
    names.map((name) => !(name in (value ?? {})) && `${at}.${name} is missing`),
  items: (schema: Schema, value: unknown[] | null, _, all, at) =>
    (value ?? []).flatMap((item, i) => faults(schema, item, all, `${at}.${i}`)),
  properties: (properties: Record<string, Schema>, value: Record<string, unknown> | null, _, all, at) =>
    Object.entries(value ?? {}).flatMap(([name, of]) =>
      properties[name] ? faults(properties[name], of, all, `${at}.${name}`) : `${at}.${name} is not documented`,
    ),
  maxItems: (most: number, value: unknown[] | null, _s, _a, at) => [
    value !== null && value.length > most && `${at} holds ${value.length}`,
  ],
  pattern: (pattern: string, value: string | null, _s, _a, at) => [
    value !== null && !new RegExp(pattern).test(value) && `${at} is ${value}`,
  ],
  exclusiveMinimum: (least: number, value: number | null, _s, _a, at) => [
    value !== null && value <= least && `${at} is ${value}`,
  ],
  minimum: (least: number, value: number | null, _s, _a, at) => [
    value !== null && value < least && `${at} is ${value}`,
  ],
  maximum: (most: number, value: number | null, _s, _a, at) => [value !== null && value > most && `${at} is ${value}`],
  format: (name: string, value: string | null, _s, _a, at) => [
    value !== null && !formats[name]?.test(value) && `${at} is no ${name}: ${value}`,
  ],
}
const silent = new Set(['description', 'additionalProperties', 'default'])

export const resolve = (ref: string, { components }: Document): Schema => {
  const found = components.schemas[ref.replace('#/components/schemas/', '')]
  if (!found) throw new Error(`${ref} leads nowhere`)
  return found
}

/** What in a value is not as documented; a field that is not documented is a fault as well. */
export function faults(schema: Schema, value: unknown, all: Document, at = 'answer'): string[] {
  return Object.entries(schema).flatMap(([keyword, given]) => {
    if (silent.has(keyword)) return []
    const check = checks[keyword]
    if (!check) throw new Error(`${at}: the keyword ${keyword} is not checked by this test`)
    return check(given as never, value as never, schema, all, at).filter((fault) => fault !== false)
  })
}

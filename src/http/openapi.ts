import * as z from 'zod'

/** JSON Schema 2020-12, which is what OpenAPI 3.1 takes. */
type Schema = z.core.JSONSchema.BaseSchema

const REFERENCES = '#/components/schemas/'

/** An operation as the document has it, but for its schemas, which are zod's. */
export type Operation = {
  method: 'get' | 'post' | 'patch'
  /** As in the document: `/opportunities/{id}`. */
  path: string
  operationId: string
  summary: string
  description?: string | undefined
  tags: string[]
  security?: Record<string, string[]>[]
  parameters: { in: 'path' | 'query' | 'header'; of: z.ZodObject | undefined }[]
  body?: { schema: z.ZodType; example: unknown } | undefined
  responses: Record<number, { description: string; schema: z.ZodType }>
}

type Info = { title: string; version: string; description: string; license: { name: string; url: string } }
export type OpenApiDocument = ReturnType<typeof describeApi>

/** The OpenAPI 3.1 document of `operations`. A schema with an id is told once, under `components`. */
export function describeApi(info: Info, operations: Operation[], securitySchemes: object) {
  const schemas: Record<string, Schema> = {}
  const paths: Record<string, Record<string, object>> = {}
  for (const { method, path, parameters, body, responses, ...rest } of operations) {
    const content = (schema: z.ZodType, io: 'input' | 'output', example?: unknown) => ({
      'application/json': { schema: schemaOf(schema, io, schemas), ...(example !== undefined && { example }) },
    })
    const asked = parameters.flatMap((part) => parametersOf(part, schemas))
    const described = Object.entries(responses).map(([status, { description, schema }]) => [
      status,
      { description, content: content(schema, 'output') },
    ])
    paths[path] = {
      ...paths[path],
      [method]: {
        ...rest,
        ...(asked.length > 0 && { parameters: asked }),
        ...(body && { requestBody: { required: true, content: content(body.schema, 'input', body.example) } }),
        responses: Object.fromEntries(described),
      },
    }
  }
  return { openapi: '3.1.0' as const, info, components: { securitySchemes, schemas }, paths }
}

function parametersOf({ in: where, of }: Operation['parameters'][number], named: Record<string, Schema>) {
  return Object.entries(of?.shape ?? {}).map(([name, field]) => {
    const schema = schemaOf(field, 'input', named)
    const required = where === 'path' || !field.safeParse(undefined).success
    return { name, in: where, required, ...(schema.description && { description: schema.description }), schema }
  })
}

/** zod's own JSON Schema; what has an id goes to `named`. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', named: Record<string, Schema>): Schema {
  const made = z.toJSONSchema(z.object({ it: schema }), { io, unrepresentable: 'any', override: shorten })
  const text = JSON.stringify([made.properties?.it, made.$defs ?? {}]).replaceAll('"#/$defs/', `"${REFERENCES}`)
  const [it, defs] = JSON.parse(text)
  Object.assign(named, defs)
  return it
}

type Override = NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override']>

/** Says the same in fewer words: one `type` for what may be null, named keys as properties, no bounds that all have. */
const shorten: Override = ({ zodSchema, jsonSchema: it }) => {
  const def = innermost(zodSchema)._zod.def
  const [value, none] = it.anyOf ?? []
  if (none?.type === 'null' && it.anyOf?.length === 2 && typeof value?.type === 'string') {
    delete it.anyOf
    Object.assign(
      it,
      { ...value, ...it },
      { type: [value.type, 'null'] },
      value.enum && { enum: [...value.enum, null] },
    )
  }
  const { propertyNames, additionalProperties: each = {} } = it
  if (typeof propertyNames === 'object' && propertyNames.enum) {
    it.properties = Object.fromEntries(propertyNames.enum.map((name) => [name, each]))
    delete it.propertyNames
    delete it.additionalProperties
  }
  if (def.type === 'object' && !def.catchall) delete it.additionalProperties
  if (it.const !== undefined) it.enum = [it.const]
  if (it.minimum === Number.MIN_SAFE_INTEGER) delete it.minimum
  if (it.maximum === Number.MAX_SAFE_INTEGER) delete it.maximum
  if (it.format) delete it.pattern
  delete it.const
  delete it.readOnly
}

/** What is within `nullable`, `optional`, `default` and their like. */
function innermost(schema: z.core.$ZodTypes): z.core.$ZodTypes {
  const { def } = schema._zod
  return 'innerType' in def ? innermost(def.innerType as z.core.$ZodTypes) : schema
}

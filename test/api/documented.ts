import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

type Schema = { [keyword: string]: unknown }
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

/** What we answer may hold no field beyond those documented, though readers are to bear one. */
const closed = (_: string, value: unknown) =>
  typeof value === 'object' && value !== null && 'properties' in value && !('additionalProperties' in value)
    ? { ...value, additionalProperties: false }
    : value

/** Reads values by the schemas of our document: `at` is the way to one from its root. An unknown keyword throws. */
export function readingBy(document: Document) {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true })
  addFormats(ajv)
  ajv.removeKeyword('nullable')
  ajv.addVocabulary([...Object.keys(document), 'example'])
  ajv.addSchema(JSON.parse(JSON.stringify(document), closed), 'document')
  return (at: readonly string[], value: unknown): string[] => {
    const way = at.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
    const check = ajv.getSchema(`document#/${way}`)
    if (!check) throw new Error(`${way} leads nowhere`)
    check(value)
    return (check.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }
}

/** What the page reads of an OpenAPI 3.1 document: the parts that ours uses. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  enum?: (string | number | null)[]
  format?: string
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  minimum?: number
  maximum?: number
  maxItems?: number
  maxLength?: number
  default?: unknown
  example?: unknown
}
type Content = { description?: string; content?: { 'application/json': { schema: Schema; example?: unknown } } }
type Parameter = { name: string; in: string; required?: boolean; description?: string; schema: Schema }
type Operation = {
  operationId: string
  summary: string
  description?: string
  parameters?: Parameter[]
  security?: Record<string, string[]>[]
  requestBody?: Content
  responses: Record<string, Content>
}
export type ApiDocument = {
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}
export type Route = Operation & { method: string; path: string }

export const routesOf = ({ paths }: ApiDocument): Route[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
  )

export const bodyOf = (content?: Content) => content?.content?.['application/json']

/** A request to paste into a terminal, made of the examples in the document. */
export function curlOf({ method, path, parameters = [], security, requestBody }: Route, server: string): string {
  const query = new URLSearchParams()
  let filled = path
  for (const { name, in: where, schema } of parameters) {
    const values = [schema.example ?? []].flat().map(String)
    if (where === 'path') filled = filled.replace(`{${name}}`, values.join())
    else if (where === 'query') for (const value of values) query.append(name, value)
  }
  const url = `'${server}${filled}${query.size ? `?${query}` : ''}'`
  const example = bodyOf(requestBody)?.example
  const key = security ? [`-H "Authorization: Bearer $ONWARD_KEY"`] : []
  if (method === 'GET') return [`curl ${url}`, ...key].join(' \\\n  ')
  const parts = [
    `curl ${url}`,
    ...(method === 'POST' ? [] : [`-X ${method}`]),
    ...key,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(example)}'`,
  ]
  return parts.join(' \\\n  ')
}

import type { ComponentChildren } from 'preact'
import type { Schema } from './document.ts'

/** Words in which `code` stands between backquotes. */
export const inline = (text: string): ComponentChildren =>
  text.split('`').map((piece, i) => (i % 2 ? <code key={piece}>{piece}</code> : piece))

const formats: Record<string, string> = { date: 'day', 'date-time': 'instant', uri: 'web address' }
const nameOf = (ref: string) => ref.split('/').at(-1) ?? ref
export const typeId = (name: string) => `type-${name}`

function Choice({ of, values = [] }: { of: string; values: Schema['enum'] }) {
  const choices = values.filter((value) => value !== null)
  return (
    <>
      {of} {choices.map((value, i) => [i > 0 && ' · ', <code key={value}>{value}</code>])}
    </>
  )
}

function bounds({ minimum, maximum, maxItems, maxLength }: Schema): string {
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`
  const most = maximum ?? maxItems ?? maxLength
  if (most === undefined || most >= Number.MAX_SAFE_INTEGER) return ''
  return `, at most ${most}${maxLength ? ' characters' : ''}`
}

/** What a value may be, in a few words; a type with a name links to where it is told. */
export function Type({ schema }: { schema: Schema }): ComponentChildren {
  const { $ref, anyOf, items, enum: values } = schema
  if ($ref) return <a href={`#${typeId(nameOf($ref))}`}>{nameOf($ref)}</a>
  if (anyOf) return anyOf.map((one, i) => [i > 0 && ' or ', <Type key={one.$ref ?? one.type} schema={one} />])
  const types = [schema.type ?? []].flat()
  const orNull = types.includes('null') && types.length > 1 ? ' or null' : ''
  if (values) return [<Choice key="choice" of="one of" values={values} />, orNull]
  if (items?.enum) return [<Choice key="choice" of="any of" values={items.enum} />, orNull]
  if (items) return ['list of ', <Type key="items" schema={items} />, bounds(schema), orNull]
  const base = formats[schema.format ?? ''] ?? types.find((type) => type !== 'null') ?? 'null'
  return [base, bounds(schema), orNull]
}

const said = (value: unknown) => (typeof value === 'string' && value ? value : JSON.stringify(value))
const isPlain = (value: unknown) => value !== undefined && value !== null && JSON.stringify(value).length > 2

type Field = { name: string; schema: Schema; required: boolean }

const Row = ({ name, schema, required }: Field) => (
  <div>
    <dt>
      <code>{name}</code>
    </dt>
    <dd>
      <span class="soft">
        <Type schema={schema} />
        {isPlain(schema.default) && [', ', <code key="default">{said(schema.default)}</code>, ' where not given']}
        {required && ', required'}
      </span>
      {schema.description && <p>{inline(schema.description)}</p>}
      <Fields schema={schema.items ?? schema} />
    </dd>
  </div>
)

export const FieldList = ({ fields }: { fields: Field[] }) => (
  <dl class="api-fields">
    {fields.map((field) => (
      <Row key={field.name} {...field} />
    ))}
  </dl>
)

/** The fields of an object, each with the fields within it. `asked` marks those that must be sent. */
export function Fields({ schema, asked = false }: { schema: Schema; asked?: boolean }) {
  const { properties, required = [] } = schema
  if (!properties || !Object.keys(properties).length) return null
  const fields = Object.entries(properties).map(([name, of]) => ({
    name,
    schema: of,
    required: asked && required.includes(name),
  }))
  return <FieldList fields={fields} />
}

import { malformed } from '../errors.ts'
import { renderMarkdown } from '../text/html.ts'
import { nearestTo } from '../text/nearest.ts'
import { contentHash } from './content-hash.ts'
import { type CsvRow, readCsvTable } from './csv-table.ts'
import { type MappedOpportunity, type MappedRow, RowProblem } from './mapped-row.ts'
import { type Column, columns } from './own-csv-columns.ts'
import { dayOf, deadlineOf, type SourceRow, siteOf, startOfDay, textOf } from './source-fields.ts'

/** No field holds more, and rendering it would take long. */
const MOST_CHARACTERS = 100_000

/** Reads our own CSV. An unknown column refuses the file: what it holds would be lost without a word. */
export async function readOwnCsv(text: string): Promise<MappedRow[]> {
  const { header, rows } = readCsvTable(text)
  const used = columnsOf(header)
  return Promise.all(rows.map((row) => readRow(used, row)))
}

function columnsOf(header: readonly string[]): Column[] {
  const names = header.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_'),
  )
  const unknown = names.filter((name) => !columns.some((column) => column.name === name))
  if (unknown.length) throw malformed(unknown.map(describeUnknown).join('; '))
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice) throw malformed(`The column ${twice} stands twice`)
  return names.flatMap((name) => columns.find((column) => column.name === name) ?? [])
}

function describeUnknown(name: string): string {
  const known = columns.map((column) => column.name)
  return `Unknown column ${JSON.stringify(name.slice(0, 60))}: did you mean ${nearestTo(name.slice(0, 60), known)}?`
}

async function readRow(used: readonly Column[], { row, cells, problem }: CsvRow): Promise<MappedRow> {
  try {
    if (problem) return { row, subject: 'opportunity', problem }
    return { row, ...(await mapRow(fieldsOf(used, cells))) }
  } catch (error) {
    if (!(error instanceof RowProblem)) throw error
    return { row, subject: 'opportunity', problem: error.message }
  }
}

/** The fields that the cells fill, empty ones left out. Spreadsheets and our own CSV guard a leading sign with `'`. */
function fieldsOf(used: readonly Column[], cells: readonly string[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  used.forEach(({ name, field, read }, i) => {
    const cell = (cells[i] ?? '').trim().replace(/^'(?=[=+\-@\t\r])/, '')
    if (cell.length > MOST_CHARACTERS) throw new RowProblem(name, 'Keep it to 100,000 bytes')
    if (cell) fields[field] = read(cell, name)
  })
  return fields
}

async function mapRow(fields: SourceRow): Promise<MappedOpportunity> {
  const own = {
    organization: textOf(fields, 'organization'),
    title: textOf(fields, 'title'),
    url: textOf(fields, 'applyUrl'),
  }
  return {
    subject: 'opportunity',
    externalId: textOf(fields, 'externalId') || (await contentHash(own)),
    record: {
      organization: own.organization
        ? { name: own.organization, website: textOf(fields, 'website') || null }
        : siteOf(own.url),
      content: {
        ...plainFields(fields),
        title: own.title,
        applyUrl: own.url,
        bodyHtml: renderMarkdown(textOf(fields, 'bodyHtml')),
        ...commitmentOf(fields),
        ...payOf(fields),
        ...whenClosing(fields),
        skills: requiredSkills(fields.mustSkills, fields.skills),
      },
      publishedAt: startOfDay(dayOf({ published_on: fields.publishedOn }, 'published_on')),
      closedOn: null,
    },
  }
}

const apart = new Set(['externalId', 'organization', 'website', 'publishedOn', 'mustSkills'])

/** The fields that fill one of the same name; parts of a field and what is no content stay out. */
const plainFields = (fields: SourceRow) =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => !field.includes('.') && !apart.has(field)))

const partsOf = (fields: SourceRow, whole: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) =>
      field.startsWith(`${whole}.`) ? [[field.slice(whole.length + 1), value]] : [],
    ),
  )

/** Hours where any are given, else the label, else unknown. */
function commitmentOf(fields: SourceRow) {
  const { labels, ...hours } = partsOf(fields, 'commitment')
  if (Object.keys(hours).length) {
    const { hoursMin = hours.hoursMax, hoursMax = hours.hoursMin } = hours
    return { commitment: { basis: 'stated', ...hours, hoursMin, hoursMax } }
  }
  if (!Array.isArray(labels)) return {}
  return { commitment: labels.includes('none') ? { basis: 'none' } : { basis: 'label', labels } }
}

function payOf(fields: SourceRow) {
  const pay = partsOf(fields, 'pay')
  return Object.keys(pay).length ? { pay: { kind: 'paid', ...pay } } : {}
}

function whenClosing(fields: SourceRow) {
  if (/^rolling$/i.test(textOf(fields, 'closesOn'))) return { closesOn: null, rolling: true }
  return deadlineOf({ closes_on: fields.closesOn }, 'closes_on')
}

function requiredSkills(must: unknown, wanted: unknown) {
  const ids = (value: unknown): string[] => (Array.isArray(value) ? value : [])
  const nice = ids(wanted).filter((id) => !ids(must).includes(id))
  return [...ids(must).map((id) => ({ id, must: true })), ...nice.map((id) => ({ id, must: false }))]
}

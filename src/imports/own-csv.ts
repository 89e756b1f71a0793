import type { Issue } from '../errors.ts'
import { type CsvRow, readCsvTable } from '../text/csv-table.ts'
import { renderMarkdown } from '../text/html.ts'
import type { FieldName } from './checking.ts'
import { contentHash } from './content-hash.ts'
import { type MappedOpportunity, type MappedRow, RowProblem } from './mapped-row.ts'
import { namedBy, readHeader, type UsedColumn } from './own-csv-header.ts'
import { siteOf } from './site-of.ts'
import { dayOf, deadlineOf, type SourceRow, startOfDay, textOf } from './source-fields.ts'

/** No field holds more, and rendering it would take long. */
const MOST_CHARACTERS = 100_000

/** Reads our own CSV: its rows, and what it calls the fields that they fill. */
export async function readOwnCsv(text: string): Promise<{ rows: MappedRow[]; fieldName: FieldName }> {
  const { header, rows } = readCsvTable(text)
  const used = readHeader(header, (at) => rows.every(({ cells }) => !cells[at]?.trim()))
  return { rows: await Promise.all(rows.map((row) => readRow(used, row))), fieldName: namedBy(used) }
}

async function readRow(used: readonly UsedColumn[], { row, cells, problem }: CsvRow): Promise<MappedRow> {
  if (problem) return { row, subject: 'opportunity', problem }
  const { fields, given, refused } = readCells(used, cells)
  return { row, ...(await mapRow(fields, refused)), given, refused }
}

/** The fields that the cells fill, empty ones left out, and what cannot be read. */
function readCells(used: readonly UsedColumn[], cells: readonly string[]) {
  const [fields, given, refused]: [Record<string, unknown>, Record<string, string>, Issue[]] = [{}, {}, []]
  for (const { column, heading, at } of used) {
    const cell = unguarded(cells[at] ?? '')
    if (!cell) continue
    given[column.field] = cell
    try {
      if (cell.length > MOST_CHARACTERS) throw new RowProblem(heading, 'Keep it to 100,000 bytes')
      fields[column.field] = column.read(cell, heading)
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error
      refused.push({ path: column.field, message: error.reason })
    }
  }
  return { fields, given, refused }
}

/** Spreadsheets and our own CSV guard a leading sign with `'`. */
const unguarded = (cell: string) => cell.trim().replace(/^'(?=[=+\-@\t\r])/, '')

async function mapRow(fields: SourceRow, refused: readonly Issue[]): Promise<MappedOpportunity> {
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
        ...commitmentOf(fields, refused),
        ...payOf(fields),
        ...whenClosing(fields),
        skills: requiredSkills(fields.mustSkills, fields.skills),
      },
      publishedAt: startOfDay(dayOf({ published_on: fields.publishedOn }, 'published_on')),
      closedOn: null,
      // Absent elsewhere, so that what was imported before reads the same.
      ...(fields.example === true ? { example: true } : {}),
    },
  }
}

const apart = new Set(['externalId', 'organization', 'website', 'publishedOn', 'mustSkills', 'example'])

/** The fields that fill one of the same name; parts of a field and what is no content stay out. */
const plainFields = (fields: SourceRow) =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => !field.includes('.') && !apart.has(field)))

const partsOf = (fields: SourceRow, whole: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) =>
      field.startsWith(`${whole}.`) ? [[field.slice(whole.length + 1), value]] : [],
    ),
  )

/** Hours where any are given, else the label, else unknown. Hours that cannot be read are not missed as well. */
function commitmentOf(fields: SourceRow, refused: readonly Issue[]) {
  const { labels, ...hours } = partsOf(fields, 'commitment')
  if (Object.keys(hours).length) {
    const unread = refused.some(({ path }) => path.startsWith('commitment.hours')) ? 1 : undefined
    const { hoursMin = hours.hoursMax ?? unread, hoursMax = hours.hoursMin ?? unread } = hours
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

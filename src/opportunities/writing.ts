import { endOfDay } from '../calendar.ts'
import { insertMany } from '../db/bulk.ts'
import type { Db, Statement } from '../db/client.ts'
import { excerpt, plainText } from '../text/plain.ts'
import { OpportunityInput } from './schema.ts'
import { opportunities } from './table.ts'
import { termsOf } from './terms.ts'

type Row = typeof opportunities.$inferInsert
type Content = Omit<
  Row,
  'id' | 'organizationId' | 'publishedAt' | 'createdAt' | 'updatedAt' | 'seq' | 'example' | 'reopened' | 'listedVersion'
>

/** The columns that an input fills, with what is derived from it: the deadline's instant, plain text, a summary, search terms. */
export function contentOf(input: OpportunityInput): Content {
  const bodyText = plainText(input.bodyHtml)
  return {
    ...input,
    summary: input.summary || excerpt(bodyText),
    bodyText,
    terms: termsOf(input),
    closesAt: input.closesOn ? endOfDay(input.closesOn, input.zone) : null,
  }
}

/** What an opportunity says of itself, read back from its row. */
export function inputOf(row: typeof opportunities.$inferSelect): OpportunityInput {
  const fields = Object.keys(OpportunityInput.shape) as (keyof OpportunityInput)[]
  const input = Object.fromEntries(fields.map((field) => [field, row[field]])) as OpportunityInput
  // A summary cut from the text is cut anew when the text changes.
  return { ...input, summary: row.summary === excerpt(row.bodyText) ? '' : row.summary }
}

/** Inserts any number of opportunities; a row without `publishedAt` is a draft that nobody sees. */
export const insertOpportunities = (db: Db, rows: readonly Row[]): Statement[] => insertMany(db, opportunities, rows)

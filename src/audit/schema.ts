import * as z from 'zod'
import { bytes } from '../fields.ts'

const about = bytes(100)
  .transform((text) => text.trim())
  .default('')

/** What the log is narrowed to; empty is everything. */
export const AuditQuery = z.object({
  subject: about,
  actor: about,
  name: about,
  before: z.coerce.number().int().positive().optional().catch(undefined),
})
export type AuditQuery = z.infer<typeof AuditQuery>

const WHY = 'Say what it is for: who exports is on record, with this reason'
export const AuditExport = z.strictObject({
  subject: about,
  actor: about,
  name: about,
  reason: bytes(1_000)
    .default('')
    .refine((reason) => reason.trim() !== '', WHY),
})
export type AuditExport = z.infer<typeof AuditExport>

/** Where a check goes on: behind this seal. */
export const AuditCheck = z.strictObject({ after: z.coerce.number().int().min(0).default(0) })

/** The parameters of a filter as a query string. */
export const auditQueryString = (query: Partial<AuditQuery>) =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])),
  ).toString()

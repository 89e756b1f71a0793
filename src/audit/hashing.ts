import { sha256 } from '../secrets.ts'

/** What stands before the first event. */
export const GENESIS = ''

export type AuditEvent = { id: string; name: string; subjectId: string; actorId: string; at: number }

/** JSON keeps the fields apart: no two lists of fields are one text. */
export const hashEvent = (previous: string, { id, name, subjectId, actorId, at }: AuditEvent, detail: string | null) =>
  sha256(JSON.stringify([previous, id, name, subjectId, actorId, at, detail]))

/** Null without a detail. The salt keeps anybody from guessing an erased one by its hash. */
export const hashDetail = async (salt: string | null, detail: string | null) =>
  salt === null || detail === null ? null : sha256(JSON.stringify([salt, detail]))

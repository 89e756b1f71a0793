import type { Ctx } from '../context.ts'
import { sha256 } from '../secrets.ts'

type Keyed = Pick<Ctx, 'secrets'>

/** What stands before the first event. */
export const GENESIS = ''

export type AuditEvent = { id: string; name: string; subjectId: string; actorId: string; at: number }

/** JSON keeps the fields apart: no two lists of fields are one text. */
const textOf = (previous: string, { id, name, subjectId, actorId, at }: AuditEvent, detailHash: string | null) =>
  `audit ${JSON.stringify([previous, id, name, subjectId, actorId, at, detailHash])}`

/** The seal of an event: a keyed hash, so that whoever writes to the database alone cannot make one. */
export const sealOf = ({ secrets }: Keyed, previous: string, event: AuditEvent, detailHash: string | null) =>
  secrets.sign(textOf(previous, event, detailHash))

export const isSeal = (
  { secrets }: Keyed,
  seal: string,
  previous: string,
  event: AuditEvent,
  detailHash: string | null,
) => secrets.verify(textOf(previous, event, detailHash), seal)

/** Null without a detail. The salt keeps anybody from guessing an erased one by its hash. */
export const hashDetail = async (salt: string | null, detail: string | null) =>
  salt === null || detail === null ? null : sha256(JSON.stringify([salt, detail]))

import { sha256 } from '../secrets.ts'

/** JSON with the keys of every object in order: equal contents give equal text. */
const canonicalJson = (value: unknown) =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

/** A hash of everything a record says, however its keys are ordered. */
export const contentHash = (record: unknown) => sha256(canonicalJson(record))

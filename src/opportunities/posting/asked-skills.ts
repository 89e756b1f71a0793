import { skillNames } from '../../taxonomy/naming.ts'
import { skillById } from '../../taxonomy/terms.ts'
import type { FieldName } from './schema.ts'

/** What cannot both be asked: one skill as a must-have and as nice to have, or the same name as a must on both sides. */
export function contraryAsks(must: readonly string[], nice: readonly string[]): [FieldName, string][] {
  const both = nice.find((id) => must.includes(id))
  const names = must.map((id) => skillById.get(id)?.name ?? id)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  return [
    ...(both ? [['nice', `“${skillNames.get(both)}” is a must-have already: leave it out here`] as const] : []),
    ...(twice
      ? [['must', `“${twice}” is asked on both sides: choose one, or make the other nice to have`] as const]
      : []),
  ].map(([field, message]) => [field, message])
}

/** An entry of a dated history. Of two on one day the one recorded later counts. */
export type Entry = { on: string; at: number; id: string }

const isLater = (a: Entry, b: Entry) => {
  if (a.on !== b.on) return a.on > b.on
  return a.at === b.at ? a.id > b.id : a.at > b.at
}

/** How somebody stood at the end of a day: the last entry up to then, however the entries are ordered. */
export function standingAsOf<T extends Entry>(history: readonly T[], day: string): T | undefined {
  let found: T | undefined
  for (const entry of history) if (entry.on <= day && (!found || isLater(entry, found))) found = entry
  return found
}

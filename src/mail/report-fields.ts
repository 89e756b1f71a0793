/** Fields of a report by their name in lower case; of fields that repeat the first counts. */
export type ReportFields = ReadonlyMap<string, string>

/** Groups of fields as reports have them: unfolded, a blank line between the groups. */
export function readFields(text: string): ReportFields[] {
  const unfolded = text.replace(/\r\n?/g, '\n').replace(/\n[ \t]+/g, ' ')
  return unfolded
    .split(/\n{2,}/)
    .map(readGroup)
    .filter((group) => group.size > 0)
}

function readGroup(text: string): ReportFields {
  const fields = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = /^([A-Za-z0-9-]+)[ \t]*:(.*)$/.exec(line) ?? []
    if (name && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value.trim())
  }
  return fields
}

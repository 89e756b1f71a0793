/** Emphasis marks and brackets without an end cost quadratic time, as do containers in containers and wide tables. */
const MOST_LENGTH = 20_000
const MOST_EMPHASIS = 1_000
const MOST_BRACKETS = 1_500
const MOST_NESTED = 10
const MOST_NESTED_IN_ALL = 1_000
const MOST_INDENT = 40
const MOST_CELLS = 2_000

/** One mark of a quote or a list, with the blanks before it. */
const MARK = /([ \t]*)(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/y

/** The marks at the beginning of a line, and the widest blank before one of them. */
function marksOf(line: string): { count: number; indent: number; end: number } {
  let [count, indent, end] = [0, 0, 0]
  if (isRule(line)) return { count, indent, end }
  MARK.lastIndex = 0
  for (let found = MARK.exec(line); found; found = MARK.exec(line)) {
    count++
    indent = Math.max(indent, (found[1] ?? '').replaceAll('\t', '    ').length)
    end = MARK.lastIndex
  }
  return { count, indent, end }
}

/** A line of one sign alone, such as "- - -", is a rule and no list. */
const isRule = (line: string) => /^(-+|\*+)$/.test(line.replaceAll(/[ \t]/g, ''))

const isTableHead = (text: string) => text.includes('-') && /^[-|: \t]+$/.test(text)
const columnsOf = (text: string) => text.split('|').length

/**
 * Whether Markdown would cost far more time to parse than people's texts do: counted in one pass, before it is parsed.
 */
export function isTooHeavy(markdown: string): boolean {
  if (markdown.length > MOST_LENGTH) return true
  if ((markdown.match(/[*_~]+/g)?.length ?? 0) > MOST_EMPHASIS) return true
  if ((markdown.match(/\]/g)?.length ?? 0) > MOST_BRACKETS) return true
  let [depth, nested, columns, cells] = [0, 0, 0, 0]
  for (const line of markdown.split(/\r\n|\r|\n/)) {
    const { count, indent, end } = marksOf(line)
    if (count > MOST_NESTED || indent > MOST_INDENT) return true
    // What stands open is gone through for each line until an empty one.
    depth = line.trim() ? Math.max(depth, count) : 0
    nested += Math.max(0, depth - 1)
    const text = line.slice(end)
    if (!text.trim()) columns = 0
    else if (isTableHead(text)) columns = Math.max(columns, columnsOf(text))
    // A row is as wide as the head, whatever it holds.
    cells += columns > 1 ? columns : 0
    if (nested > MOST_NESTED_IN_ALL || cells > MOST_CELLS) return true
  }
  return false
}

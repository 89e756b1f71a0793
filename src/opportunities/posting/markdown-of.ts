import { codePoints } from '../../text/plain.ts'

type Element = { tag: string; href: string; children: Node[] }
type Node = string | Element

/** Our own small HTML (see `sanitiseHtml`) as Markdown that renders to the same. */
export const markdownOf = (html: string): string => blocks(parse(html)).trim()

/** Deeper elements and containers are taken as part of the one around them: what reads this goes down into itself. */
const MOST_DEEP = 40
const MOST_CONTAINERS = 10
const CONTAINERS = /^([uod]l|blockquote|table)$/
/** What a list or table needs below it, so that none of its text is lost. */
const BELOW = 4

function parse(html: string): Node[] {
  const root: Element = { tag: '', href: '', children: [] }
  const open: { element: Element; containers: number }[] = [{ element: root, containers: 0 }]
  for (const [, text, close, tag = '', rest = ''] of html.matchAll(/([^<]+)|<(\/?)([a-z][a-z0-9]*)([^>]*)>/g)) {
    const { element: parent, containers: around } = open.at(-1) ?? { element: root, containers: 0 }
    if (text !== undefined) parent.children.push(codePoints(text))
    else if (close) open.splice(Math.max(1, open.length - 1))
    else {
      const element = { tag, href: codePoints(/href="([^"]*)"/.exec(rest)?.[1] ?? ''), children: [] }
      const containers = around + (CONTAINERS.test(tag) ? 1 : 0)
      const deepest = CONTAINERS.test(tag) ? MOST_DEEP - BELOW : MOST_DEEP
      const isFlat = open.length > deepest || containers > MOST_CONTAINERS
      if (!isFlat) parent.children.push(element)
      if (tag !== 'br' && tag !== 'hr')
        open.push(isFlat ? { element: parent, containers: around } : { element, containers })
    }
  }
  return root.children
}

const BLOCKS = /^(h[2-6]|p|hr|[uo]l|li|blockquote|pre|table|thead|tbody|tr|t[hd]|d[ldt])$/
const isBlock = (node: Node): node is Element => typeof node !== 'string' && BLOCKS.test(node.tag)

/** Blocks with an empty line between; text that stands loose among them is a paragraph. */
function blocks(nodes: readonly Node[]): string {
  const parts: string[] = []
  let loose: Node[] = []
  const flush = () => {
    const text = paragraph(loose)
    if (text) parts.push(text)
    loose = []
  }
  for (const node of nodes) {
    if (!isBlock(node)) {
      loose.push(node)
      continue
    }
    flush()
    // Two lists side by side would be one.
    const twoLists = parts.length > 0 && /^[uo]l$/.test(node.tag) && /^(- |\d+\. )/.test(parts.at(-1) ?? '')
    parts.push(block(node, twoLists))
  }
  flush()
  return parts.filter(Boolean).join('\n\n')
}

function block({ tag, children }: Element, otherMark: boolean): string {
  if (tag === 'hr') return '***'
  if (tag === 'pre') return fence(textOf(children))
  if (tag === 'blockquote') return indent(blocks(children), '> ', '> ')
  if (tag === 'ul' || tag === 'ol') return listOf(tag, children, otherMark)
  if (tag === 'table') return table(children)
  if (/^h\d$/.test(tag)) return `${'#'.repeat(Number(tag[1]))} ${inline(children).replaceAll('\n', ' ').trim()}`
  if (tag === 'p') return paragraph(children)
  return blocks(children)
}

const textOf = (nodes: readonly Node[]): string =>
  nodes.map((node) => (typeof node === 'string' ? node : textOf(node.children))).join('')

function fence(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length))
  const mark = '`'.repeat(longest + 1)
  return `${mark}\n${code.replace(/\n$/, '')}\n${mark}`
}

const indent = (text: string, first: string, rest: string) =>
  text
    .split('\n')
    .map((line, i) => (i === 0 ? first : rest) + line)
    .map((line) => line.trimEnd())
    .join('\n')

/** A list whose entries hold paragraphs has empty lines between them. */
function listOf(tag: string, children: readonly Node[], otherMark: boolean): string {
  const items = children.filter((node): node is Element => typeof node !== 'string' && node.tag === 'li')
  const wide = items.some((item) => item.children.some((node) => typeof node !== 'string' && node.tag === 'p'))
  const marks = { ul: otherMark ? '*' : '-', ol: otherMark ? ')' : '.' }
  return items
    .map((item, i) => {
      const mark = tag === 'ul' ? `${marks.ul} ` : `${i + 1}${marks.ol} `
      const inner = wide ? blocks(item.children) : blocks(item.children).replace(/\n\n/g, '\n')
      return indent(inner, mark, ' '.repeat(mark.length))
    })
    .join(wide ? '\n\n' : '\n')
}

function table(children: readonly Node[]): string {
  const rows = rowsIn(children).map(
    (row) => `| ${row.map((cell) => inline(cell.children).replaceAll('\n', ' ').trim()).join(' | ')} |`,
  )
  const width = rowsIn(children)[0]?.length ?? 0
  return [rows[0], `|${' --- |'.repeat(width)}`, ...rows.slice(1)].join('\n')
}

const rowsIn = (nodes: readonly Node[]): Element[][] =>
  nodes.flatMap((node) => {
    if (typeof node === 'string') return []
    if (node.tag !== 'tr') return rowsIn(node.children)
    return [node.children.filter((cell): cell is Element => typeof cell !== 'string' && /^t[hd]$/.test(cell.tag))]
  })

/** A line of text must not begin a heading, list, quote, rule or fence. */
const paragraph = (nodes: readonly Node[]) =>
  inline(nodes)
    .split('\n')
    .map((line) => line.trim())
    .map((line) => line.replace(/^([#+=-])/, '\\$1').replace(/^(\d+)([.)])/, '$1\\$2'))
    .join('\n')
    .trim()

const inline = (nodes: readonly Node[]): string => nodes.map((node, i) => inlineOf(node, nodes[i + 1])).join('')

const beginsLine = (node: Node | undefined) => typeof node === 'string' && node.startsWith('\n')

function inlineOf(node: Node, next: Node | undefined): string {
  if (typeof node === 'string') return escaped(node)
  const inner = inline(node.children)
  switch (node.tag) {
    case 'br':
      return beginsLine(next) ? '\\' : '\\\n'
    case 'strong':
    case 'b':
      return around(inner, '**')
    case 'em':
    case 'i':
      return around(inner, '*')
    case 'code':
      return code(textOf(node.children))
    case 'a':
      return link(node, inner)
    default:
      return inner
  }
}

/** Marks stand against the words: blanks inside go outside. */
function around(inner: string, mark: string): string {
  const words = inner.trim()
  const at = inner.indexOf(words)
  return words ? `${inner.slice(0, at)}${mark}${words}${mark}${inner.slice(at + words.length)}` : inner
}

function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const mark = '`'.repeat(longest + 1)
  return /^`|`$/.test(text) ? `${mark} ${text} ${mark}` : mark + text + mark
}

function link({ href, children }: Element, inner: string): string {
  if (!href) return inner
  if (textOf(children) === href && /^https?:[^\s<>]*$/.test(href)) return `<${href}>`
  return `[${inner}](<${href.replace(/[<>\\]/g, '\\$&').replace(/&/g, '\\&')}>)`
}

/** What would mean something in Markdown is taken as it stands, addresses included. */
const escaped = (text: string) =>
  text
    .replace(/[\\`*_[\]<>~|&]/g, '\\$&')
    .replace(/@/g, '\\@')
    .replace(/\b(https?):(?=\/\/)/gi, '$1\\:')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}\\.`)

import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import filterXss, { type IFilterXSSOptions } from 'xss'
import { isTooHeavy } from './markdown-weight.ts'

const REL = 'ugc nofollow noopener'
const safeScheme = (href: string) => /^(https?:|mailto:)/i.test(href.trim())

const quoted = (value: string) => value.trim().replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const allowed: IFilterXSSOptions = {
  whiteList: Object.fromEntries(
    'h2 h3 h4 h5 h6 p br hr ul ol li strong b em i blockquote code pre table thead tbody tr th td dl dt dd a'
      .split(' ')
      .map((tag) => [tag, tag === 'a' ? ['href'] : []]),
  ),
  stripIgnoreTag: true,
  stripIgnoreTagBody: ['script', 'style', 'template', 'iframe', 'object', 'svg', 'math'],
  css: false,
  safeAttrValue: (_tag, name, value) => (name === 'href' && safeScheme(value) ? quoted(value) : ''),
}

/** Of a link only its first address is kept, however its attributes were written. */
const markLinks = (html: string) =>
  html.replace(/<a\b([^>]*)>/g, (_, attributes: string) => {
    const [, href] = / href="([^"]+)"/.exec(attributes) ?? []
    return href ? `<a href="${href}" rel="${REL}">` : '<a>'
  })

/** Deeper elements lose their tags and keep their text. */
const MOST_DEEP = 60

/** Closes what was left open and drops what closes nothing, so that foreign text cannot reach into the page around it. */
function balanced(html: string): string {
  const open: string[] = []
  const counts = new Map<string, number>()
  const close = () => {
    const name = open.pop() ?? ''
    counts.set(name, (counts.get(name) ?? 0) - 1)
    return open.length < MOST_DEEP ? `</${name}>` : ''
  }
  const closeTo = (name: string) => {
    const most = counts.get(name) ?? 0
    let tags = ''
    while (most > 0 && counts.get(name) === most) tags += close()
    return tags
  }
  const parts = html.replace(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g, (tag, slash: string, name: string) => {
    if (name === 'br' || name === 'hr') return slash ? '' : tag
    if (slash) return closeTo(name)
    open.push(name)
    counts.set(name, (counts.get(name) ?? 0) + 1)
    return open.length <= MOST_DEEP ? tag : ''
  })
  let end = ''
  while (open.length) end += close()
  return parts + end
}

/** Foreign HTML as safe HTML: text structure and links only; scripts, styles, images and handlers are gone. */
export const sanitiseHtml = (html: string) => balanced(markLinks(filterXss(html, allowed))).trim()

const paragraphs = (text: string) =>
  text
    .split(/\n{2,}/)
    .map((part) => `<p>${quoted(part)}</p>`)
    .join('\n')

/**
 * Markdown as safe HTML: no raw HTML, links to http, https and mailto only. What would take too long to parse is kept
 * as plain paragraphs.
 */
export const renderMarkdown = (markdown: string) =>
  isTooHeavy(markdown)
    ? paragraphs(markdown)
    : sanitiseHtml(micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] }))

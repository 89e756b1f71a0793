import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import filterXss, { type IFilterXSSOptions } from 'xss'

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

const markLinks = (html: string) =>
  html.replace(/<a href="([^"]+)"[^>]*>/g, `<a href="$1" rel="${REL}">`).replace(/<a href(="")?>/g, '<a>')

/** Foreign HTML as safe HTML: text structure and links only; scripts, styles, images and handlers are gone. */
export const sanitiseHtml = (html: string) => markLinks(filterXss(html, allowed)).trim()

/** Markdown as safe HTML: no raw HTML, links to http, https and mailto only. */
export const renderMarkdown = (markdown: string) =>
  sanitiseHtml(micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] }))

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The words of HTML, with single spaces; for search and for summaries. */
export const plainText = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(
      /&(#x[0-9a-f]+|#\d+|[a-z]+);/gi,
      (whole, name: string) => entities[name.toLowerCase()] ?? codePoint(name, whole),
    )
    .replace(/\s+/g, ' ')
    .trim()

function codePoint(name: string, otherwise: string): string {
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : otherwise
}

/** The first sentence or words of a text, at most `most` characters, cut at a word. */
export function excerpt(text: string, most = 200): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).trimEnd()} …`
}

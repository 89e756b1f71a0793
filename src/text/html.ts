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

/** Closes what was left open and drops what closes nothing, so that foreign text cannot reach into the page around it. */
function balanced(html: string): string {
  const open: string[] = []
  const parts = html.replace(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g, (tag, slash: string, name: string) => {
    if (name === 'br' || name === 'hr') return slash ? '' : tag
    if (!slash) {
      open.push(name)
      return tag
    }
    const at = open.lastIndexOf(name)
    return at < 0 ? '' : closing(open.splice(at))
  })
  return parts + closing(open)
}

const closing = (names: string[]) =>
  names
    .reverse()
    .map((name) => `</${name}>`)
    .join('')

/** Foreign HTML as safe HTML: text structure and links only; scripts, styles, images and handlers are gone. */
export const sanitiseHtml = (html: string) => balanced(markLinks(filterXss(html, allowed))).trim()

/** Emphasis marks without end cost quadratic time: longer Markdown is kept as plain paragraphs. */
const MOST_MARKDOWN = 20_000
const paragraphs = (text: string) =>
  text
    .split(/\n{2,}/)
    .map((part) => `<p>${quoted(part)}</p>`)
    .join('\n')

/** Markdown as safe HTML: no raw HTML, links to http, https and mailto only. */
export const renderMarkdown = (markdown: string) =>
  markdown.length > MOST_MARKDOWN
    ? paragraphs(markdown)
    : sanitiseHtml(micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] }))

import { searchWords } from '../../web/emails/search-words.ts'
import { paths } from '../paths.ts'
import { boardQueryString, parseBoardQuery } from '../search/schema.ts'
import { escapeHtml, oneLine } from './saying.ts'

const DEFAULT_LIMIT = 10
const MOST_EMBEDDED = 20
const SIZE = { width: 720, height: 560 }
const EMBEDDABLE: readonly string[] = [paths.board(), paths.embed()]

/** How many an embedded list shows: what is asked, from 1 to 20, else 10. */
export function embedLimit(params: URLSearchParams): number {
  const asked = Number(params.get('limit') ?? DEFAULT_LIMIT)
  return Number.isInteger(asked) && asked >= 1 ? Math.min(asked, MOST_EMBEDDED) : DEFAULT_LIMIT
}

/** The answer of oEmbed (https://oembed.com) for an address of ours that shows a search, or null for any other. */
export function oembedOf(params: URLSearchParams, origin: string) {
  const asked = params.get('url') ?? ''
  const url = URL.canParse(asked) ? new URL(asked) : null
  if (url?.origin !== origin || !EMBEDDABLE.includes(url.pathname)) return null
  const search = boardQueryString({ ...parseBoardQuery(url.searchParams).query, sort: 'newest' })
  const title = oneLine(`Onward: ${searchWords(search)}`)
  const width = atMost(params.get('maxwidth'), SIZE.width)
  const height = atMost(params.get('maxheight'), SIZE.height)
  const [src, name] = [origin + paths.embed(withLimit(search, url.searchParams)), title].map(escapeHtml)
  return {
    version: '1.0',
    type: 'rich',
    provider_name: 'Onward',
    provider_url: origin,
    title,
    width,
    height,
    html: `<iframe src="${src}" title="${name}" width="${width}" height="${height}" loading="lazy" frameborder="0"></iframe>`,
  }
}

const withLimit = (search: string, params: URLSearchParams) =>
  params.has('limit') ? [search, `limit=${embedLimit(params)}`].filter(Boolean).join('&') : search

const atMost = (limit: string | null, size: number) =>
  /^[1-9]\d{0,4}$/.test(limit ?? '') ? Math.min(Number(limit), size) : size

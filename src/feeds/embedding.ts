import { EMBEDDED, embedCode } from '../../web/feeds/embed-code.tsx'
import { paths } from '../paths.ts'
import type { Finding } from './finding.ts'
import { oneLine } from './saying.ts'

const DEFAULT_LIMIT = 10
const MOST_EMBEDDED = 20
const EMBEDDABLE: readonly string[] = [paths.board(), paths.embed()]

/** How many an embedded list shows: what is asked, from 1 to 20, else 10. */
export function embedLimit(params: URLSearchParams): number {
  const asked = Number(params.get('limit') ?? DEFAULT_LIMIT)
  return Number.isInteger(asked) && asked >= 1 ? Math.min(asked, MOST_EMBEDDED) : DEFAULT_LIMIT
}

/** The parameters of an address of ours that shows a search, or null for any other address. */
export function embeddable(address: string, origin: string): URLSearchParams | null {
  const url = URL.canParse(address) ? new URL(address) : null
  return url?.origin === origin && EMBEDDABLE.includes(url.pathname) ? url.searchParams : null
}

/** The answer of oEmbed (https://oembed.com): `shown` are the parameters to embed, `asked` those of the question. */
export function oembedOf(found: Finding, shown: URLSearchParams, asked: URLSearchParams, origin: string) {
  const title = oneLine(`Onward: ${found.words}`)
  const width = atMost(asked.get('maxwidth'), EMBEDDED.width)
  const height = atMost(asked.get('maxheight'), EMBEDDED.height)
  const limit = shown.has('limit') ? `limit=${embedLimit(shown)}` : ''
  const src = origin + paths.embed([found.search, limit].filter(Boolean).join('&'))
  return {
    version: '1.0',
    type: 'rich',
    provider_name: 'Onward',
    provider_url: origin,
    title,
    width,
    height,
    html: embedCode(src, title, { width, height }),
  }
}

const atMost = (limit: string | null, size: number) =>
  /^[1-9]\d{0,4}$/.test(limit ?? '') ? Math.min(Number(limit), size) : size

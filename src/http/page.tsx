import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** A whole page from its node. */
export const page = (c: Context, node: VNode, status: ContentfulStatusCode = 200) =>
  c.html(`<!doctype html>${renderToString(node)}`, status)

/** The HTML of a mail on a page of its own: its styles stand on the elements, and nothing in it may run or load. */
export function mailHtml(c: Context, html: string) {
  c.header(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
  c.header('X-Robots-Tag', 'noindex')
  return c.html(html)
}

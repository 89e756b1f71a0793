import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** A whole page from its node. */
export const page = (c: Context, node: VNode, status: ContentfulStatusCode = 200) =>
  c.html(`<!doctype html>${renderToString(node)}`, status)

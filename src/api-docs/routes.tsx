import { Hono } from 'hono'
import { renderToString } from 'preact-render-to-string'
import { ApiPage } from '../../web/api-docs/api-page.tsx'
import type { ApiDocument } from '../../web/api-docs/document.ts'
import { openApiDocument } from '../api.ts'
import { open } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { revalidatedConstant } from '../http/revalidating.ts'
import { paths } from '../paths.ts'
import { renderMarkdown } from '../text/html.ts'

/** The page of each origin, rendered once: it changes with a deployment only. */
const rendered = new Map<string, string>()

function render(origin: string): string {
  const described = openApiDocument(origin)
  const introductionHtml = renderMarkdown(described.info.description)
  // The generator's type allows far more than it makes.
  const document = described as unknown as ApiDocument
  const props = { document, introductionHtml, canonical: origin + paths.apiDocs() }
  return `<!doctype html>${renderToString(<ApiPage {...props} />)}`
}

export const apiDocsRoutes = new Hono<AppEnv>().get('/docs/api', open, (c) =>
  revalidatedConstant(c, () => {
    const { origin } = c.var.ctx
    const html = rendered.get(origin) ?? render(origin)
    rendered.set(origin, html)
    return new Response(html, { headers: { 'Content-Type': 'text/html; charset=UTF-8' } })
  }),
)

import { Hono } from 'hono'
import { ApiPage } from '../../web/api-docs/api-page.tsx'
import type { ApiDocument } from '../../web/api-docs/document.ts'
import { openApiDocument } from '../api.ts'
import type { AppEnv } from '../http/app-env.ts'
import { page } from '../http/page.tsx'
import { paths } from '../paths.ts'
import { renderMarkdown } from '../text/html.ts'

export const apiDocsRoutes = new Hono<AppEnv>().get('/docs/api', (c) => {
  const { origin } = c.var.ctx
  const document = openApiDocument(origin)
  const introductionHtml = renderMarkdown(document.info.description ?? '')
  c.header('Cache-Control', 'public, max-age=3600')
  // The generator's type allows far more than it makes.
  const props = { document: document as unknown as ApiDocument, introductionHtml, canonical: origin + paths.apiDocs() }
  return page(c, <ApiPage {...props} />)
})

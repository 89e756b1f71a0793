import { type Context, Hono } from 'hono'
import { AdminPage } from '../../web/audit/admin-page.tsx'
import { AuditExportPage } from '../../web/audit/audit-export-page.tsx'
import { AuditPage } from '../../web/audit/audit-page.tsx'
import { issuesOf } from '../errors.ts'
import { moderators, personOf } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readForm } from '../http/forms.ts'
import { page } from '../http/page.tsx'
import { exportAudit, MOST_EXPORTED } from './exporting-csv.ts'
import { selectCounts, selectEvents } from './queries.ts'
import { AuditCheck, AuditExport, AuditQuery } from './schema.ts'
import { type Verdict, verifyChain } from './verifying.ts'

const PAGE_SIZE = 50
/** A press checks so many pages of the chain, then the next press goes on. */
const PAGES_A_PRESS = 3

async function auditPage(c: Context<AppEnv>, verdict: Verdict | null = null) {
  const { ctx } = c.var
  const read = AuditQuery.safeParse(c.req.method === 'GET' ? c.req.query() : {})
  const query = read.data ?? AuditQuery.parse({})
  const [found, [counts]] = await ctx.db.batch([selectEvents(ctx.db, query, PAGE_SIZE + 1), selectCounts(ctx.db)])
  const events = found.slice(0, PAGE_SIZE)
  const older = found.length > PAGE_SIZE ? (events.at(-1)?.place ?? null) : null
  return page(c, <AuditPage {...{ events, older, query, verdict }} counts={counts ?? { sealed: 0, waiting: 0 }} />)
}

export const auditRoutes = new Hono<AppEnv>()
  .get('/admin', moderators, (c) => page(c, <AdminPage person={personOf(c)} />))

  .get('/admin/audit', moderators, (c) => auditPage(c))

  .post('/admin/audit/check', moderators, async (c) => {
    const given = AuditCheck.safeParse(Object.fromEntries(await readForm(c.req.raw)))
    const { after } = given.data ?? { after: 0 }
    return auditPage(c, await verifyChain(c.var.ctx, { after, pages: PAGES_A_PRESS }))
  })

  .get('/admin/audit.csv', moderators, (c) => {
    const typed = AuditQuery.safeParse(c.req.query()).data ?? {}
    return page(c, <AuditExportPage typed={typed} most={MOST_EXPORTED} />)
  })

  .post('/admin/audit.csv', moderators, async (c) => {
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const given = AuditExport.safeParse(typed)
    if (!given.success)
      return page(c, <AuditExportPage typed={typed} issues={issuesOf(given.error)} most={MOST_EXPORTED} />, 422)
    return c.body(await exportAudit(c.var.ctx, given.data), 200, {
      'Content-Type': 'text/csv; charset=UTF-8',
      'Content-Disposition': 'attachment; filename="onward-audit.csv"',
    })
  })

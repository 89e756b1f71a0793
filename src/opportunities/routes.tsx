import { Hono } from 'hono'
import { BoardPage } from '../../web/opportunities/board-page.tsx'
import { OpportunityPage } from '../../web/opportunities/opportunity-page.tsx'
import { ReportedPage } from '../../web/opportunities/reported-page.tsx'
import { RetractedPage } from '../../web/opportunities/retracted-page.tsx'
import { invalid, issuesOf, notFound } from '../errors.ts'
import { open } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readForm } from '../http/forms.ts'
import { keptPage } from '../http/kept-page.tsx'
import { networkOf } from '../http/network.ts'
import { page } from '../http/page.tsx'
import { wantsFresh } from '../http/revalidating.ts'
import { besideOpportunity } from '../matching/beside.ts'
import { report } from '../moderation/reporting.ts'
import { Report } from '../moderation/schema.ts'
import { idOf, paths } from '../paths.ts'
import { namedIn } from '../search/named.ts'
import { openings } from '../search/openings.ts'
import { boardQueryString, parseBoardQuery } from '../search/schema.ts'
import { searchForReader } from '../search/searching.ts'
import { jobPosting } from './job-posting.ts'
import { foundOpportunity, requireOpportunity, selectOpportunity } from './queries.ts'
import { closedBecause } from './state.ts'

const PAGE_SIZE = { list: 25, table: 100 }

export const opportunityRoutes = new Hono<AppEnv>()
  .get('/', open, async (c) => {
    const { ctx } = c.var
    const { searchParams } = new URL(c.req.url)
    const { query, notices } = parseBoardQuery(searchParams, ['view'])
    const asked = searchParams.get('view') ?? 'list'
    const view = asked === 'table' ? 'table' : 'list'
    if (asked !== view)
      notices.push({ path: 'view', message: `“${asked.slice(0, 40)}” is none; choose from list, table` })
    const key = notices.length ? null : `/?${boardQueryString(query)}&cursor=${query.cursor ?? ''}&view=${view}`
    return keptPage(c, {
      key,
      open: () => openings(ctx, { q: query.q, rest: namedIn(query.q)?.rest ?? '', fresh: wantsFresh(c) }),
      render: async (opened) => {
        const found = await searchForReader(ctx, query, PAGE_SIZE[view], opened)
        return {
          isWrong: found.notices.length > 0,
          node: (
            <BoardPage
              {...found}
              notices={[...notices, ...found.notices]}
              view={view}
              now={ctx.now}
              origin={ctx.origin}
            />
          ),
        }
      },
    })
  })

  .get('/opportunities/:id', open, (c) => {
    const { ctx } = c.var
    const id = idOf(c.req.param('id'))
    return keptPage(c, {
      key: `/opportunities/${id}`,
      open: () => openings(ctx, { fresh: wantsFresh(c), also: selectOpportunity(ctx.db, id) }),
      render: ({ index, also }) => {
        const opportunity = foundOpportunity(also)
        if (opportunity.retracted) return { node: <RetractedPage opportunity={opportunity} />, status: 410 }
        const closed = closedBecause(opportunity, ctx.now)
        const beside = besideOpportunity(index, opportunity, ctx.now)
        const url = ctx.origin + paths.opportunity(id, opportunity.title)
        const posting = closed ? null : jobPosting(opportunity, url, ctx.now)
        const props = { ...beside, opportunity, closed, jobPosting: posting, now: ctx.now, origin: ctx.origin }
        return { node: <OpportunityPage {...props} />, status: closed ? 410 : 200 }
      },
    })
  })

  .post('/opportunities/:id/reports', open, async (c) => {
    const { ctx } = c.var
    const opportunity = await requireOpportunity(ctx.db, idOf(c.req.param('id')))
    if (closedBecause(opportunity, ctx.now)) throw notFound('Opportunity')
    const given = Report.safeParse(Object.fromEntries(await readForm(c.req.raw)))
    if (!given.success) throw invalid(issuesOf(given.error))
    await report(ctx, opportunity.id, given.data, networkOf(c.req.raw))
    return page(c, <ReportedPage opportunity={opportunity} />)
  })

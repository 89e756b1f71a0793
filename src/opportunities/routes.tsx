import { Hono } from 'hono'
import { BoardPage } from '../../web/opportunities/board-page.tsx'
import { OpportunityPage } from '../../web/opportunities/opportunity-page.tsx'
import type { AppEnv } from '../http/app-env.ts'
import { page } from '../http/page.tsx'
import { idOf } from '../paths.ts'
import { parseBoardQuery } from '../search/schema.ts'
import { searchBoard } from '../search/searching.ts'
import { requireOpportunity } from './queries.ts'
import { closedBecause } from './state.ts'

const PAGE_SIZE = 25
const PUBLIC = 'public, max-age=0, must-revalidate'
const wantsFresh = (header: string | undefined) => /no-cache/.test(header ?? '')

export const opportunityRoutes = new Hono<AppEnv>()
  .get('/', async (c) => {
    const { query, notices } = parseBoardQuery(new URL(c.req.url).searchParams)
    const found = await searchBoard(c.var.ctx, query, PAGE_SIZE, wantsFresh(c.req.header('cache-control')))
    c.header('Cache-Control', PUBLIC)
    return page(c, <BoardPage {...found} notices={[...notices, ...found.notices]} now={c.var.ctx.now} />)
  })

  .get('/opportunities/:id', async (c) => {
    const { ctx } = c.var
    const opportunity = await requireOpportunity(ctx.db, idOf(c.req.param('id')))
    const closed = closedBecause(opportunity, ctx.now)
    c.header('Cache-Control', PUBLIC)
    const sheet = <OpportunityPage opportunity={opportunity} closed={closed} now={ctx.now} origin={ctx.origin} />
    return page(c, sheet, closed ? 410 : 200)
  })

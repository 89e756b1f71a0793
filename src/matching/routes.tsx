import { Hono } from 'hono'
import { renderToString } from 'preact-render-to-string'
import { MatchPage } from '../../web/matching/match-page.tsx'
import { MatchingExplainedPage } from '../../web/matching/matching-explained-page.tsx'
import type { Ctx } from '../context.ts'
import { open } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { page } from '../http/page.tsx'
import type { Profile } from '../profiles/schema.ts'
import { find } from '../search/index-of-openings.ts'
import { openings } from '../search/openings.ts'
import { type BoardQuery, parseBoardQuery } from '../search/schema.ts'
import { explainMatching } from './documenting.ts'
import { matchOpenings } from './matching.ts'
import { ownMatchRoutes } from './own/routes.tsx'
import { parseProfileQuery } from './profile-query.ts'
import { mostPoints } from './weights.ts'

const SHOWN = 30

/** Changes with a deployment only: rendered once for each origin. */
const explained = new Map<string, string>()

function explainedHtml(origin: string): string {
  const html = explained.get(origin) ?? renderToString(<MatchingExplainedPage {...explainMatching()} origin={origin} />)
  explained.set(origin, html)
  return `<!doctype html>${html}`
}

export const matchRoutes = new Hono<AppEnv>()
  .route('/', ownMatchRoutes)

  .get('/docs/matching', open, (c) =>
    c.html(explainedHtml(c.var.ctx.origin), 200, { 'Cache-Control': 'public, max-age=0, must-revalidate' }),
  )

  // The profile is the address: nothing of it is kept, and no cache may keep the page.
  .get('/match', open, async (c) => {
    const { searchParams } = new URL(c.req.url)
    const { profile, refused, rest, stated, notices } = parseProfileQuery(searchParams)
    const board = parseBoardQuery(rest)
    const { ctx } = c.var
    const found = stated || rest.size ? await matchBoard(ctx, profile, board.query, rest.size > 0) : null
    c.header('Cache-Control', 'private, no-store')
    const form = { profile, refused, rest: [...rest] }
    const told = [...notices, ...board.notices]
    return page(
      c,
      <MatchPage
        {...{ form, found, notices: told, now: ctx.now }}
        search={searchParams.toString()}
        mostPoints={mostPoints}
      />,
    )
  })

async function matchBoard(ctx: Ctx, profile: Profile, query: BoardQuery, narrowed: boolean) {
  const { index, text } = await openings(ctx, { q: query.q })
  const within = narrowed ? find(index, query, text?.seqs ?? null, ctx.now).bits : undefined
  return matchOpenings(index, profile, ctx.now, { limit: SHOWN, within })
}

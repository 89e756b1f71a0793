import { Hono } from 'hono'
import { MatchPage } from '../../web/matching/match-page.tsx'
import type { Ctx } from '../context.ts'
import type { AppEnv } from '../http/app-env.ts'
import { page } from '../http/page.tsx'
import { find } from '../search/index-of-openings.ts'
import { openings } from '../search/openings.ts'
import { type BoardQuery, parseBoardQuery } from '../search/schema.ts'
import { matchOpenings } from './matching.ts'
import { parseProfileQuery } from './profile-query.ts'
import type { Profile } from './schema.ts'

const SHOWN = 20

/** The profile is the address: nothing of it is kept, and no cache may keep the page. */
export const matchRoutes = new Hono<AppEnv>().get('/match', async (c) => {
  const { profile, rest, stated, notices } = parseProfileQuery(new URL(c.req.url).searchParams)
  const board = parseBoardQuery(rest)
  const found = stated || rest.size ? await matchBoard(c.var.ctx, profile, board.query, rest.size > 0) : null
  c.header('Cache-Control', 'private, no-store')
  const told = [...notices, ...board.notices]
  return page(c, <MatchPage profile={profile} rest={[...rest]} found={found} notices={told} now={c.var.ctx.now} />)
})

async function matchBoard(ctx: Ctx, profile: Profile, query: BoardQuery, narrowed: boolean) {
  const { index, text } = await openings(ctx, { q: query.q })
  const within = narrowed ? find(index, query, text?.seqs ?? null, ctx.now).bits : undefined
  return matchOpenings(index, profile, ctx.now, { limit: SHOWN, within })
}

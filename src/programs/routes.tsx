import { Hono } from 'hono'
import { ProgramPage } from '../../web/programs/program-page.tsx'
import { ProgramsDirectoryPage } from '../../web/programs/programs-directory-page.tsx'
import { dayIn } from '../calendar.ts'
import { open } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { keptPage } from '../http/kept-page.tsx'
import { wantsFresh } from '../http/revalidating.ts'
import { idOf } from '../paths.ts'
import { openings } from '../search/openings.ts'
import { foundPrograms, readProgramQuery, selectProgramsPage } from './directory.ts'
import { programSearch } from './schema.ts'
import { foundProgram, selectPublicProgram } from './showing.ts'

const PAGE_SIZE = 50

export const programRoutes = new Hono<AppEnv>()
  .get('/programs', open, (c) => {
    const { ctx } = c.var
    const { query, issues } = readProgramQuery(new URL(c.req.url).searchParams)
    const today = dayIn(ctx.now, 'UTC')
    return keptPage(c, {
      key: issues.length ? null : `/programs?${programSearch(query)}`,
      open: () =>
        openings(ctx, {
          fresh: wantsFresh(c),
          also: selectProgramsPage(ctx.db, { query, limit: PAGE_SIZE, today }),
        }),
      render: ({ also }) => {
        const found = foundPrograms(also, PAGE_SIZE)
        return { node: <ProgramsDirectoryPage {...found} {...{ query, issues, today, origin: ctx.origin }} /> }
      },
    })
  })

  .get('/programs/:id', open, (c) => {
    const { ctx } = c.var
    const id = idOf(c.req.param('id'))
    return keptPage(c, {
      key: `/programs/${id}`,
      open: () => openings(ctx, { fresh: wantsFresh(c), also: selectPublicProgram(ctx.db, id, ctx.now) }),
      render: ({ also }) => ({
        node: <ProgramPage program={foundProgram(also)} today={dayIn(ctx.now, 'UTC')} origin={ctx.origin} />,
      }),
    })
  })

import { Hono } from 'hono'
import { DirectoryPage } from '../../web/organizations/directory-page.tsx'
import { OrganizationPage } from '../../web/organizations/organization-page.tsx'
import { AppError, notFound } from '../errors.ts'
import { open } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { keptPage } from '../http/kept-page.tsx'
import { wantsFresh } from '../http/revalidating.ts'
import { selectWithPast } from '../opportunities/of-organization.ts'
import { idOf, paths } from '../paths.ts'
import { offersOf, openingsOf } from '../search/of-organizations.ts'
import { openings } from '../search/openings.ts'
import { readParameters, readText } from '../search/schema.ts'
import { cutPage, readDirectoryQuery } from './directory.ts'
import { findSuccessor, selectDirectory } from './queries.ts'

const PAGE_SIZE = 50
const MOST_SHOWN = 50

export const organizationRoutes = new Hono<AppEnv>()
  .get('/organizations', open, (c) => {
    const { ctx } = c.var
    const asked = { q: '', cursor: '' }
    const wrong = readParameters(new URL(c.req.url).searchParams, Object.keys(asked), (name, [first], refuse) => {
      if (name === 'q') asked.q = readText(first, refuse)
      else if (name === 'cursor') asked.cursor = first
      return Object.hasOwn(asked, name)
    })
    const { query, issues } = readDirectoryQuery(asked.q, asked.cursor || null)
    issues.push(...wrong)
    return keptPage(c, {
      key: issues.length ? null : `/organizations?${new URLSearchParams(asked)}`,
      open: () =>
        openings(ctx, { fresh: wantsFresh(c), also: selectDirectory(ctx.db, { ...query, limit: PAGE_SIZE + 1 }) }),
      render: ({ index, also = [] }) => {
        const { page, ...cut } = cutPage(also, query, PAGE_SIZE)
        const offers = offersOf(
          index,
          page.map(({ id }) => id),
          ctx.now,
        )
        const notices = [...issues, ...cut.issues]
        return {
          isWrong: notices.length > 0,
          node: <DirectoryPage {...{ ...cut, query, issues: notices, organizations: page, offers }} />,
        }
      },
    })
  })

  .get('/organizations/:id', open, async (c) => {
    const { ctx } = c.var
    const id = idOf(c.req.param('id'))
    const kept = keptPage(c, {
      key: `/organizations/${id}`,
      open: () => openings(ctx, { fresh: wantsFresh(c), also: selectWithPast(ctx.db, id, ctx.now, MOST_SHOWN + 1) }),
      render: async ({ index, also }) => {
        const [organization] = also ?? []
        if (!organization) throw notFound('Organization')
        const positions = openingsOf(index, [id], ctx.now).get(id) ?? []
        const shown = await index.openings.cardsAt(positions.slice(0, MOST_SHOWN))
        return {
          node: (
            <OrganizationPage
              {...{ organization, shown, open: positions.length, most: MOST_SHOWN, now: ctx.now, origin: ctx.origin }}
            />
          ),
        }
      },
    })
    return kept.catch(async (error) => {
      const successor = error instanceof AppError && error.status === 404 && (await findSuccessor(ctx.db, id))
      if (!successor) throw error
      return c.redirect(paths.organization(successor.id, successor.name), 301)
    })
  })

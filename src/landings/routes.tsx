import { type Context, Hono } from 'hono'
import { LandingPage } from '../../web/landings/landing-page.tsx'
import { AppError, type Issue } from '../errors.ts'
import { personOf, signedIn } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readForm } from '../http/forms.ts'
import { page } from '../http/page.tsx'
import { paths } from '../paths.ts'
import { editLanding, removeLanding } from './editing.ts'
import { requireLanding } from './queries.ts'
import { readLanding, timeWords } from './terms.ts'

type Shown = { issues?: Issue[]; typed?: Record<string, string>; status?: 200 | 409 | 422; stale?: boolean }

async function landingPage(c: Context<AppEnv>, { issues = [], typed, status = 200, stale }: Shown = {}) {
  const landing = await requireLanding(c.var.ctx, personOf(c).id, c.req.param('id') ?? '')
  const shown = typed ?? {
    startsOn: landing.startsOn,
    endedOn: landing.endedOn ?? '',
    time: timeWords(landing.commitment, landing.kind),
    evidenceUrl: landing.evidenceUrl ?? '',
  }
  return page(c, <LandingPage landing={landing} typed={shown} issues={issues} stale={stale} />, status)
}

export const landingRoutes = new Hono<AppEnv>()
  .get('/me/landings/:id', signedIn, (c) => landingPage(c))

  .post('/me/landings/:id', signedIn, async (c) => {
    const { ctx } = c.var
    const person = personOf(c)
    const landing = await requireLanding(ctx, person.id, c.req.param('id'))
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const read = readLanding(typed, landing.kind)
    if ('issues' in read) return landingPage(c, { issues: read.issues, typed, status: 422 })
    const seenAt = Number(/^\d{1,16}$/.exec(typed.seenAt ?? '')?.[0] ?? -1)
    try {
      const saved = await editLanding(ctx, person, landing.id, { ...read, seenAt })
      if (!saved) return landingPage(c, { typed, stale: true, status: 409 })
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 409) throw error
      return landingPage(c, { typed, issues: [{ path: 'endedOn', message: error.message }], status: 409 })
    }
    return c.redirect(`${paths.applications('done=landing')}#landings`, 303)
  })

  .post('/me/landings/:id/removal', signedIn, async (c) => {
    await removeLanding(c.var.ctx, personOf(c), c.req.param('id'))
    return c.redirect(`${paths.applications('done=landing-removed')}#landings`, 303)
  })

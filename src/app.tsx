import { Hono } from 'hono'
import { NotFoundPage, ProblemPage } from '../web/problem-pages.tsx'
import { api } from './api.ts'
import { apiDocsRoutes } from './api-docs/routes.tsx'
import { checkInRoutes } from './applications/check-in/routes.tsx'
import { applicationRoutes } from './applications/routes.tsx'
import { auditRoutes } from './audit/routes.tsx'
import { addressRoutes } from './auth/address/routes.tsx'
import { passkeyRoutes } from './auth/passkeys/routes.tsx'
import { authRoutes } from './auth/routes.tsx'
import type { Ctx } from './context.ts'
import { mailOperationRoutes } from './digests/operating/routes.tsx'
import { subscriptionRoutes } from './digests/routes.tsx'
import { AppError } from './errors.ts'
import { feedRoutes } from './feeds/routes.tsx'
import { groupEnteringRoutes } from './groups/entering/routes.tsx'
import { groupRoutes } from './groups/routes.tsx'
import { healthRoutes } from './health.ts'
import { rulesOf } from './http/access.ts'
import type { AppEnv } from './http/app-env.ts'
import { ownHostOnly, safeHeaders, sameOriginOnly } from './http/guards.ts'
import { repeatOf } from './http/kept-page.tsx'
import { page } from './http/page.tsx'
import { impactRoutes } from './impact/routes.tsx'
import { passingOnRoutes } from './introductions/passing-on/routes.tsx'
import { introductionRoutes } from './introductions/routes.tsx'
import { landingRoutes } from './landings/routes.tsx'
import { devMailRoutes, mailWebhookRoutes } from './mail/routes.tsx'
import { matchRoutes } from './matching/routes.tsx'
import { moderationRoutes } from './moderation/routes.tsx'
import { moderatedSubjectRoutes } from './moderation/subjects/routes.tsx'
import { lifeRoutes } from './opportunities/life/routes.tsx'
import { postingRoutes } from './opportunities/posting/routes.tsx'
import { opportunityRoutes } from './opportunities/routes.tsx'
import { enteringRoutes } from './organizations/entering/routes.tsx'
import { organizationModerationRoutes } from './organizations/moderation/routes.tsx'
import { officeRoutes } from './organizations/office/routes.tsx'
import { organizationRoutes } from './organizations/routes.tsx'
import { checkInsRoutes } from './outcomes/check-ins/routes.tsx'
import { outcomeRoutes } from './outcomes/routes.tsx'
import { personalDataRoutes } from './profiles/data/routes.tsx'
import { profileRoutes } from './profiles/routes.tsx'
import { termRoutes } from './profiles/terms/routes.tsx'
import { cohortRoutes } from './programs/cohorts/routes.tsx'
import { programModerationRoutes } from './programs/moderation/routes.tsx'
import { participantImportRoutes } from './programs/participants/imports/routes.tsx'
import { participantRoutes } from './programs/participants/routes.tsx'
import { recordRoutes } from './programs/records/routes.tsx'
import { programRoutes } from './programs/routes.tsx'
import { programWorkspaceRoutes } from './programs/workspace/routes.tsx'
import { surveyRoutes } from './surveys/routes.tsx'

const isApi = (path: string) => path.startsWith('/api/')

/** The whole service: middleware in order, one route per feature, errors mapped to answers once. */
export function buildApp<Bindings extends object>(contextFor: (request: Request, bindings: Bindings) => Ctx) {
  const app = new Hono<AppEnv & { Bindings: Bindings }>()
    .use(async (c, next) => {
      const ctx = contextFor(c.req.raw, c.env)
      c.set('ctx', ctx)
      c.set('requestId', ctx.newId('req'))
      await next()
    })
    .use(safeHeaders, ownHostOnly, sameOriginOnly)
    .route('/', healthRoutes)
    .route('/', lifeRoutes)
    .route('/', postingRoutes)
    .route('/', opportunityRoutes)
    // First, for `/organizations/new` is no id.
    .route('/', officeRoutes)
    .route('/', enteringRoutes)
    .route('/', organizationModerationRoutes)
    .route('/', organizationRoutes)
    .route('/', groupEnteringRoutes)
    // First, for `/groups/new` is no id.
    .route('/', groupRoutes)
    .route('/', programWorkspaceRoutes)
    .route('/', cohortRoutes)
    .route('/', programRoutes)
    .route('/', applicationRoutes)
    .route('/', checkInRoutes)
    .route('/', landingRoutes)
    .route('/', surveyRoutes)
    .route('/', checkInsRoutes)
    .route('/', outcomeRoutes)
    .route('/', impactRoutes)
    .route('/', matchRoutes)
    .route('/', introductionRoutes)
    .route('/', passingOnRoutes)
    .route('/', authRoutes)
    .route('/', passkeyRoutes)
    .route('/', addressRoutes)
    .route('/', personalDataRoutes)
    .route('/', subscriptionRoutes)
    .route('/', mailOperationRoutes)
    .route('/', feedRoutes)
    .route('/', profileRoutes)
    .route('/', termRoutes)
    // First, for `/people/imports` is no id.
    .route('/', participantImportRoutes)
    .route('/', participantRoutes)
    .route('/', recordRoutes)
    .route('/', moderatedSubjectRoutes)
    .route('/', programModerationRoutes)
    .route('/', moderationRoutes)
    .route('/', auditRoutes)
    .route('/', apiDocsRoutes)
    .route('/', devMailRoutes)
    .route('/', mailWebhookRoutes)
    .route('/api/v1', api)
    .notFound((c) => {
      if (isApi(c.req.path)) return c.json({ error: { code: 'not_found', message: 'Not found', issues: [] } }, 404)
      return page(c, <NotFoundPage />, 404)
    })
    .onError((error, c) => {
      const known = error instanceof AppError ? error : null
      if (!known) console.error(c.var.requestId, error)
      const { status, code, message, issues } = known ?? {
        status: 500 as const,
        code: 'internal',
        message: 'Something went wrong on our side',
        issues: [],
      }
      if (isApi(c.req.path)) return c.json({ error: { code, message, issues } }, status)
      if (status === 404) return page(c, <NotFoundPage />, 404)
      return page(c, <ProblemPage message={message} />, status)
    })
  rulesOf(app)
  const { fetch } = app
  app.fetch = (request, bindings, execution) =>
    repeatOf(request, contextFor(request, bindings as Bindings)) ?? fetch(request, bindings, execution)
  return app
}

import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { PasskeysPage } from '../../../web/auth/passkeys-page.tsx'
import { AppError, invalid, issuesOf } from '../../errors.ts'
import { personOf, signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readJson } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { paths } from '../../paths.ts'
import { addPasskey, askToAddPasskey, askToShowPasskey, listPasskeys, removePasskey, showPasskey } from '../passkeys.ts'
import { nextPath } from '../schema.ts'
import { agentWords } from '../sessions.ts'
import { NewPasskeyInput, passkeyDeeds, ShownPasskeyInput } from './schema.ts'

async function passkeysPage(
  c: Context<AppEnv>,
  { error, status = 200 }: { error?: string; status?: ContentfulStatusCode } = {},
) {
  const person = personOf(c)
  const passkeys = await listPasskeys(c.var.ctx, person.id)
  const next = nextPath(c.req.query('next'), '') || undefined
  const done = passkeyDeeds.find((deed) => deed === c.req.query('done'))
  return page(c, <PasskeysPage {...{ person, passkeys, next, done, error }} />, status)
}

/** What the island asks for: its failures are JSON too. */
async function answerJson(c: Context<AppEnv>, run: () => Promise<object>) {
  try {
    return c.json(await run())
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { status, code, message, issues } = error
    return c.json({ error: { code, message, issues } }, status)
  }
}

export const passkeyRoutes = new Hono<AppEnv>()
  .get('/me/passkeys', signedIn, (c) => passkeysPage(c))

  .post('/me/passkeys/registration/options', signedIn, (c) =>
    answerJson(c, () => askToAddPasskey(c.var.ctx, personOf(c))),
  )

  .post('/me/passkeys/registration', signedIn, (c) =>
    answerJson(c, async () => {
      const given = NewPasskeyInput.safeParse(await readJson(c.req.raw))
      if (!given.success) throw invalid(issuesOf(given.error))
      const name = given.data.name || agentWords(c.req.header('user-agent'))
      await addPasskey(c.var.ctx, personOf(c), { ...given.data, name })
      return { done: 'added' }
    }),
  )

  .post('/me/passkeys/authentication/options', signedIn, (c) =>
    answerJson(c, () => askToShowPasskey(c.var.ctx, personOf(c))),
  )

  .post('/me/passkeys/authentication', signedIn, (c) =>
    answerJson(c, async () => {
      const given = ShownPasskeyInput.safeParse(await readJson(c.req.raw))
      if (!given.success) throw invalid(issuesOf(given.error))
      await showPasskey(c.var.ctx, personOf(c), given.data)
      return { done: 'shown' }
    }),
  )

  .post('/me/passkeys/:id/removal', signedIn, async (c) => {
    try {
      await removePasskey(c.var.ctx, personOf(c), c.req.param('id'))
    } catch (error) {
      if (!(error instanceof AppError && error.status === 409)) throw error
      return passkeysPage(c, { error: error.message, status: 409 })
    }
    return c.redirect(`${paths.passkeys()}?done=removed`, 303)
  })

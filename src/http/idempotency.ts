import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Answer, claimAnswer, dropClaim, keepAnswer } from '../auth/kept-answers.ts'
import { conflict, invalid } from '../errors.ts'
import { sha256 } from '../secrets.ts'
import { keyHolderOf } from './access.ts'
import type { AppEnv } from './app-env.ts'
import { parseJson, readJsonText } from './forms.ts'

const SHAPE = /^[\x21-\x7e]{1,255}$/
const refuse = (message: string) => invalid([{ path: 'Idempotency-Key', message }])

/**
 * Answers a write once for each `Idempotency-Key` of an API key, for a day: a repeat gets the first answer and changes
 * nothing. The same key with another request answers 422, one that is still under way 409. Failures are not kept.
 */
export async function answerOnce(c: Context<AppEnv>, run: () => Promise<Answer>): Promise<Response> {
  const text = await readJsonText(c.req.raw)
  c.set('json', parseJson(text))
  const idempotencyKey = c.req.header('idempotency-key')
  if (idempotencyKey === undefined) return send(c, await run())
  if (!SHAPE.test(idempotencyKey)) throw refuse('Give 1 to 255 visible ASCII characters without spaces')
  const { ctx } = c.var
  const requestHash = await sha256(`${c.req.method} ${c.req.path} ${text}`)
  const claim = { keyId: keyHolderOf(c).id, idempotencyKey, requestHash }
  const before = await claimAnswer(ctx, claim)
  if (before === 'another') throw refuse('This key was used for another request: take a new one')
  if (before === 'under way') throw conflict('The first request under this Idempotency-Key is still under way')
  if (before !== 'ours') return send(c, before)
  try {
    const answer = await run()
    await keepAnswer(ctx, claim, answer)
    return send(c, answer)
  } catch (error) {
    await dropClaim(ctx, claim)
    throw error
  }
}

const send = (c: Context<AppEnv>, { status, body }: Answer) =>
  c.body(body, status as ContentfulStatusCode, { 'Content-Type': 'application/json' })

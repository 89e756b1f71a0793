import { z } from 'zod'
import type { QueuedJob } from './queue.ts'
import { splitKeys } from './secrets.ts'

const where = 'set it under [vars] in wrangler.toml, with `wrangler secret put`, or in the environment of `npm start`'
const missing = (name: string) => `${name} is missing; ${where}`

const httpOrigin = z
  .url({ protocol: /^https?$/, error: `PUBLIC_ORIGIN must be an address such as https://onward.example; ${where}` })
  .transform((text) => new URL(text).origin)

const address = (name: string, protocol: RegExp, example: string) =>
  z.url({ protocol, error: `${name} must be an address such as ${example}; ${where}` }).optional()

/** Where only this machine or a test can reach the service. */
const isLocal = (origin: string) => /^http:\/\/(localhost|127\.0\.0\.1|\[::1\]|[^/:]+\.test)(:\d+)?$/.test(origin)

const EXAMPLE_SENDER = 'Onward <onward@onward.test>'

const Variables = z
  .object({
    PUBLIC_ORIGIN: httpOrigin,
    SECRET_KEYS: z
      .string(missing('SECRET_KEYS'))
      .transform(splitKeys)
      .refine((keys) => keys.length > 0 && keys.every((key) => key.length >= 32), {
        message: `SECRET_KEYS takes one or more keys of at least 32 characters, newest first, with commas between; ${where}`,
      }),
    LIBSQL_URL: address('LIBSQL_URL', /^(libsql|https?|wss?)$/, 'libsql://onward.turso.io'),
    LIBSQL_AUTH_TOKEN: z.string().optional(),
    MAIL_TRANSPORT: z
      .enum(['outbox', 'smtp', 'http', 'cloudflare'], `MAIL_TRANSPORT is outbox, smtp, http or cloudflare; ${where}`)
      .default('outbox'),
    MAIL_FROM: z
      .string()
      .regex(
        /^([^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
        `MAIL_FROM must be a sender such as Onward <mail@onward.example>; ${where}`,
      )
      .default(EXAMPLE_SENDER),
    SMTP_URL: address('SMTP_URL', /^smtps?$/, 'smtp://user:password@mail.example:587'),
    MAIL_API_URL: address('MAIL_API_URL', /^https?$/, 'https://mail.example/emails'),
    MAIL_API_BATCH_URL: address('MAIL_API_BATCH_URL', /^https?$/, 'https://mail.example/emails/batch'),
    MAIL_API_KEY: z.string().optional(),
    OUTBOUND_ALLOW: z
      .string()
      .default('')
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .refine((origins) => origins.every((origin) => URL.canParse(origin) && /^https?:/.test(origin)), {
        message: `OUTBOUND_ALLOW takes origins such as http://127.0.0.1:9000, with commas between; ${where}`,
      })
      .transform((origins) => origins.map((origin) => new URL(origin).origin)),
    CLOCK_OFFSET_MS: z.coerce.number(`CLOCK_OFFSET_MS is a number of milliseconds; ${where}`).default(0),
  })
  .superRefine((env, check) => {
    const need = (name: keyof typeof env, because: string) => {
      if (!env[name]) check.addIssue({ code: 'custom', message: `${name} is missing: ${because}; ${where}` })
    }
    if (env.MAIL_TRANSPORT === 'smtp') need('SMTP_URL', 'MAIL_TRANSPORT is smtp')
    if (env.MAIL_TRANSPORT === 'http') need('MAIL_API_URL', 'MAIL_TRANSPORT is http')
    if (env.PUBLIC_ORIGIN.startsWith('https:') && env.CLOCK_OFFSET_MS)
      check.addIssue({ code: 'custom', message: 'CLOCK is refused where PUBLIC_ORIGIN is https' })
    if (env.PUBLIC_ORIGIN.startsWith('https:') && env.OUTBOUND_ALLOW.length)
      check.addIssue({ code: 'custom', message: 'OUTBOUND_ALLOW is refused where PUBLIC_ORIGIN is https' })
    if (isLocal(env.PUBLIC_ORIGIN)) return
    if (env.MAIL_TRANSPORT === 'outbox')
      check.addIssue({
        code: 'custom',
        message: `MAIL_TRANSPORT outbox keeps mail unsent and shows it to everybody: it is refused where others can reach PUBLIC_ORIGIN; ${where}`,
      })
    if (env.MAIL_FROM === EXAMPLE_SENDER) check.addIssue({ code: 'custom', message: `MAIL_FROM is missing; ${where}` })
  })

export type Bindings = { DB?: D1Database; JOBS?: Queue<QueuedJob>; MAIL?: SendEmail } & Record<string, unknown>
export type Env = z.infer<typeof Variables> & {
  DB: D1Database | undefined
  JOBS: Queue<QueuedJob>
  MAIL: SendEmail | undefined
}

/** Checks the bindings and variables; the failure names each bad one and where to set it. */
export function readEnv(bindings: Bindings): Env {
  const read = Variables.safeParse(bindings)
  if (!read.success) throw new Error(read.error.issues.map((issue) => issue.message).join('\n'))
  const { DB, JOBS, MAIL } = bindings
  if (!DB && !read.data.LIBSQL_URL) throw new Error(`Give a D1 binding DB in wrangler.toml, or LIBSQL_URL; ${where}`)
  if (!JOBS) throw new Error('Give a queue producer binding JOBS in wrangler.toml')
  if (read.data.MAIL_TRANSPORT === 'cloudflare' && !MAIL)
    throw new Error('Give a send_email binding MAIL in wrangler.toml')
  return { ...read.data, DB, JOBS, MAIL }
}

import * as z from 'zod'
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

/** Line breaks may be written as `\n`: not every place for variables takes them. */
const PRIVATE_KEY = /^-----BEGIN (RSA )?PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{100,}-----END (RSA )?PRIVATE KEY-----$/
const DKIM = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_PRIVATE_KEY'] as const

const Variables = z
  .object({
    PUBLIC_ORIGIN: httpOrigin,
    SECRET_KEYS: z
      .string(missing('SECRET_KEYS'))
      .transform(splitKeys)
      .refine((keys) => keys.length > 0 && keys.every((key) => key.length >= 32), {
        message: `SECRET_KEYS takes one or more keys of at least 32 characters, newest first, with commas between; ${where}`,
      }),
    LIBSQL_URL: address('LIBSQL_URL', /^(libsql|https?)$/, 'libsql://onward.turso.io'),
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
    MAIL_RATE: z.coerce
      .number(`MAIL_RATE is a number of mails a second; ${where}`)
      .positive(`MAIL_RATE is a number of mails a second above 0; ${where}`)
      .optional(),
    MAIL_BOUNCES: z
      .string()
      .regex(
        /^[A-Za-z0-9.-]{1,7}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
        `MAIL_BOUNCES must be an address with at most 7 signs before the @, such as bounces@onward.example; ${where}`,
      )
      .optional(),
    MAIL_WEBHOOK_SECRET: z
      .string()
      .regex(
        /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/,
        `MAIL_WEBHOOK_SECRET must be the signing secret of the provider's webhook, which starts with whsec_; ${where}`,
      )
      .optional(),
    DKIM_DOMAIN: z
      .string()
      .regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/, `DKIM_DOMAIN must be a domain such as onward.example; ${where}`)
      .optional(),
    DKIM_SELECTOR: z
      .string()
      .regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/, `DKIM_SELECTOR must be a name such as mail2026; ${where}`)
      .optional(),
    DKIM_PRIVATE_KEY: z
      .string()
      .transform((text) => text.replaceAll('\\n', '\n').trim())
      .refine((text) => PRIVATE_KEY.test(text), `DKIM_PRIVATE_KEY must be a private RSA key in PEM; ${where}`)
      .optional(),
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
    for (const name of DKIM)
      if (DKIM.some((other) => env[other])) need(name, 'mail is signed with all of DKIM_* or none')
    if (env.MAIL_BOUNCES && (env.MAIL_TRANSPORT === 'http' || env.MAIL_TRANSPORT === 'cloudflare'))
      check.addIssue({
        code: 'custom',
        message: `MAIL_BOUNCES is for MAIL_TRANSPORT smtp: the others choose the sender of the envelope themselves; ${where}`,
      })
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

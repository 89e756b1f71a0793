import { exampleAccounts } from '../seeds/examples.ts'

type Started = {
  origin: string
  /** Whether the database was empty and is filled now. */
  seeded: boolean
  /** As `MAIL_TRANSPORT` names it; without it mail is kept. */
  transport: string | undefined
}

/** What whoever starts the service is told: where it is, where its mail lands, whom to sign in as. */
export function greeting({ origin, seeded, transport = 'outbox' }: Started): string {
  return `
Onward is at ${origin}${seeded ? ', filled with invented examples' : ''}

${transport === 'outbox' ? keptWords(origin) : sentWords(transport)}
${accounts()}
Cron runs every quarter of an hour; run it now with
  curl "${origin}/cdn-cgi/handler/scheduled?cron=*/15+*+*+*+*"
Stop with Ctrl-C.`
}

const keptWords = (origin: string) => `Mail is kept, not sent: read it at ${origin}/dev/mail
Example accounts: sign in at ${origin}/sign-in with one of these addresses, then open the mail there`

const sentWords = (transport: string) => `Mail is sent: MAIL_TRANSPORT is ${transport}
Example accounts: nobody reads mail at these addresses; to sign in as one, start without MAIL_TRANSPORT`

function accounts(): string {
  const widest = Math.max(...exampleAccounts.map(({ email }) => email.length))
  return exampleAccounts.map(({ email, is }) => `  ${email.padEnd(widest)}  ${is}`).join('\n')
}

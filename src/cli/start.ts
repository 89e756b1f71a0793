import { exampleAccounts, seedExamples } from '../seeds/examples.ts'
import { cliContext } from './context.ts'
import { launch } from './launch.ts'

const server = await launch({ port: 8787, origin: (port) => `http://localhost:${port}` })
const { ctx, close } = await cliContext('start')
const seeded = await seedExamples(ctx)
await close()

const widest = Math.max(...exampleAccounts.map(({ email }) => email.length))
const accounts = exampleAccounts.map(({ email, is }) => `  ${email.padEnd(widest)}  ${is}`).join('\n')
const origin = server.url.replace('127.0.0.1', 'localhost')
console.log(`
Onward is at ${origin}${seeded ? ', filled with invented examples' : ''}

Mail is kept, not sent: read it at ${origin}/dev/mail
Example accounts: sign in at ${origin}/sign-in with one of these addresses, then open the mail there
${accounts}
Cron runs every quarter of an hour; run it now with
  curl "${origin}/cdn-cgi/handler/scheduled?cron=*/15+*+*+*+*"
Stop with Ctrl-C.`)

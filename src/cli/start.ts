import { seedExamples } from '../seeds/examples.ts'
import { cliContext } from './context.ts'
import { greeting } from './greeting.ts'
import { launch } from './launch.ts'

const server = await launch({ port: 8787, origin: (port) => `http://localhost:${port}` })
const { ctx, close } = await cliContext('start')
const seeded = await seedExamples(ctx)
await close()

const origin = server.url.replace('127.0.0.1', 'localhost')
console.log(greeting({ origin, seeded, transport: process.env.MAIL_TRANSPORT || undefined }))

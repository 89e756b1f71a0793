import { createInterface } from 'node:readline'
import { migrate } from '../../src/cli/migrate.ts'
import { serve } from '../../src/cli/serve.ts'

/** The service as a process of its own, to be killed: told what it is by its argument, and each tick by a line. */
const { stateDir, vars } = JSON.parse(process.argv[2] ?? '{}')
const server = await serve({ port: 0, stateDir, vars, cron: false })
await migrate(server.db)
console.log('ready')
for await (const line of createInterface({ input: process.stdin })) {
  await server.scheduled(Number(line))
  console.log('ticked')
}
await server.close()

import { parentPort, workerData } from 'node:worker_threads'
import type { History, simulate } from './history.ts'
import { openSqlite } from './sqlite-client.ts'

const code: { simulate: typeof simulate } = await import(workerData)
const client = await openSqlite()

parentPort?.on('message', async ({ from, count }: { from: number; count: number }) => {
  const done: History[] = []
  for (let seed = from; seed < from + count; seed++) done.push(await code.simulate(client, seed))
  parentPort?.postMessage(done)
})

import { once } from 'node:events'
import { parentPort, Worker } from 'node:worker_threads'
import type { Client } from '@libsql/client'
import { clientOver, startSqlite } from '../simulation/sqlite-client.ts'

type Run = Awaited<ReturnType<typeof startSqlite>>['run']
type Asked = { id: number; given: Parameters<Run>[0] }
type Answered = { id: number; answers?: ReturnType<Run>; error?: string }

if (parentPort) await serve(parentPort)

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const { run } = await startSqlite()
  const answerTo = (given: Asked['given']) => {
    try {
      return { answers: run(given) }
    } catch (error) {
      return { error: String(error) }
    }
  }
  port.on('message', ({ id, given }: Asked) => port.postMessage({ id, ...answerTo(given) } satisfies Answered))
  port.postMessage('ready')
}

/** A database in a thread of its own, as D1 is none of the Worker's: one works while the other does. */
export async function openSqliteInThread(): Promise<Client> {
  const worker = new Worker(new URL(import.meta.url))
  await once(worker, 'message')
  const waiting = new Map<number, PromiseWithResolvers<ReturnType<Run>>>()
  worker.on('message', ({ id, answers, error }: Answered) => {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (answers) asked?.resolve(answers)
    else asked?.reject(new Error(error))
  })
  let last = 0
  const run = (given: Asked['given']) => {
    const asked = Promise.withResolvers<ReturnType<Run>>()
    waiting.set(++last, asked)
    worker.postMessage({ id: last, given } satisfies Asked)
    return asked.promise
  }
  return clientOver(run, () => void worker.terminate())
}

import { randomUUID } from 'node:crypto'
import type { D1Database } from '@cloudflare/workers-types'
import type { Miniflare, WorkerOptions } from 'miniflare'
import { d1Over, type Send } from './remote-d1.ts'
import { overSocket } from './sql-socket.ts'

const name = 'sql'
const secret = randomUUID()

const script = `
async function run(text, env) {
  try {
    const { statements, raw } = JSON.parse(text)
    const bound = statements.map(({ sql, params }) => env.DB.prepare(sql).bind(...params))
    return JSON.stringify({ value: raw ? await bound[0].raw({ columnNames: true }) : await env.DB.batch(bound) })
  } catch (error) {
    return JSON.stringify({ error: error.message })
  }
}
function listen(env) {
  const { 0: theirs, 1: ours } = new WebSocketPair()
  ours.accept()
  ours.addEventListener('message', async ({ data }) => {
    const end = data.indexOf(' ') + 1
    ours.send(data.slice(0, end) + (await run(data.slice(end), env)))
  })
  return new Response(null, { status: 101, webSocket: theirs })
}
export default {
  async fetch(request, env) {
    if (request.headers.get('authorization') !== env.SECRET) return new Response('Forbidden', { status: 403 })
    if (request.headers.get('upgrade') === 'websocket') return listen(env)
    return new Response(await run(await request.text(), env))
  }
}`

/** A worker that runs SQL for this process only: Miniflare's own bindings for Node block for 3 ms in every `prepare`. */
export function sqlWorker(databaseId: string): WorkerOptions {
  return {
    config: {
      name,
      compatibilityDate: '2026-10-01',
      compatibilityFlags: ['no_web_socket_compression'],
      manifest: { mainModule: 'sql.js', modules: { 'sql.js': { type: 'esm', contents: script } } },
      env: { DB: { type: 'd1', id: databaseId }, SECRET: { type: 'text', value: secret } },
    },
    dev: { unsafeDirectSockets: [{ host: '127.0.0.1' }] },
  }
}

/** No message may have more than 32 MiB; a request may. */
const LONGEST_MESSAGE = 8_000_000

/** Its statements go over one socket: a request for each takes twice the time of both processes. */
export async function d1Of(miniflare: Miniflare): Promise<D1Database> {
  const url = await miniflare.unsafeGetDirectURL(name)
  const headers = { authorization: secret }
  const ask = overSocket(url, headers)
  const post = async (body: string) => {
    const response = await fetch(url, { method: 'POST', headers, body })
    if (!response.ok) throw new Error(`D1 answered ${response.status}: ${await response.text()}`)
    return response.text()
  }
  const send: Send = async (body) => {
    const text = JSON.stringify(body)
    const answer: { value: never; error?: string } = JSON.parse(
      await (text.length < LONGEST_MESSAGE ? ask : post)(text),
    )
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.value
  }
  return d1Over(send)
}

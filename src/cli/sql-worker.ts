import { randomUUID } from 'node:crypto'
import type { D1Database } from '@cloudflare/workers-types'
import type { Miniflare, WorkerOptions } from 'miniflare'
import { d1Over, type Send } from './remote-d1.ts'

const name = 'sql'
const secret = randomUUID()

const script = `
export default {
  async fetch(request, env) {
    if (request.headers.get('authorization') !== env.SECRET) return new Response('Forbidden', { status: 403 })
    const { statements, raw } = await request.json()
    const bound = statements.map(({ sql, params }) => env.DB.prepare(sql).bind(...params))
    try {
      return Response.json({ value: raw ? await bound[0].raw({ columnNames: true }) : await env.DB.batch(bound) })
    } catch (error) {
      return Response.json({ error: error.message })
    }
  }
}`

/** A worker that runs SQL for this process only: Miniflare's own bindings for Node block for 3 ms in every `prepare`. */
export function sqlWorker(databaseId: string): WorkerOptions {
  return {
    config: {
      name,
      compatibilityDate: '2026-10-01',
      manifest: { mainModule: 'sql.js', modules: { 'sql.js': { type: 'esm', contents: script } } },
      env: { DB: { type: 'd1', id: databaseId }, SECRET: { type: 'text', value: secret } },
    },
    dev: { unsafeDirectSockets: [{ host: '127.0.0.1' }] },
  }
}

export async function d1Of(miniflare: Miniflare): Promise<D1Database> {
  const url = await miniflare.unsafeGetDirectURL(name)
  const headers = { authorization: secret }
  const send: Send = async (body) => {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`D1 answered ${response.status}: ${await response.text()}`)
    const answer: { value: never; error?: string } = await response.json()
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.value
  }
  return d1Over(send)
}

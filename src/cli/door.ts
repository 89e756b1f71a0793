import type { WorkerOptions } from 'miniflare'

// Miniflare itself listens for cron at another path than `wrangler dev` does; this worker keeps the one that is documented.
const script = `
export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname !== '/cdn-cgi/handler/scheduled') return new Response('Not found', { status: 404 })
    const time = searchParams.get('time') ?? String(Date.now() + env.CLOCK_OFFSET)
    if (!/^\\d+$/.test(time)) return new Response('time: milliseconds since 1970', { status: 400 })
    const cron = searchParams.get('cron') ?? env.CRON
    const { outcome } = await env.WORKER.scheduled({ scheduledTime: new Date(Number(time)), cron })
    return new Response(outcome, { status: outcome === 'ok' ? 200 : 500 })
  }
}`

/** A worker beside the real one that answers `GET /cdn-cgi/handler/scheduled?cron=...&time=MS`. */
export function doorWorker(worker: string, cron: string, clockOffset: number): WorkerOptions {
  return {
    config: {
      name: 'door',
      compatibilityDate: '2026-10-01',
      compatibilityFlags: ['service_binding_extra_handlers'],
      manifest: { mainModule: 'door.js', modules: { 'door.js': { type: 'esm', contents: script } } },
      triggers: [{ type: 'fetch', pattern: '*/cdn-cgi/handler/*' }],
      env: {
        WORKER: { type: 'worker', worker },
        CRON: { type: 'text', value: cron },
        CLOCK_OFFSET: { type: 'json', value: clockOffset },
      },
    },
  }
}

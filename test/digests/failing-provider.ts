import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

type Mail = { to: string; html: string }

/** What a provider does to one request: in so many of a hundred, in this order. */
const troubles = { error: 10, wait: 5, reset: 5 } as const
const WAIT_SECONDS = 600

/**
 * A provider of mail over HTTP that keeps keys: of a hundred requests ten answer 500, five 429 with Retry-After, and five
 * are accepted and then cut off. `clock` is the service's own, for what comes before it should.
 */
export async function startFailingProvider(clock: () => number) {
  const accepted = new Map<string, string>()
  const seen = { requests: 0, error: 0, wait: 0, reset: 0, early: 0, otherBytes: 0, mails: [] as Mail[] }
  let until = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const key = String(request.headers['idempotency-key'])
      if (clock() < until) seen.early++
      const place = (seen.requests++ * 13) % 100
      if (place < troubles.error) {
        seen.error++
        response.writeHead(500).end('{}')
      } else if (place < troubles.error + troubles.wait) {
        seen.wait++
        until = clock() + WAIT_SECONDS * 1000
        response.writeHead(429, { 'Retry-After': String(WAIT_SECONDS) }).end('{}')
      } else {
        accept(key, body)
        if (place < troubles.error + troubles.wait + troubles.reset) {
          seen.reset++
          request.socket.destroy()
        } else response.end(answerOf(body))
      }
    })
  })

  function accept(key: string, body: string): void {
    const known = accepted.get(key)
    if (known !== undefined && known !== body) seen.otherBytes++
    if (known !== undefined) return
    accepted.set(key, body)
    const mails: Mail | Mail[] = JSON.parse(body)
    seen.mails.push(...(Array.isArray(mails) ? mails : [mails]))
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { seen, url: `http://127.0.0.1:${port}/emails` }
}

function answerOf(body: string): string {
  const mails: Mail | Mail[] = JSON.parse(body)
  return JSON.stringify(Array.isArray(mails) ? { data: mails.map((_, i) => ({ id: `m${i}` })) } : { id: 'm' })
}

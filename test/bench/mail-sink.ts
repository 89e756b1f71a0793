import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { SMTPServer } from 'smtp-server'

/** Takes mail in a thread of its own and throws it away: by HTTP after a while, as a provider far away; by SMTP at once. */
const { latencyMs }: { latencyMs: number } = workerData
let mails = 0

const http = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const count = Buffer.concat(chunks).toString().split('"to":').length - 1
    mails += count
    setTimeout(
      () => response.end(JSON.stringify({ data: Array.from({ length: count }, (_, i) => ({ id: `${i}` })) })),
      latencyMs,
    )
  })
})
const smtp = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData: (stream, _session, done) => {
    stream.resume()
    stream.on('end', () => {
      mails++
      done()
    })
  },
})

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port
http.listen(0, '127.0.0.1', () =>
  smtp.listen(0, '127.0.0.1', () =>
    parentPort?.postMessage({ http: portOf(http), smtp: portOf(smtp.server as never) }),
  ),
)
parentPort?.on('message', () => parentPort?.postMessage({ mails }))

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** Takes mail in a process of its own and throws it away: by HTTP after a while, as a provider far away; by SMTP at once. */
const latencyMs = Number(process.argv[2])

const http = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const count = Buffer.concat(chunks).toString().split('"to":').length - 1
    const answer = JSON.stringify({ data: Array.from({ length: count }, (_, i) => ({ id: `${i}` })) })
    setTimeout(() => response.end(answer), latencyMs)
  })
})
const smtp = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData: (stream, _session, done) => {
    stream.resume()
    stream.on('end', () => done())
  },
})

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port
http.listen(0, '127.0.0.1', () =>
  smtp.listen(0, '127.0.0.1', () => process.send?.({ http: portOf(http), smtp: portOf(smtp.server as never) })),
)
process.on('disconnect', () => process.exit())

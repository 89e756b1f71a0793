import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** Takes mail in a process of its own and throws it away: by HTTP after a while, as a provider far away; by SMTP at once. */
const latencyMs = Number(process.argv[2])
const TO = Buffer.from('"to":')

const http = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const answer = JSON.stringify({
      data: Array.from({ length: mailsIn(Buffer.concat(chunks)) }, (_, i) => ({ id: `${i}` })),
    })
    setTimeout(() => response.end(answer), latencyMs)
  })
})
/** Counted in bytes: what the provider reads shall not keep the sender waiting. */
function mailsIn(body: Buffer): number {
  let count = 0
  for (let at = body.indexOf(TO); at >= 0; at = body.indexOf(TO, at + TO.length)) count++
  return count
}

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

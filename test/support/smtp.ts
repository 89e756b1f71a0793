/** A mail server of another house: takes mail over real SMTP, reads it back, and can fail where servers fail. */
import type { AddressInfo, Socket } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'

/** `dropped` is taken, and the connection cut before the sender hears so: it cannot know whether to send again. */
type Failure = 'refused at RCPT' | 'deferred at DATA' | 'dropped'
/** Keys of `headers` are lower case, values unfolded; `headerLines` and `raw` are as they came. */
export type Parsed = Email & { envelope: { from: string; to: string[] }; raw: string }
type Options = {
  /** How to fail: always the same way, or decided for each address asked for. */
  /** 0 takes any free port. */
  port?: number
  failAt?: Failure | ((address: string) => Failure | undefined)
}

const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode })

async function readMail(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<Parsed> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const raw = Buffer.concat(chunks)
  const from = envelope.mailFrom ? envelope.mailFrom.address : ''
  const to = envelope.rcptTo.map(({ address }) => address)
  return { ...(await PostalMime.parse(raw)), envelope: { from, to }, raw: raw.toString() }
}

/** Mail arrives in `mails` before the sender gets its answer. */
export async function startSmtp({ failAt, port: wanted = 0 }: Options = {}) {
  const mails: Parsed[] = []
  const failing = (address: string) => (typeof failAt === 'function' ? failAt(address) : failAt)

  const receive = async (stream: SMTPServerDataStream, session: SMTPServerSession) => {
    const mail = await readMail(stream, session)
    const failures = mail.envelope.to.map(failing)
    if (failures.includes('deferred at DATA')) throw refusal(451, '4.3.0 Try again later')
    mails.push(mail)
    return failures.includes('dropped')
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, done) =>
      done(failing(address) === 'refused at RCPT' ? refusal(550, '5.1.1 No such mailbox') : null),
    onData: (stream, session, done) =>
      receive(stream, session).then((dropped) => (dropped ? sockets.get(session.remotePort)?.destroy() : done()), done),
  })
  const sockets = new Map<number | undefined, Socket>()
  server.server.on('connection', (socket) => sockets.set(socket.remotePort, socket))
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const close = async () => {
    for (const socket of sockets.values()) socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { port, url: `smtp://127.0.0.1:${port}`, mails, close }
}

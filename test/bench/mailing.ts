import { fork } from 'node:child_process'
import { once } from 'node:events'
import { benchReaders, type Readers } from './digest-growing.ts'
import { benchSending, type Sending } from './digest-sending.ts'

type Mailing = { sending: Sending; readers: Readers }
export type Amounts = { digests: number; readers: [number, number] }

if (process.send) {
  const { digests, readers } = JSON.parse(process.argv[2] ?? '') as Amounts
  process.send({ sending: await benchSending(digests), readers: await benchReaders(readers) } satisfies Mailing)
  process.disconnect()
}

/** In a process of its own: a mailer does not carry the boards that others are measured with. */
export async function benchMailing(amounts: Amounts): Promise<Mailing> {
  const child = fork(new URL(import.meta.url), [JSON.stringify(amounts)])
  const [mailing] = (await Promise.race([once(child, 'message'), failing(child)])) as [Mailing]
  return mailing
}

async function failing(child: ReturnType<typeof fork>): Promise<never> {
  await once(child, 'exit')
  throw new Error('mailing could not be measured')
}

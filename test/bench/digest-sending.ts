import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { root } from '../../src/cli/build.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { openings } from '../../src/search/openings.ts'
import { composers } from './bundled.ts'
import { NOW } from './database.ts'
import { digestFor } from './digest-composing.ts'
import { cpuMicros, ITEMS, ORIGIN, openMailing } from './mailing-world.ts'
import type { Row } from './row.ts'

const LATENCY_MS = 170
const CONNECTIONS = 6
const MOST_A_CALL = 100
/** What so many connections can carry when a call takes that long. */
const CEILING = (CONNECTIONS * MOST_A_CALL) / (LATENCY_MS / 1_000)
const ONE_BY_ONE = 400
/** Both ways are measured when they have run for a while. */
const WARMED_BY = 2_000

/** Mails a second beside what the provider's connections can carry at most. */
export type Rate = { name: string; perSecond: number; ceiling: number; share: number; least: number }
export type Sending = { rates: Rate[]; row: Row; notes: string[] }

async function startSink() {
  const child = fork(new URL('./mail-sink.ts', import.meta.url), [`${LATENCY_MS}`])
  const [ports] = (await once(child, 'message')) as [{ http: number; smtp: number }]
  return { ...ports, close: () => child.disconnect() }
}
type Sink = Awaited<ReturnType<typeof startSink>>

/** As many consumers as the queue is configured to have. */
function consumersConfigured(): number {
  const [, configured] = /^max_concurrency = (\d+)$/m.exec(readFileSync(join(root, 'wrangler.toml'), 'utf8')) ?? []
  return Number(configured)
}

/** Calls of the provider wait for one of so many connections. */
function overConnections(most: number): typeof fetch {
  let free = most
  const waiting: (() => void)[] = []
  return async (...given) => {
    if (free) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      const answer = await fetch(...given)
      return new Response(await answer.text(), answer)
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}

/**
 * Digests of ten items through the queue, a hundred a call over six connections, to a provider 170 ms away; beside
 * nodemailer sending one by one what is rendered for each. The provider is another process: its CPU counts for neither.
 */
export async function benchSending(readers: number): Promise<Sending> {
  const sink = await startSink()
  try {
    await sendThroughQueue(sink, WARMED_BY)
    const sent = await sendThroughQueue(sink, readers)
    const single = await sendOneByOne(sink, sent.cards)
    const name = `mailing ${readers.toLocaleString('en')} digests of ${ITEMS} items by the queue`
    const row = {
      name,
      peer: 'nodemailer, rendered and sent one by one',
      limit: 1 / 30,
      micros: sent.microsEach,
      peerMicros: single,
      ratio: sent.microsEach / single,
    }
    const rate = (what: string, seconds: number): Rate => ({
      name: name + what,
      perSecond: readers / seconds,
      ceiling: CEILING,
      share: readers / seconds / CEILING,
      least: 0.9,
    })
    const rates = [rate('', sent.seconds), rate(', with the tick before', sent.seconds + sent.tickSeconds)]
    return { rates, row, notes: [withoutBullmq()] }
  } finally {
    sink.close()
  }
}

function withoutBullmq(): string {
  const sides = 'mailing is held against nodemailer alone, which a queue would only make dearer'
  const queue = 'bullmq'
  try {
    import.meta.resolve(queue)
    return `bullmq is installed and left out: ${sides}.`
  } catch {
    return `bullmq is not installed: ${sides}.`
  }
}

async function sendThroughQueue(sink: Sink, readers: number) {
  const mailing = await openMailing(readers, overConnections(CONNECTIONS), `http://127.0.0.1:${sink.http}`)
  const [began, cpu] = [performance.now(), cpuMicros()]
  await mailing.tick()
  const ticked = performance.now()
  await mailing.consume(consumersConfigured())
  const ended = performance.now()
  const spent = cpuMicros() - cpu
  const { index } = await openings(mailing.ctx)
  const cards = await index.openings.cardsAt([...Array(ITEMS * 2).keys()])
  await mailing.close()
  return {
    tickSeconds: (ticked - began) / 1_000,
    seconds: (ended - ticked) / 1_000,
    microsEach: spent / readers,
    cards,
  }
}

/** What the usual way costs a mail: rendered anew, composed and handed over by itself. */
async function sendOneByOne(sink: Sink, cards: OpportunityCard[]): Promise<number> {
  const { digestAnew } = await composers()
  const transport = createTransport({ host: '127.0.0.1', port: sink.smtp, secure: false, ignoreTLS: true, pool: true })
  const send = (reader: number) => {
    const digest = digestFor(reader, cards)
    return transport.sendMail({
      from: 'm@onward.test',
      to: `reader${reader}@example.test`,
      headers: {
        'List-Unsubscribe': `<${digest.links.unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
      ...digestAnew(digest, { origin: ORIGIN, now: NOW }),
    })
  }
  for (let i = 0; i < ONE_BY_ONE / 4; i++) await send(i)
  const cpu = cpuMicros()
  for (let i = 0; i < ONE_BY_ONE; i++) await send(i)
  const spent = cpuMicros() - cpu
  transport.close()
  return spent / ONE_BY_ONE
}

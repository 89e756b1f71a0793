import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { Log, LogLevel, Miniflare } from 'miniflare'
import type { BuiltConfig } from '../../src/cli/build.ts'
import { localOptions } from '../../src/cli/state.ts'

/** A server alone in its workerd, and the CPU microseconds which that process has spent. */
export type Measured<T> = { server: T; cpu: () => number }

/** /proc counts CPU time in hundredths of a second on every Linux. */
const TICK_MICROS = 10_000

type Process = { name: string; parent: number; micros: number }

function processOf(id: number): Process | null {
  try {
    const text = readFileSync(`/proc/${id}/stat`, 'utf8')
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'))
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [parent = 0, user = 0, system = 0] = [fields[1], fields[11], fields[12]]
    return { name, parent, micros: (user + system) * TICK_MICROS }
  } catch {
    return null
  }
}

export const canMeasureProcesses = () => existsSync('/proc/self/stat')

/** The workerd processes that this one has started. */
function workerds(): number[] {
  const ids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return ids.filter((id) => {
    const found = processOf(id)
    return found?.parent === process.pid && found.name === 'workerd'
  })
}

/** Starts a server and finds its process, the only one that was not there before: start one at a time. */
export async function measured<T>(start: () => Promise<T>): Promise<Measured<T>> {
  const before = new Set(workerds())
  const server = await start()
  const [id, ...others] = workerds().filter((one) => !before.has(one))
  if (id === undefined || others.length) throw new Error('Exactly one workerd was to start')
  return { server, cpu: () => processOf(id)?.micros ?? 0 }
}

/** A worker with an empty D1 and nothing else, under the same settings as the real one. */
export async function startBare(contents: string, config: BuiltConfig) {
  const { compatibilityDate, compatibilityFlags } = config
  const manifest = { mainModule: 'bare.js', modules: { 'bare.js': { type: 'esm' as const, contents } } }
  const env = { DB: { type: 'd1' as const, id: 'bare' } }
  const miniflare = new Miniflare({
    ...localOptions(null),
    log: new Log(LogLevel.WARN),
    workers: [
      {
        config: { name: 'bare', compatibilityDate, compatibilityFlags, manifest, env },
        dev: { unsafeDirectSockets: [{ host: '127.0.0.1' }] },
      },
    ],
  })
  const { origin } = await miniflare.unsafeGetDirectURL('bare')
  return { url: origin, close: () => miniflare.dispose() }
}

type Answer = { status: number; text: () => string; etag: string; bytes: number }

/** Asks for pages over kept connections, in the name of `host`; what is neither 200 nor 304 ends the run. */
export function client(url: string, host: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const { hostname, port } = new URL(url)
  const ask = (path: string, headers: Record<string, string> = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const request = get({ hostname, port, path, agent, headers: { host, ...headers } }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => {
          const { statusCode: status = 0, headers: given } = response
          const bytes = Buffer.concat(parts)
          const text = () => (given['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString()
          if (status !== 200 && status !== 304) reject(new Error(`${path} answered ${status}: ${text().slice(0, 200)}`))
          else resolve({ status, etag: given.etag ?? '', bytes: bytes.length, text })
        })
      })
      request.on('error', reject)
    })
  return { ask, close: () => agent.destroy() }
}

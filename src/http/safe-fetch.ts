import type { Ctx } from '../context.ts'
import { isPrivateHost } from '../text/private-hosts.ts'

const MOST_HOPS = 3
const MOST_MS = 10_000
const MOST_BYTES = 5 * 1024 * 1024

type Asked = {
  /** Hosts that may be asked, and no others. */
  hosts: readonly string[]
  /** Types that may be answered, such as `application/json`. */
  types: readonly string[]
  /** For tests. */
  mostMs?: number
}

/** Nothing but `fetched` says anything about what is there: an empty, failed or odd answer closes and deletes nothing. */
export type Fetched =
  | { outcome: 'fetched'; text: string }
  | { outcome: 'refused'; cause: string }
  | { outcome: 'failed'; cause: string; status?: number }

/**
 * Reads from the outside with nothing of ours: https on its port to hosts of a list, every redirect checked again, 10
 * seconds and 5 MB in all, counted while reading. Never throws.
 */
export async function safeFetch(ctx: Ctx, link: string, asked: Asked): Promise<Fetched> {
  const signal = AbortSignal.timeout(asked.mostMs ?? MOST_MS)
  try {
    for (let at = link, hop = 0; hop <= MOST_HOPS; hop++) {
      const cause = whyNot(ctx, at, asked.hosts)
      if (cause) return { outcome: 'refused', cause }
      const headers = { Accept: asked.types.join(', ') }
      const answer = await ctx.fetch(at, { redirect: 'manual', signal, headers })
      if (answer.status < 300 || answer.status > 399) return await read(answer, asked.types, signal)
      await answer.body?.cancel()
      const next = answer.headers.get('location')
      if (!next || !URL.canParse(next, at)) return { outcome: 'failed', cause: 'it leads nowhere' }
      at = new URL(next, at).href
    }
    return { outcome: 'refused', cause: `more than ${MOST_HOPS} redirects` }
  } catch {
    return { outcome: 'failed', cause: signal.aborted ? 'it took too long' : 'it could not be reached' }
  }
}

/** Why an address is not asked; null where it may be. The URL parser has made every spelling of an IP address one. */
function whyNot(ctx: Ctx, link: string, hosts: readonly string[]): string | null {
  if (!URL.canParse(link)) return 'no web address'
  const { protocol, port, hostname, host, origin, username, password } = new URL(link)
  if (host === new URL(ctx.origin).host) return 'our own address'
  if (username || password) return 'a name or password in the address'
  if (ctx.outboundAllow?.includes(origin)) return null
  if (protocol !== 'https:') return 'not https'
  if (port) return 'an unusual port'
  if (isPrivateHost(hostname)) return 'an address that is no name of the public web'
  return hosts.includes(hostname) ? null : 'a host that we do not read'
}

async function read(answer: Response, types: readonly string[], signal: AbortSignal): Promise<Fetched> {
  const type = answer.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!answer.ok || !types.includes(type)) {
    await answer.body?.cancel()
    const { status } = answer
    return {
      outcome: 'failed',
      cause: answer.ok ? `it answered ${type || 'no type'}` : `it answered ${status}`,
      status,
    }
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [text, size] = ['', 0]
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    signal.throwIfAborted()
    size += chunk.length
    if (size > MOST_BYTES) return { outcome: 'failed', cause: 'it is too large' }
    text += decoder.decode(chunk, { stream: true })
  }
  return { outcome: 'fetched', text: text + decoder.decode() }
}

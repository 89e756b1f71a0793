import { describe, expect, test } from 'vitest'
import type { Ctx } from '../../src/context.ts'
import { safeFetch } from '../../src/http/safe-fetch.ts'
import { makeSecrets } from '../../src/secrets.ts'

const HOST = 'api.example.com'
const asked = { hosts: [HOST, 'other.example.com'], types: ['application/json'] }
const json = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Response(body, { headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers } })

function outside(
  answer: (url: string, init?: RequestInit) => Response | Promise<Response>,
  outboundAllow: string[] = [],
) {
  const seen: string[] = []
  const fetch = (async (input: string, init?: RequestInit) => {
    seen.push(input)
    return answer(input, init)
  }) as typeof globalThis.fetch
  const ctx = { fetch, origin: 'https://onward.example.com', outboundAllow, secrets: makeSecrets([]) } as unknown as Ctx
  return { seen, get: (url: string, more: object = {}) => safeFetch(ctx, url, { ...asked, ...more }) }
}

test('reads what is allowed, without anything of ours', async () => {
  const { get } = outside((_, init) => {
    expect(init).toMatchObject({ redirect: 'manual', headers: { Accept: 'application/json' } })
    expect(init).not.toHaveProperty('credentials')
    return json('{"a":"é"}')
  })
  expect(await get(`https://${HOST}/x`)).toEqual({ outcome: 'fetched', text: '{"a":"é"}' })
})

const never = [
  `http://${HOST}/`,
  `https://${HOST}:8443/`,
  `https://user:pass@${HOST}/`,
  'https://elsewhere.example.com/',
  `https://${HOST}.evil.test/`,
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://127.1/',
  'https://１２７.0.0.1/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://localhost/',
  'https://onward.example.com/',
  'file:///etc/passwd',
  'ftp://api.example.com/',
  'no address',
]

describe.each(never)('%s', (link) => {
  test('is never asked', async () => {
    const { seen, get } = outside(() => json('{}'))
    expect(
      await get(link, { hosts: [...asked.hosts, '127.0.0.1', 'localhost', '[::1]', 'onward.example.com'] }),
    ).toMatchObject({ outcome: 'refused' })
    expect(seen).toEqual([])
  })

  test('is not followed to', async () => {
    const { seen, get } = outside(() => new Response(null, { status: 302, headers: { Location: link } }))
    const { outcome } = await get(`https://${HOST}/`)
    expect(['refused', 'failed']).toContain(outcome)
    // What is no address of its own is a path of the same host.
    expect(new Set(seen.map((url) => new URL(url).host))).toEqual(new Set([HOST]))
  })
})

test('follows three redirects, each checked, and no more', async () => {
  const chain = (hops: number) =>
    outside((url) => {
      const at = Number(new URL(url).pathname.slice(1))
      return at < hops
        ? new Response(null, { status: 301, headers: { Location: `https://other.example.com/${at + 1}` } })
        : json('{}')
    })
  expect(await chain(3).get(`https://${HOST}/0`)).toMatchObject({ outcome: 'fetched' })
  expect(await chain(4).get(`https://${HOST}/0`)).toEqual({ outcome: 'refused', cause: 'more than 3 redirects' })
})

test('counts while reading and stops at 5 MB', async () => {
  let sent = 0
  const endless = new ReadableStream({
    pull: (controller) => {
      sent++
      controller.enqueue(new Uint8Array(1024 * 1024).fill(32))
    },
  })
  const { get } = outside(() => json(endless))
  expect(await get(`https://${HOST}/`)).toEqual({ outcome: 'failed', cause: 'it is too large' })
  expect(sent).toBeLessThan(12)
})

test('gives up after its time, also while reading', async () => {
  const silent = outside(
    (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))),
  )
  expect(await silent.get(`https://${HOST}/`, { mostMs: 20 })).toEqual({ outcome: 'failed', cause: 'it took too long' })
})

test('other types, failures and broken text are failures', async () => {
  const failing = async (answer: () => Response | Promise<Response>) =>
    (await outside(answer).get(`https://${HOST}/`)).outcome
  expect(await failing(() => new Response('<p>', { headers: { 'Content-Type': 'text/html' } }))).toBe('failed')
  expect(await failing(() => new Response('{}', { status: 500 }))).toBe('failed')
  expect(await failing(() => json(new Uint8Array([0xff, 0xfe])))).toBe('failed')
  expect(await failing(() => Promise.reject(new Error('refused')))).toBe('failed')
})

test('an origin of OUTBOUND_ALLOW is exempt from https, port and IP rules; our own never is', async () => {
  const { get } = outside(() => json('{}'), ['http://127.0.0.1:9000', 'https://onward.example.com'])
  expect(await get('http://127.0.0.1:9000/x')).toMatchObject({ outcome: 'fetched' })
  expect(await get('http://127.0.0.1:9001/x')).toMatchObject({ outcome: 'refused' })
  expect(await get('https://onward.example.com/x')).toMatchObject({ outcome: 'refused' })
})

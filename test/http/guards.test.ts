import { expect, test } from 'vitest'
import { subscriptions } from '../../src/digests/table.ts'
import { mailRequests } from '../../src/mail/table.ts'
import { createWorld, ORIGIN } from '../support/world.ts'

test('every page forbids inline code, framing and sniffing, and sets no cookie', async () => {
  const world = await createWorld()
  for (const path of ['/', '/match', '/subscribe', '/nowhere', '/api/v1/opportunities']) {
    const { headers } = await world.get(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy, path).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
    expect(headers.get('strict-transport-security')).toContain('31536000')
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('x-request-id')).toMatch(/^req_/)
  }
})

test('another host is not served', async () => {
  const world = await createWorld()
  expect((await world.request('/', { headers: { Host: 'evil.test' } })).status).toBe(421)
})

test.each([
  ['no origin', {}],
  ['another origin', { Origin: 'https://evil.test' }],
  ['a null origin', { Origin: 'null' }],
  ['a cross-site request', { Origin: ORIGIN, 'Sec-Fetch-Site': 'cross-site' }],
  ['a same-site request', { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-site' }],
])('a post with %s is refused and writes nothing', async (_, headers) => {
  const world = await createWorld()
  const body = new URLSearchParams({ email: 'reader@example.test' })
  const answer = await world.request('/subscribe', { method: 'POST', headers: headers as Record<string, string>, body })
  expect(answer.status).toBe(403)
  expect(await world.db.select().from(subscriptions)).toEqual([])
  expect(await world.db.select().from(mailRequests)).toEqual([])
})

test('a form over 64 KB, of another type or not UTF-8 is refused with what is wrong', async () => {
  const world = await createWorld()
  const post = (type: string, body: BodyInit) =>
    world.request('/subscribe', { method: 'POST', headers: { Origin: ORIGIN, 'Content-Type': type }, body })
  const form = 'application/x-www-form-urlencoded'
  expect((await post(form, `email=${'x'.repeat(70_000)}`)).status).toBe(413)
  expect((await post('text/plain', 'email=a@example.test')).status).toBe(415)
  expect((await post(form, new Uint8Array([0xff, 0xfe]))).status).toBe(400)
})

test('a fault of ours answers 500 without its message', async () => {
  const world = await createWorld()
  world.db.batch = () => Promise.reject(new Error('secret detail'))
  const answer = await world.get('/')
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('secret detail')
})

import { describe, expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { emailKeyOf } from '../../src/mail/allowance.ts'
import { bounceAddress } from '../../src/mail/bounce-address.ts'
import { kindOfStatus } from '../../src/mail/bounce-kind.ts'
import { receiveMail } from '../../src/mail/inbound.ts'
import { bounceScores, mailEvents, suppressions } from '../../src/mail/table.ts'
import { createWorld, NOON, type World } from '../support/world.ts'
import { complaint, deliveryReport, forwarded } from './returned.ts'

const streamOf = (...parts: (string | Uint8Array)[]) => new Blob(parts as BlobPart[]).stream()
const failed = (Status: string) => ({ Action: 'failed', Status })
const hard = deliveryReport(failed('5.1.1'))

async function given() {
  const world = await createWorld()
  const ctx = world.ctx()
  const emailKey = await emailKeyOf(ctx, 'reader@example.test')
  const ours = await bounceAddress(ctx.secrets, 'bounces@onward.test', emailKey, NOON)
  const receive = (text: string, to = ours) => receiveMail(world.ctx(), { to, raw: streamOf(text) })
  return { world, emailKey, ours, receive }
}

const written = async ({ db }: World) => ({
  suppressed: await db.select({ emailKey: suppressions.emailKey, reason: suppressions.reason }).from(suppressions),
  scores: (await db.select().from(bounceScores)).map(({ score }) => score),
  events: (await db.select().from(mailEvents)).length,
})
const NOTHING = { suppressed: [], scores: [], events: 0 }

describe('a mail that came back', () => {
  test('for want of a mailbox stops all mail to whom the address stands for', async () => {
    const { world, emailKey, receive } = await given()
    await receive(hard)
    expect(await written(world)).toEqual({ suppressed: [{ emailKey, reason: 'bounced' }], scores: [], events: 1 })
  })

  test('for now is counted, once however often it comes', async () => {
    const { world, receive } = await given()
    await receive(deliveryReport(failed('4.4.7')))
    await receive(deliveryReport(failed('4.4.7')))
    expect(await written(world)).toEqual({ suppressed: [], scores: [1], events: 1 })
  })

  test('for one of several behind the address stops nothing yet', async () => {
    const { world, receive } = await given()
    await receive(deliveryReport(failed('5.1.1'), { Action: 'delivered', Status: '2.0.0' }))
    expect(await written(world)).toMatchObject({ suppressed: [], scores: [1] })
  })

  test.each([
    ['is only late', deliveryReport({ Action: 'delayed', Status: '4.4.1' })],
    ['arrived', deliveryReport({ Action: 'delivered', Status: '2.1.5' })],
    ['says no status', deliveryReport({ Action: 'failed' })],
    ['says nonsense', deliveryReport(failed('5.x.x'))],
    ['is a holiday note', 'From: a@example.test\r\nSubject: Away\r\n\r\nStatus: 5.1.1\r\nAction: failed\r\n'],
    ['holds a report that somebody forwards', forwarded(hard)],
    ['is empty', ''],
    ['breaks off', hard.slice(0, hard.indexOf('Action'))],
    ['is noise', '\0\u0001\r\n--\r\n\r\n'.repeat(500)],
    [
      'is nested without end',
      `Content-Type: multipart/report; boundary=b\r\n\r\n${'--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n'.repeat(400)}`,
    ],
    ['is larger than any of ours', hard + 'x'.repeat(1024 * 1024)],
  ])('that %s changes nothing and throws nothing', async (_, text) => {
    const { world, receive } = await given()
    await receive(text)
    expect(await written(world)).toEqual(NOTHING)
  })

  test('to an address that is not ours, or of long ago, changes nothing', async () => {
    const { world, ours, receive } = await given()
    const foreign = ours.replace(/.@/, (sign) => (sign === 'A@' ? 'B@' : 'A@'))
    for (const to of ['bounces@onward.test', foreign, 'somebody@onward.test', '']) await receive(hard, to)
    world.now += 91 * DAY
    await receive(hard)
    expect(await written(world)).toEqual(NOTHING)
  })
})

describe('a complaint', () => {
  test('stops all mail, told by the address it comes to', async () => {
    const { world, emailKey, receive } = await given()
    await receive(complaint())
    expect(await written(world)).toMatchObject({ suppressed: [{ emailKey, reason: 'complained' }] })
  })

  test('at one address for all names the sender it got', async () => {
    const { world, emailKey, ours, receive } = await given()
    await receive(complaint({ 'Original-Mail-From': `<${ours}>` }), 'complaints@onward.test')
    expect(await written(world)).toMatchObject({ suppressed: [{ emailKey, reason: 'complained' }] })
  })

  test.each([[{ 'Feedback-Type': 'not-spam' }], [{ 'Feedback-Type': 'auth-failure' }], [{ 'Feedback-Type': '' }]])(
    '%o is none',
    async (fields) => {
      const { world, receive } = await given()
      await receive(complaint(fields))
      expect(await written(world)).toEqual(NOTHING)
    },
  )

  test('that names a sender we did not make changes nothing', async () => {
    const { world, receive } = await given()
    await receive(complaint({ 'Original-Mail-From': '<mail@onward.test>' }), 'complaints@onward.test')
    expect(await written(world)).toEqual(NOTHING)
  })
})

test.each([
  ['permanent', ['5.0.0', '5.1.1', '5.1.2', '5.1.10', '5.2.0', '5.2.1', '5.4.1', '5.4.4']],
  // The sender, a full mailbox, the size, the text, a policy, a mail that was too long on its way.
  ['transient', ['4.2.2', '4.4.7', '5.1.7', '5.1.8', '5.2.2', '5.3.4', '5.4.7', '5.6.1', '5.7.1', '5.7.26']],
  [null, ['2.0.0', '5.1', '550', '', '5.1.1.1', '5.1000.1']],
])('status codes that are %s', (kind, codes) => {
  expect(codes.filter((code) => kindOfStatus(code) !== kind)).toEqual([])
})

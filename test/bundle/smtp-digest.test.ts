import { expect, test } from 'vitest'
import { openD1 } from '../../src/db/client.ts'
import { digestCalls, digests } from '../../src/digests/table.ts'
import { startSmtp } from '../support/smtp.ts'
import { startWorkerd } from '../support/workerd.ts'
import { nextDueOn, postForm, publishOn, until } from './given.ts'

const linkTo = (text: string | undefined, server: { url: string }, path: string) =>
  new RegExp(`${server.url}(/${path}/\\S+)`).exec(text ?? '')?.[1] ?? ''

const rows = (server: { db: D1Database }) => openD1(server.db).select().from(digests)
const causes = async (server: { db: D1Database }) =>
  (await openD1(server.db).select().from(digestCalls)).map(({ cause }) => cause)
const states = async (server: { db: D1Database }) => (await rows(server)).map(({ state }) => state)

test('a digest leaves the real bundle over SMTP, whole, once, with only what is new', async () => {
  const smtp = await startSmtp()
  const server = await startWorkerd({
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Onward <digest@onward.test>',
  })
  await publishOn(server, 'Open before the reader came')

  await postForm(server, '/subscribe', { email: 'reader@example.test', zone: 'Europe/Paris' })
  const confirmation = await until(() => smtp.mails[0])
  const confirmed = await postForm(server, linkTo(confirmation.text, server, 'subscriptions'), {})
  expect(confirmed.status).toBe(303)
  await publishOn(server, 'Équipe — new “since”\r\nBcc: evil@example.test')

  const due = await nextDueOn(server)
  await Promise.all(Array.from({ length: 20 }, () => server.scheduled(due)))
  const digest = await until(() => smtp.mails[1])
  await until(async () => ((await states(server))[0] === 'sent' ? true : undefined))

  expect(digest.envelope.to).toEqual(['reader@example.test'])
  expect(digest.from?.address).toBe('digest@onward.test')
  expect(digest.subject).toBe('Équipe — new “since” Bcc: evil@example.test at Northlight Institute')
  for (const part of [digest.text, digest.html]) {
    expect(part).toContain('Équipe — new “since”')
    expect(part).not.toContain('Open before the reader came')
  }
  const header = (name: string) => digest.headers.find(({ key }) => key === name)?.value
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  const unsubscribe = /^<(.+)>$/.exec(header('list-unsubscribe') ?? '')?.[1] ?? ''
  expect(unsubscribe).toMatch(new RegExp(`^${server.url}/unsubscribe/`))
  expect(digest.headers.filter(({ key }) => key === 'bcc')).toEqual([])

  await server.scheduled(await nextDueOn(server))
  await until(async () => ((await states(server)).includes('skipped') ? true : undefined))
  expect(smtp.mails).toHaveLength(2)

  const left = await fetch(unsubscribe, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  })
  expect(left.status).toBe(200)
  await publishOn(server, 'Too late')
  await server.scheduled(due + 21 * 24 * 60 * 60 * 1000)
  expect(smtp.mails).toHaveLength(2)
  expect(await states(server)).toEqual(['sent', 'skipped'])
})

test('a mail whose answer was lost is uncertain and never sent again', async () => {
  const smtp = await startSmtp({ failAt: (address) => (address.startsWith('lost') ? 'dropped' : undefined) })
  const server = await startWorkerd({ MAIL_TRANSPORT: 'smtp', SMTP_URL: smtp.url })
  await postForm(server, '/subscribe', { email: 'found@example.test' })
  const mail = await until(() => smtp.mails[0])
  await postForm(server, linkTo(mail.text, server, 'subscriptions'), {})
  await openD1(server.db).run("update subscriptions set email = 'lost@example.test'")
  await publishOn(server, 'Something new')
  const due = await nextDueOn(server)
  await server.scheduled(due)
  await until(async () => ((await states(server))[0] === 'uncertain' ? true : undefined))
  const sent = smtp.mails.length
  await server.scheduled(due + 60 * 60 * 1000)
  expect(smtp.mails).toHaveLength(sent)
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503)
})

test('while the mail server is away the digest waits, and goes out when it is back', async () => {
  const first = await startSmtp()
  const server = await startWorkerd({ MAIL_TRANSPORT: 'smtp', SMTP_URL: first.url })
  await postForm(server, '/subscribe', { email: 'reader@example.test' })
  const mail = await until(() => first.mails[0])
  await postForm(server, linkTo(mail.text, server, 'subscriptions'), {})
  await publishOn(server, 'Something new')
  await first.close()
  const due = await nextDueOn(server)
  await server.scheduled(due)
  await until(async () => ((await causes(server))[0]?.includes('ECONNREFUSED') ? true : undefined))
  expect(await states(server)).toEqual(['sending'])

  const second = await startSmtp({ port: first.port })
  await server.scheduled(due + 60 * 60 * 1000)
  await until(() => second.mails[0])
  expect(second.mails[0]?.text).toContain('Something new')
})

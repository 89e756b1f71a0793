import { createTransport } from 'nodemailer'
import { expect, onTestFinished, test } from 'vitest'
import { startSmtp } from './smtp.ts'

const mail = {
  from: 'Onward <board@onward.example>',
  to: 'reader@example.org',
  subject: 'Zwölf neue Stellen',
  text: 'Twelve opportunities — é',
  html: '<p>Twelve opportunities — é</p>',
  headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
}

async function send(options: Parameters<typeof startSmtp>[0], message: object = mail) {
  const smtp = await startSmtp(options)
  const transport = createTransport(smtp.url)
  onTestFinished(async () => {
    transport.close()
    await smtp.close()
  })
  const sent = await transport.sendMail(message).catch((error: Error & { responseCode?: number }) => error)
  return { sent, mails: smtp.mails }
}

test('a mail is read back as it was written', async () => {
  const { mails } = await send({}, { ...mail, bcc: 'archive@onward.example' })
  const read = mails[0]
  expect(mails).toHaveLength(1)
  expect(read).toMatchObject({ subject: mail.subject, from: { name: 'Onward', address: 'board@onward.example' } })
  expect(read?.text?.trim()).toBe(mail.text)
  expect(read?.html?.trim()).toBe(mail.html)
  expect(read?.envelope).toEqual({
    from: 'board@onward.example',
    to: ['reader@example.org', 'archive@onward.example'],
  })
  expect(read?.headerLines).toContainEqual({
    key: 'list-unsubscribe-post',
    line: 'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  })
  expect(read?.raw).toMatch(/^Subject: =\?UTF-8\?/m)
  expect(read?.raw).not.toContain('archive@')
})

test('an address is refused for good', async () => {
  const { sent, mails } = await send({ failAt: 'refused at RCPT' })
  expect(sent).toMatchObject({ responseCode: 550 })
  expect(mails).toEqual([])
})

test('one address of two is refused', async () => {
  const failAt = (address: string) => (address === 'gone@example.org' ? ('refused at RCPT' as const) : undefined)
  const { sent, mails } = await send({ failAt }, { ...mail, to: ['gone@example.org', 'reader@example.org'] })
  expect(sent).toMatchObject({ rejected: ['gone@example.org'], accepted: ['reader@example.org'] })
  expect(mails[0]?.envelope.to).toEqual(['reader@example.org'])
})

test('a mail is put off', async () => {
  const { sent, mails } = await send({ failAt: 'deferred at DATA' })
  expect(sent).toMatchObject({ responseCode: 451 })
  expect(mails).toEqual([])
})

test('a mail is taken and the sender never hears so', async () => {
  const { sent, mails } = await send({ failAt: 'dropped' })
  expect(sent).toBeInstanceOf(Error)
  expect(sent).not.toHaveProperty('responseCode')
  expect(mails).toHaveLength(1)
})

import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { openD1 } from '../../src/db/client.ts'
import { suppressions } from '../../src/mail/table.ts'
import { verifyDkim } from '../mail/dkim.ts'
import { deliveryReport } from '../mail/returned.ts'
import { startSmtp } from '../support/smtp.ts'
import { startWorkerd } from '../support/workerd.ts'
import { postForm, until } from './given.ts'

test('the real bundle signs its mail, and the mail that comes back stops all other to its reader', async () => {
  const smtp = await startSmtp()
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const variables = {
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: smtp.url,
    MAIL_BOUNCES: 'bounces@onward.test',
    DKIM_DOMAIN: 'onward.test',
    DKIM_SELECTOR: 'mail2026',
    DKIM_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
  const server = await startWorkerd(variables, { inbound: true })
  await postForm(server, '/subscribe', { email: 'reader@example.test' })
  const { raw, envelope } = await until(() => smtp.mails[0])
  expect(verifyDkim(raw, publicKey).holds).toBe(true)
  expect(envelope.from).toMatch(/^bounces\+[\w-]{56}@onward\.test$/)

  const receive = (body: string) =>
    fetch(
      `${server.url}/cdn-cgi/local/email?${new URLSearchParams({ from: 'mailer-daemon@elsewhere.test', to: envelope.from })}`,
      {
        method: 'POST',
        body: body.replace('To: bounces@onward.test', `To: ${envelope.from}`),
      },
    )
  const stopped = () => openD1(server.db).select().from(suppressions)
  const late = await receive(deliveryReport({ Action: 'delayed', Status: '4.4.1' }))
  expect([late.status, await stopped()]).toEqual([200, []])
  expect((await receive(deliveryReport({ Action: 'failed', Status: '5.1.1' }))).status).toBe(200)
  expect(await stopped()).toMatchObject([{ reason: 'bounced' }])

  await postForm(server, '/subscribe', { email: 'reader@example.test', cadence: 'daily' })
  await postForm(server, '/subscribe', { email: 'other@example.test' })
  const next = await until(() => smtp.mails[1])
  expect(next.envelope.to).toEqual(['other@example.test'])
})

import { createClient } from '@libsql/client'
import { expect, test } from 'vitest'
import { startLibsqlServer } from '../../src/cli/libsql-server.ts'
import { migrate } from '../../src/cli/migrate.ts'
import { openLibsql } from '../../src/db/client.ts'
import { outbox } from '../../src/mail/table.ts'
import { startWorkerd } from '../support/workerd.ts'
import { postForm, until } from './given.ts'

test('the bundle over libSQL answers sixty requests at once, and the next, and mails', async () => {
  const libsql = await startLibsqlServer()
  const client = createClient({ url: libsql.url })
  await migrate(client)
  const server = await startWorkerd({ LIBSQL_URL: libsql.url })

  const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => fetch(`${server.url}/?q=word${i}`)))
  expect(answers.map(({ status }) => status)).toEqual(Array(60).fill(200))
  expect((await fetch(`${server.url}/?q=after`)).status).toBe(200)

  expect((await postForm(server, '/subscribe', { email: 'reader@example.test' })).status).toBe(202)
  const db = openLibsql(client)
  const mail = await until(async () => (await db.select().from(outbox))[0])
  expect(mail.recipient).toBe('reader@example.test')
  await server.close()
  client.close()
  await libsql.close()
})

import { expect, test } from 'vitest'
import { greeting } from '../../src/cli/greeting.ts'

const started = { origin: 'http://localhost:8787', seeded: true, transport: undefined }

test.each([undefined, 'outbox'])('where mail is kept (%s), it says where to read it', (transport) => {
  const words = greeting({ ...started, transport })
  expect(words).toContain('Mail is kept, not sent: read it at http://localhost:8787/dev/mail')
  expect(words).toMatch(/operator@onward\.test +operator/)
})

test.each(['http', 'smtp', 'cloudflare'])(
  'where mail is sent (%s), it says that, and names no page of kept mail',
  (transport) => {
    const words = greeting({ ...started, transport })
    expect(words).toContain(`Mail is sent: MAIL_TRANSPORT is ${transport}`)
    expect(words).not.toMatch(/kept|dev\/mail/)
  },
)

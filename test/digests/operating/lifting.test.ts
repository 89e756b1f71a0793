import { beforeEach, describe, expect, test } from 'vitest'
import { events } from '../../../src/db/table.ts'
import { emailKeyOf } from '../../../src/mail/allowance.ts'
import { recordBounce } from '../../../src/mail/suppressing.ts'
import { suppressions } from '../../../src/mail/table.ts'
import { paths } from '../../../src/paths.ts'
import { type Operated, operated, refusesOthers, sends } from './given.ts'

const READER = 'reader@example.test'
const why = 'They wrote, from reader@example.test: it works again'

let given: Operated
let world: Operated['world']
beforeEach(async () => {
  given = await operated()
  world = given.world
  await recordBounce(world.ctx(), { emailKey: await emailKeyOf(world.ctx(), READER), kind: 'permanent' })
})
const lift = (email: string, reason: string) => given.admin.post(paths.mailLifting(), { email, reason })
const stopped = () => world.db.select().from(suppressions)

describe('an address that is stopped', () => {
  test('gets mail again once an operator lets it; the log says why and not to whom', async () => {
    const answer = await lift('Reader@Example.test', why)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, paths.mailRuns('done=lifted')])
    expect(await given.page(paths.mailRuns('done=lifted'))).toContain('Mail to that address goes out again.')
    expect(await stopped()).toEqual([])
    expect(await given.recorded('mail.let go out again')).toEqual([
      { subject: expect.stringMatching(/^lift_/), detail: 'They wrote, from [address]: it works again' },
    ])
    expect(JSON.stringify(await world.db.select().from(events))).not.toContain(await emailKeyOf(world.ctx(), READER))
    await given.due(sends)
    expect(world.mails.map(({ to }) => to)).toEqual([READER])
  })

  test('is let go by admins alone', async () => {
    await refusesOthers(given, paths.mailLifting(), { email: READER, reason: why })
    expect(await stopped()).toHaveLength(1)
  })

  test.each([
    ['reader@', 'It works', 'email', 'value="It works"'],
    [READER, '  ', 'reason', `value="${READER}"`],
    ['another@example.test', 'It works', 'email', 'Mail to this address is not stopped'],
  ])(
    'stays so where %s and "%s" are typed, which says what to change and keeps it',
    async (email, reason, at, kept) => {
      const answer = await lift(email, reason)
      const html = await answer.text()
      expect(answer.status).toBe(422)
      expect(html).toContain(`id="${at}-error"`)
      expect(html).toContain(`href="#${at}"`)
      expect(html).toContain(kept)
      expect(html).toContain(`value="${email}"`)
      expect(await stopped()).toHaveLength(1)
      expect(await given.recorded('mail.let go out again')).toEqual([])
    },
  )
})

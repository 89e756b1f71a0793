import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../../src/calendar.ts'
import { insertMany } from '../../../src/db/bulk.ts'
import { atomically } from '../../../src/db/client.ts'
import { digestRuns, digests, mailPauses } from '../../../src/digests/table.ts'
import { suppressions } from '../../../src/mail/table.ts'
import { countRoundTrips } from '../../api/round-trips.ts'
import { publish, subscribed } from '../../support/given.ts'
import { type Operated, operated, sends } from './given.ts'

let given: Operated
let world: Operated['world']
beforeEach(async () => {
  given = await operated()
  world = given.world
})

describe('the page', () => {
  test('shows the five figures of each run, the causes and the keys, and never an address', async () => {
    await subscribed(world, 'gone@example.test')
    await subscribed(world, 'silent@example.test')
    await publish(world, { title: 'New to all three' })
    world.keepsKeys = false
    await given.due(({ to }) => {
      if (to.startsWith('gone')) return { outcome: 'refused', cause: `550 no such user ${to}` }
      if (to.startsWith('silent')) return { outcome: 'ambiguous', cause: `lost after ${to}` }
      return { outcome: 'sent', providerId: 'p' }
    })
    const html = await given.page()
    const figures = [...html.matchAll(/data-of="(\w+)">(\d+)</g)].map(([, name, count]) => `${name} ${count}`)
    expect(figures).toEqual(['made 3', 'sent 1', 'skipped 0', 'failed 1', 'uncertain 1', 'open 0'])
    expect(html).not.toContain('>does not add up<')
    expect(html).toContain('refused: 550 no such user [address]')
    const [uncertain] = await world.db.select().from(digests).where(eq(digests.state, 'uncertain'))
    expect(html).toContain(`Key <span class="id">${uncertain?.callId}</span>`)
    expect(html).toContain('Some mail is uncertain.')
    expect(html).not.toMatch(/@example|reader@|silent@/)

    await world.db
      .update(digestRuns)
      .set({ candidates: 4 })
      .where(eq(digestRuns.period, (await given.one()).run))
    expect(await given.page()).toContain('>does not add up<')
  })

  test('says where a mail in doubt can be looked up: by its key, or where no keys are kept by its Message-ID', async () => {
    world.keepsKeys = false
    await given.due(() => ({ outcome: 'ambiguous', cause: 'connection lost after DATA' }))
    const call = (await given.one()).callId ?? expect.fail('no call')
    const byKey = await given.page()
    expect(byKey).toContain('Look the key up at the provider.')
    expect(byKey).toContain(`Key <span class="id">${call}</span>`)
    world.trace = { at: 'mail server', messageIdOf: (key) => `<${key}@onward.test>` }
    const byId = await given.page()
    expect(byId).toContain('look for the Message-ID')
    expect(byId).toContain(`Message-ID <span class="id">&lt;${call}@onward.test></span>`)
    expect(byId).not.toContain('key up')
    expect(byId).toMatch(/first tried <time datetime="2026-03-09T07:00:[^>]*>2026-03-09 07:00<\/time> UTC/)
  })

  test('lists fifty calls in doubt, the oldest first, and says how many more there are', async () => {
    await given.due(sends)
    const digest = await given.one()
    const rows = Array.from({ length: 53 }, (_, i) => ({
      ...digest,
      period: `day ${i}`,
      state: 'uncertain' as const,
      callId: `call_${String(i).padStart(2, '0')}`,
      finishedAt: world.now + i,
    }))
    await atomically(world.db, insertMany(world.db, digests, rows))
    const html = await given.page()
    expect(html.match(/Key <span/g)).toHaveLength(50)
    expect(html).toContain('53 calls are in doubt')
    expect(html).toContain('3 more, newer than these')
    expect(html).not.toContain('call_50')
  })

  test('is read in one round trip behind the session, however much there is, and pages lead to older runs', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({
      kind: 'search' as const,
      period: new Date(world.now - i * HOUR).toISOString(),
      startedAt: world.now - i * HOUR,
      candidates: i + 1,
    }))
    await atomically(world.db, insertMany(world.db, digestRuns, rows))
    const trips = countRoundTrips(world)
    const first = await given.page()
    expect(trips.count).toBe(2)
    const older = /href="([^"]+)">Older/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? expect.fail('no older runs')
    const made = [...((first + (await given.page(older))) as string).matchAll(/data-of="made">(\d+)</g)].map(
      ([, n]) => n,
    )
    expect(made).toEqual(rows.map(({ candidates }) => String(candidates)))
  })

  test('says whether mail goes out, until when the provider wants nothing, and who was stopped', async () => {
    await given.due(sends)
    expect(await given.page()).toContain('Mail is going out as it should.')
    await world.db.insert(mailPauses).values({ until: world.now + HOUR, cause: '429 slow down' })
    await world.db.insert(suppressions).values([
      { emailKey: 'a', reason: 'bounced', at: world.now },
      { emailKey: 'b', reason: 'complained', at: world.now - 8 * DAY },
    ])
    const html = await given.page()
    expect(html).toMatch(/asked to wait until .*429 slow down/)
    expect(html).toContain('1 bounced, 0 complained')
    expect(await given.ready()).toMatchObject({ ready: true, problems: [] })
  })
})

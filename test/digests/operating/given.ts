import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { eventDetails, events } from '../../../src/db/table.ts'
import { digestRuns, digests } from '../../../src/digests/table.ts'
import { paths } from '../../../src/paths.ts'
import { nextDueAt, publish, subscribed, tick } from '../../support/given.ts'
import { openClient, signIn } from '../../support/sign-in.ts'
import { createWorld, type World } from '../../support/world.ts'

export type Operated = Awaited<ReturnType<typeof operated>>
export const sends: World['deliver'] = () => ({ outcome: 'sent', providerId: 'p' })

/** Mail that an admin looks after: one reader, one opportunity worth a mail. */
export async function operated() {
  const world = await createWorld()
  const admin = await signIn(world, 'ops@example.test', { role: 'admin' })
  await subscribed(world)
  await publish(world, { title: 'Worth waiting for' })

  const all = () => world.db.select().from(digests)
  const one = async () => (await all())[0] ?? expect.fail('no digest')
  const runOf = async () => {
    const { run } = await one()
    const [row] = await world.db.select().from(digestRuns).where(eq(digestRuns.period, run))
    return row ?? expect.fail('no run')
  }
  const page = async (path = paths.mailRuns()) => (await admin.get(path)).text()
  const ready = async () => (await world.get('/readyz')).json() as Promise<{ ready: boolean; problems: string[] }>
  const due = async (deliver: World['deliver']) => {
    world.deliver = deliver
    await tick(world, await nextDueAt(world))
  }
  /** What was recorded of these commands, with its words. */
  const recorded = async (name: string) =>
    world.db
      .select({ subject: events.subjectId, detail: eventDetails.detail })
      .from(events)
      .leftJoin(eventDetails, eq(eventDetails.eventId, events.id))
      .where(eq(events.name, name))
  return { world, admin, all, one, runOf, page, ready, due, recorded }
}

/** Nobody but an admin, and nothing is written. */
export async function refusesOthers({ world, all }: Operated, path: string, fields: Record<string, string>) {
  world.deliver = sends
  const before = JSON.stringify([await all(), await world.db.select().from(digestRuns)])
  const moderator = await signIn(world, 'mod@example.test', { role: 'moderator' })
  const person = await signIn(world, 'somebody@example.test')
  const logged = (await world.db.select().from(events)).length
  const answers = [moderator, person, openClient(world)].map((client) => client.post(path, fields))
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([404, 404, 401])
  expect(JSON.stringify([await all(), await world.db.select().from(digestRuns)])).toBe(before)
  expect(await world.db.select().from(events)).toHaveLength(logged)
}

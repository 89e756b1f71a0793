import { addressToken } from '../../src/auth/address/asking.ts'
import { changeAddress } from '../../src/auth/address/changing.ts'
import { addressChanges } from '../../src/auth/address/table.ts'
import { DAY, dayIn } from '../../src/calendar.ts'
import type { Ctx, Person } from '../../src/context.ts'
import { changeSchedule, pauseSubscription } from '../../src/digests/rescheduling.ts'
import { unsubscribe } from '../../src/digests/subscribing.ts'
import { makeToken } from '../../src/digests/tokens.ts'
import { suppressions } from '../../src/mail/table.ts'
import { retractOpportunity } from '../../src/opportunities/retracting.ts'
import { erasePerson } from '../../src/privacy.ts'
import { sha256 } from '../../src/secrets.ts'
import type { Known, Reader } from './history.ts'
import type { Scheduler } from './scheduler.ts'

export type Acting = { ctx: Ctx; sim: Scheduler; known: Known; count: (what: string) => void }

const session = { id: 'ses', passkeyAt: 0 }
const personOf = ({ person, emailKey }: Reader) =>
  ({ type: 'person', id: person, emailKey, role: 'person', example: false, session }) as Person
const moderator = { type: 'person', id: 'per_moderator', role: 'moderator', hasPasskey: true, session } as Person

const tokenOf = (ctx: Ctx, { subscription }: Reader) => makeToken(ctx, 'manage', subscription)

const acts = {
  async unsubscribes({ ctx, known, sim }: Acting, reader: Reader) {
    await unsubscribe(ctx, await tokenOf(ctx, reader))
    known.left.set(reader.subscription, sim.step)
  },
  async 'is erased'({ ctx, known, sim }: Acting, reader: Reader) {
    await erasePerson(ctx, personOf(reader))
    leave(known, sim, reader)
  },
  async bounces({ ctx, known, sim }: Acting, reader: Reader) {
    await ctx.db.insert(suppressions).values({ emailKey: reader.emailKey, reason: 'bounced', at: ctx.now })
    leave(known, sim, reader)
  },
  /** The new mailbox was shown to be theirs: from now on the old one gets nothing. */
  async 'changes address'({ ctx, known, sim }: Acting, reader: Reader) {
    const seed = `seed of ${sim.step}`
    const [email, emailKey] = [`${sim.step}.${reader.email}`, `key of ${sim.step}.${reader.email}`]
    const token = await addressToken(ctx, seed)
    const asked = { seed, tokenHash: sha256(token), askedAt: ctx.now, usedAt: null }
    const row = { personId: reader.person, email, emailKey, ...asked }
    await ctx.db.insert(addressChanges).values(row).onConflictDoUpdate({ target: addressChanges.personId, set: row })
    await changeAddress(ctx, personOf(reader), token)
    known.moved.set(reader.email, sim.step)
    for (const one of known.readers) if (one.person === reader.person) Object.assign(one, { email, emailKey })
  },
  async reschedules({ ctx, sim }: Acting, reader: Reader) {
    const hour = sim.random.pick([5, 6, 7, 8])
    await changeSchedule(ctx, await tokenOf(ctx, reader), { cadence: 'daily', weekday: 1, hour, zone: 'UTC' })
  },
  async pauses({ ctx, known, sim }: Acting, reader: Reader) {
    const until = dayIn(ctx.now + DAY, 'UTC')
    await pauseSubscription(ctx, await tokenOf(ctx, reader), until)
    known.paused.set(reader.subscription, { step: sim.step, until: Date.parse(`${until}T00:00:00Z`) })
  },
}
type Act = keyof typeof acts
const names = Object.keys(acts) as Act[]

function leave({ readers, left }: Known, { step }: Scheduler, { person }: Reader): void {
  for (const one of readers) if (one.person === person && !left.has(one.subscription)) left.set(one.subscription, step)
}

/** Somebody who still reads does something, at once and between two steps of the service. */
export async function someoneActs(acting: Acting): Promise<void> {
  const { sim, known, count } = acting
  const reader = sim.random.pick(known.readers)
  if (known.left.has(reader.subscription)) return
  const act = sim.random.pick(names)
  sim.step++
  await acts[act](acting, reader)
  count(`somebody ${act}`)
}

/** A moderator finds one of them hazardous: from now on nobody is told of it. */
export async function somethingIsRetracted({ ctx, sim, known, count }: Acting): Promise<void> {
  const id = sim.random.pick(known.published)
  if (!id || known.retracted.has(id)) return
  sim.step++
  await retractOpportunity({ ...ctx, actor: moderator }, id, { reason: 'hazardous', note: 'It could do harm' })
  known.retracted.set(id, sim.step)
  count('something is retracted')
}

import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'
import type { BatchDelivery } from '../mail/mailer.ts'
import { type Call, dropEmptyCalls, endedAsFailed, setFree } from './calls.ts'
import { HORIZON } from './claiming.ts'
import { pauseAfter } from './freezing.ts'

/** A refused call is made anew in calls of so many, then one by one: one bad mail shall not keep the others. */
const REGROUPED = 10
/** The circuit: so many permanent refusals, and so large a part of what a run has sent, pause it. */
const CIRCUIT = { least: 10, percent: 5 }

/** Writes down what became of some calls, in one batch. A sender whose lease was taken over writes nothing but success. */
export const finishCalls = (ctx: Ctx, done: readonly { call: Call; delivery: BatchDelivery }[]): Statement[] => [
  ...done.flatMap(({ call, delivery }) => finish(ctx, call, delivery)),
  ...pauseProvider(ctx, done),
  ...openCircuits(ctx, done),
  dropEmptyCalls(
    ctx,
    done.map(({ call }) => call.id),
  ),
]

/** Once for all that was refused. */
function openCircuits(ctx: Ctx, done: readonly { call: Call; delivery: BatchDelivery }[]): Statement[] {
  const refused = done.filter(({ delivery }) => delivery.outcome === 'refused')
  return refused.length
    ? [
        openCircuit(
          ctx,
          refused.map(({ call }) => call.id),
        ),
      ]
    : []
}

function finish(ctx: Ctx, call: Call, delivery: BatchDelivery): Statement[] {
  switch (delivery.outcome) {
    case 'sent':
      return [count(ctx, 'arrived', sql`${call.id}`), markSent(ctx, call, delivery.providerIds)]
    case 'refused':
      return refuse(ctx, call, delivery.cause)
    case 'deferred':
      return [putOff(ctx, call, delivery.cause, delivery.retryAfterMs, false)]
    case 'ambiguous':
      if (ctx.mail.keepsKeys) return [putOff(ctx, call, delivery.cause, delivery.retryAfterMs ?? null, true)]
      return [endAsUncertain(ctx, call, delivery.cause)]
  }
}

/** The call as this sender holds it: nobody has taken it over. */
const held = ({ id, tries }: Call) => sql`(select id from digest_calls where id = ${id} and tries = ${tries})`

/** Whoever says so, it has arrived. */
const markSent = ({ db, now }: Ctx, { id, mails }: Call, providerIds: readonly (string | null)[]) =>
  db.run(sql`update digests as d set state = 'sent', reason = null, lease_until = null, finished_at = ${now},
    provider_id = j.value ->> 2
    from json_each(${JSON.stringify(mails.map((mail, i) => [mail.subscriptionId, mail.period, providerIds[i] ?? null]))}) j
    where d.subscription_id = j.value ->> 0 and d.period = j.value ->> 1 and +d.call_id = ${id} and d.state = 'sending'`)

/** The provider will not have it. Where an earlier try may have been accepted nobody can tell any more. */
function refuse(ctx: Ctx, call: Call, cause: string): Statement[] {
  if (call.doubt) return [endAsUncertain(ctx, call, cause)]
  const size = call.mails.length
  if (size > 1) return [setFree(ctx, held(call), size > REGROUPED ? REGROUPED : 1)]
  return [count(ctx, 'refused', held(call)), ...endedAsFailed(ctx, held(call), `refused: ${cause}`)]
}

const waitOf = ({ tries }: Call, asked: number | null) => asked ?? pauseAfter(tries)

/** For how long these calls wait that were put off; 0 where none was. */
export const longestWait = (done: readonly { call: Call; delivery: BatchDelivery }[]): number =>
  Math.max(
    0,
    ...done.map(({ call, delivery }) =>
      delivery.outcome === 'deferred' || delivery.outcome === 'ambiguous'
        ? waitOf(call, delivery.retryAfterMs ?? null)
        : 0,
    ),
  )

/** Waits count from the answer, not from when the job began. */
const putOff = (ctx: Ctx, call: Call, cause: string, asked: number | null, accepted: boolean) =>
  ctx.db.run(sql`update digest_calls set lease_until = null,
    next_try_at = min(${ctx.now + ctx.elapsed() + waitOf(call, asked)}, first_try_at + ${HORIZON + 1}),
    doubt = ${call.doubt || accepted ? 1 : 0}, cause = ${cause} where id = ${call.id} and tries = ${call.tries}`)

const endAsUncertain = ({ db, now }: Ctx, call: Call, cause: string) =>
  db.run(sql`update digests set state = 'uncertain', reason = ${cause}, lease_until = null, finished_at = ${now}
    where state = 'sending' and call_id in ${held(call)}`)

/** Asked to wait, everything waits: no call of any run before that, within reason. Our own pace is no such wish. */
function pauseProvider(ctx: Ctx, done: readonly { delivery: BatchDelivery }[]): Statement[] {
  const asked = done.flatMap(({ delivery }) =>
    'retryAfterMs' in delivery && delivery.retryAfterMs && !('ours' in delivery && delivery.ours) ? [delivery] : [],
  )
  const [longest] = asked.toSorted((a, b) => (b.retryAfterMs ?? 0) - (a.retryAfterMs ?? 0))
  if (!longest) return []
  const until = ctx.now + ctx.elapsed() + Math.min(longest.retryAfterMs ?? 0, HORIZON)
  return [
    ctx.db.run(sql`insert into mail_pauses (until, cause) values (${until}, ${longest.cause}) on conflict do nothing`),
  ]
}

/** Adds to what the runs of a call count, before its members are marked: told twice, it counts once. */
const count = ({ db }: Ctx, what: 'arrived' | 'refused', calls: SQL) =>
  db.run(sql`update digest_runs as r set ${sql.identifier(what)} = ${sql.identifier(what)} + c.members
    from (select kind, run, count(*) as members from digests where state = 'sending' and call_id in (${calls})
      group by kind, run) c
    where r.kind = c.kind and r.period = c.run`)

/** Too much of a run refused for good: it waits for an operator. What was refused before they let it go on is not counted. */
const openCircuit = ({ db, now }: Ctx, ids: readonly string[]) =>
  db.run(sql`update digest_runs set paused_at = ${now}, paused_for = 'refused'
    where paused_at is null and refused >= ${CIRCUIT.least} and refused * 100 >= ${CIRCUIT.percent} * (refused + arrived)
      and (kind, period) in (
        select kind, run from digests where call_id in (select value from json_each(${JSON.stringify(ids)})))`)

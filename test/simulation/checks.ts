import { sql } from 'drizzle-orm'
import type { World } from './history.ts'

type DigestRow = { id: string; state: string; call: string | null; email: string; items: string }

/** What a history left behind that must never be, and how many digests are uncertain. */
export async function violationsOf({
  db,
  known,
  provider,
}: World): Promise<{ violations: string[]; uncertain: number }> {
  const digests = await db.all<DigestRow>(sql`
    select d.subscription_id as id, d.state, d.call_id as call, s.email,
      (select json_group_array(subject_id) from digest_items i
        where i.subscription_id = d.subscription_id and i.period = d.period) as items
    from digests d join subscriptions s on s.id = d.subscription_id`)
  const unbalanced = await db.all<{ period: string }>(sql`
    select period from digest_runs r
    where candidates <> (select count(*) from digests d where d.kind = r.kind and d.run = r.period)`)
  const calls = await db.all<{ id: string }>(sql`select id from digest_calls`)
  const gone = await db.all<{ id: string }>(sql`select d.subscription_id as id from digests d
    left join mail_pieces l on l.hash = d.body ->> 0
    where d.body is not null and (l.layout is null or exists (
      select 1 from json_each(l.layout) e where e.type = 'text' and e.value not in (select hash from mail_pieces)))`)
  const kept = await db.all<{ id: string | null }>(sql`select subject_id as id from mail_pieces
    where subject_id in (select opportunity_id from retractions)`)
  const told = delivered(provider.accepted)
  const got = new Set(provider.accepted.map(({ key, to }) => `${key} ${ownerOf(to)}`))
  const arrived = ({ call, email }: DigestRow) => call !== null && got.has(`${call} ${ownerOf(email)}`)
  const violations = [
    ...provider.broken,
    ...[...told].flatMap(([what, times]) => (times > 1 ? [`${what} arrived ${times} times`] : [])),
    ...unbalanced.map(({ period }) => `the run of ${period} does not add up`),
    ...calls.map(({ id }) => `the call ${id} is never over`),
    ...gone.map(({ id }) => `a mail of ${id} has lost a piece`),
    ...kept.map(({ id }) => `a piece of ${id} is kept after it was retracted`),
    ...digests.flatMap((digest) => {
      if (digest.state === 'pending' || digest.state === 'sending') return [`a digest of ${digest.id} is never over`]
      if (digest.state === 'sent' && !arrived(digest)) return [`${digest.id} is called sent and did not arrive`]
      if ((digest.state === 'failed' || digest.state === 'skipped') && arrived(digest))
        return [`${digest.id} is called ${digest.state} and arrived`]
      return []
    }),
    ...lost(known, told, digests, provider.refused),
  ]
  return { violations, uncertain: digests.filter(({ state }) => state === 'uncertain').length }
}

/** Whoever changes address keeps the end of it. */
const ownerOf = (email: string) => email.replace(/^[\d.]+/, '')

/** How often each opportunity arrived at each reader, wherever they were. */
function delivered(mails: readonly { to: string; html: string }[]): Map<string, number> {
  const times = new Map<string, number>()
  for (const { to, html } of mails)
    for (const id of new Set(html.match(/opp_\d+/g))) {
      const what = `${ownerOf(to)} ${id}`
      times.set(what, (times.get(what) ?? 0) + 1)
    }
  return times
}

/** What somebody who stayed never got, and no operator is shown. */
function lost(
  { readers, left, published, retracted }: World['known'],
  told: ReadonlyMap<string, number>,
  digests: readonly DigestRow[],
  refused: ReadonlySet<string>,
): string[] {
  const shown = new Set(
    digests.flatMap(({ state, email, items }) =>
      state === 'uncertain' ? (JSON.parse(items) as string[]).map((id) => `${ownerOf(email)} ${id}`) : [],
    ),
  )
  return readers.flatMap(({ subscription, email }) =>
    left.has(subscription) || refused.has(ownerOf(email))
      ? []
      : published
          .filter(
            (id) => !retracted.has(id) && !told.has(`${ownerOf(email)} ${id}`) && !shown.has(`${ownerOf(email)} ${id}`),
          )
          .map((id) => `${id} never reached ${email}`),
  )
}

import { sql } from 'drizzle-orm'
import { DAY } from '../../calendar.ts'
import type { Ctx, Person } from '../../context.ts'
import { conflict, notFound, tooMany } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import { tellAtOnce } from '../../notices/telling.ts'
import { receiversOf } from './interests.ts'
import { isOpenNow } from './open-now.ts'
import type { InterestInput } from './schema.ts'

const MOST_A_DAY = 10

export type Interesting = {
  id: string
  title: string
  organization: string
  /** Whether one writes here: it is open, has no link to apply, and somebody would get it. */
  takesMessages: boolean
  /** Whether this person's message waits for its answer. */
  waiting: boolean
  today: number
}

/** What somebody could be interested in; what the public may not read does not exist. */
export async function requireInteresting(ctx: Ctx, id: string, personId: string): Promise<Interesting> {
  type Row = Omit<Interesting, 'takesMessages' | 'waiting'> & { takesMessages: number; waiting: number }
  const [row] = await ctx.db.all<Row>(sql`
    select o.id, o.title, g.name as organization, ${takesMessages(ctx, id)} as "takesMessages",
      exists (select 1 from interests where opportunity_id = o.id and person_id = ${personId} and answered_at is null) as waiting,
      ${sentToday(ctx, personId)} as today
    from opportunities o join organizations g on g.id = o.organization_id
    where o.id = ${id} and o.published_at is not null
      and not exists (select 1 from retractions where opportunity_id = o.id)`)
  if (!row) throw notFound('Opportunity')
  return { ...row, takesMessages: row.takesMessages === 1, waiting: row.waiting === 1 }
}

const takesMessages = (ctx: Ctx, id: string) =>
  sql`(o.apply_url is null and ${isOpenNow(ctx)} and exists (${receiversOf(id)}))`

const sentToday = (ctx: Ctx, personId: string) =>
  sql`(select count(*) from interests where person_id = ${personId} and sent_at > ${ctx.now - DAY})`

/**
 * Passes a message on to those who posted, without showing either address. One open for a person and opportunity, ten
 * a day for a person: both are settled by the write itself.
 */
export async function expressInterest(
  ctx: Ctx,
  person: Person,
  opportunityId: string,
  input: InterestInput,
): Promise<void> {
  const before = await requireInteresting(ctx, opportunityId, person.id)
  const id = ctx.newId('int')
  const { db, now } = ctx
  const [made] = await db.batch([
    db.all<{ id: string }>(sql`insert into interests (id, opportunity_id, person_id, name, message, sent_at)
      select ${id}, o.id, ${person.id}, ${input.name}, ${input.message}, ${now} from opportunities o
      where o.id = ${opportunityId} and ${takesMessages(ctx, opportunityId)} and ${sentToday(ctx, person.id)} < ${MOST_A_DAY}
      on conflict do nothing returning id`),
    ...recordEventIfChanged(ctx, 'interest.expressed', id),
    db.run(sql`insert into notices (subject_id, occasion, recipient_id, created_at)
      select ${id}, 'interest', id, ${now} from (${receiversOf(opportunityId)})
      where exists (select 1 from interests where interests.id = ${id})`),
  ])
  if (made.length) return tellAtOnce(ctx, id, 'interest')
  if (before.waiting || !before.takesMessages) throw conflict('Your message could not be passed on')
  if (before.today >= MOST_A_DAY) throw tooMany(`${MOST_A_DAY} messages a day are the most: try again tomorrow`)
  throw conflict('Your message is on its way already')
}

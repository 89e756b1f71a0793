import { sql } from 'drizzle-orm'
import { DAY } from '../calendar.ts'
import type { Ctx, Person } from '../context.ts'
import { authorize, conflict, notFound, tooMany } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { emailKeyOf } from '../mail/allowance.ts'
import { allows } from '../profiles/queries.ts'
import { canSuggest } from './policy.ts'
import { isOpen } from './queries.ts'
import type { Suggesting } from './schema.ts'

const MOST_A_DAY = 20

/** Moderators may write to anybody with an account; others to who lets their groups do so, of a group of both. */
const reachable = (personId: unknown, suggestedBy: unknown) => sql`((${allows(personId, 'groups')}
    and exists (select 1 from group_members theirs join group_members own on own.group_id = theirs.group_id
      where theirs.person_id = ${personId} and own.person_id = ${suggestedBy}))
  or exists (select 1 from people where id = ${suggestedBy} and role in ('moderator', 'admin')))`

/**
 * Suggests an opportunity to whoever reads a mailbox. Nobody there, nobody who wants it, the same a second time: all
 * are answered, counted and queued alike, so that nothing is learned of the address.
 */
export async function suggestOpportunity(ctx: Ctx, me: Person, opportunityId: string, { email, note }: Suggesting) {
  authorize(canSuggest(ctx.actor))
  const { db, now } = ctx
  const id = ctx.newId('sug')
  const emailKey = await emailKeyOf(ctx, email)
  const [made] = await db.batch([
    db.all<{ personId: string | null }>(sql`
      insert into suggestions (id, opportunity_id, person_id, suggested_by, note, suggested_at)
      select ${id}, o.id, p.id, ${me.id}, iif(p.id is null, '', ${note}), ${now} from opportunities o
      left join people p on p.email_key = ${emailKey} and p.proven_at is not null and ${reachable(sql`p.id`, me.id)}
        and not exists (select 1 from suspensions where subject_id = p.id)
        and not exists (select 1 from suggestions s
          where s.opportunity_id = o.id and s.person_id = p.id and s.suggested_by = ${me.id})
      where o.id = ${opportunityId} and ${isOpen(now)}
        and not exists (select 1 from suspensions where subject_id = ${me.id})
        and ${today(ctx, me.id)} < ${MOST_A_DAY}
      returning person_id as "personId"`),
    ...recordEventIfChanged(ctx, 'suggestion.made', id),
    db.run(sql`insert into notices (subject_id, occasion, recipient_id, created_at)
      select id, 'suggestion', person_id, ${now} from suggestions where id = ${id} and person_id is not null`),
  ])
  if (!made[0]) throw await refusal(ctx, me.id)
  const notice = { subjectId: id, occasion: 'suggestion', recipientId: made[0].personId ?? '' }
  await ctx.queue.send([{ type: 'notices', notices: [notice], now }])
}

const today = ({ now }: Ctx, personId: string) =>
  sql`(select count(*) from suggestions where suggested_by = ${personId} and suggested_at > ${now - DAY})`

async function refusal(ctx: Ctx, personId: string) {
  const [row] = await ctx.db.all<{ today: number }>(sql`select ${today(ctx, personId)} as today`)
  if ((row?.today ?? 0) < MOST_A_DAY) return conflict('It is closed: there is nothing to suggest any more')
  return tooMany(`${MOST_A_DAY} suggestions a day are the most: go on tomorrow`)
}

/** What a suggester is called: their name, and the groups they are in. */
const suggester = sql`(select case when p.name = '' then 'Somebody' else p.name end
  || coalesce(', ' || (select group_concat(g.name, ', ') from group_members gm join groups g on g.id = gm.group_id
    where gm.person_id = p.id), case when p.role = 'person' then '' else ', moderator' end)
  from people p where p.id = s.suggested_by)`

export type Suggestion = {
  id: string
  opportunityId: string
  title: string
  organization: string
  by: string
  note: string
  suggestedAt: number
}

/** What was suggested to somebody, is open and not dismissed, newest first. */
export const listSuggestions = ({ db, now }: Ctx, personId: string) =>
  db.all<Suggestion>(sql`
    select s.id, o.id as "opportunityId", o.title, g.name as organization, coalesce(${suggester}, 'Somebody') as by,
      s.note, s.suggested_at as "suggestedAt"
    from suggestions s join opportunities o on o.id = s.opportunity_id join organizations g on g.id = o.organization_id
    where s.person_id = ${personId} and s.dismissed_at is null and ${isOpen(now)}
    order by s.suggested_at desc, s.id desc limit 100`)

/** Takes a suggestion off somebody's list, for good. */
export async function dismissSuggestion(ctx: Ctx, { id: personId }: Person, id: string): Promise<void> {
  const [dismissed] = await ctx.db.batch([
    ctx.db.all<{ id: string }>(sql`update suggestions set dismissed_at = ${ctx.now}
      where id = ${id} and person_id = ${personId} and dismissed_at is null returning id`),
    ...recordEventIfChanged(ctx, 'suggestion.dismissed', id),
  ])
  if (!dismissed.length) throw notFound('Suggestion')
}

type ToMail = Pick<Suggestion, 'title' | 'organization' | 'note'> & { id: string; from: string; by: string }

/** What a mail of a suggestion says; null where it is dismissed, closed, or they withdrew meanwhile. */
export async function findToMail({ db, now }: Ctx, id: string, recipientId: string): Promise<ToMail | null> {
  const [row] = await db.all<ToMail>(sql`
    select o.id, o.title, g.name as organization, s.note, coalesce(${suggester}, 'Somebody') as "from", s.suggested_by as by
    from suggestions s join opportunities o on o.id = s.opportunity_id join organizations g on g.id = o.organization_id
    where s.id = ${id} and s.person_id = ${recipientId} and s.dismissed_at is null and ${isOpen(now)}
      and ${reachable(sql`s.person_id`, sql`s.suggested_by`)}
      and not exists (select 1 from suspensions where subject_id = s.suggested_by)`)
  return row ?? null
}

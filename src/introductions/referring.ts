import { sql } from 'drizzle-orm'
import { DAY } from '../calendar.ts'
import type { Ctx, Person } from '../context.ts'
import { conflict, notFound, tooMany } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { isOpen } from './queries.ts'

const MOST_A_DAY = 50
const TOKEN_LENGTH = 22

export type Passing = {
  id: string
  title: string
  organization: string
  /** Whether it takes applications. */
  open: boolean
  /** The reader's own link, once they have made it. */
  token: string | null
}

/** An opportunity that the public reads, and somebody's own link to it; what is not public does not exist. */
export async function requirePassing({ db, now }: Ctx, opportunityId: string, personId: string): Promise<Passing> {
  const [row] = await db.all<Omit<Passing, 'open'> & { open: number }>(sql`
    select o.id, o.title, g.name as organization, ${isOpen(now)} as open,
      (select token from referrals where opportunity_id = o.id and person_id = ${personId}) as token
    from opportunities o join organizations g on g.id = o.organization_id
    where o.id = ${opportunityId} and o.published_at is not null
      and not exists (select 1 from retractions where opportunity_id = o.id)`)
  if (!row) throw notFound('Opportunity')
  return { ...row, open: row.open === 1 }
}

/** Makes somebody's link to pass an opportunity on. There is one for each: asked for again, it stays the same. */
export async function referTo(ctx: Ctx, { id: personId }: Person, opportunityId: string): Promise<void> {
  const before = await requirePassing(ctx, opportunityId, personId)
  if (before.token) return
  if (!before.open) throw conflict('It is closed: there is nothing to pass on any more')
  const { db, now } = ctx
  const id = ctx.newId('rfl')
  const token = (await ctx.secrets.fingerprint(`referral ${opportunityId} ${personId}`)).slice(0, TOKEN_LENGTH)
  const today = sql`(select count(*) from referrals where person_id = ${personId} and created_at > ${now - DAY})`
  const [, , found] = await db.batch([
    db.run(sql`insert into referrals (id, token, opportunity_id, person_id, created_at)
      select ${id}, ${token}, o.id, ${personId}, ${now} from opportunities o
      where o.id = ${opportunityId} and ${isOpen(now)} and ${today} < ${MOST_A_DAY}
      on conflict do nothing`),
    ...recordEventIfChanged(ctx, 'referral.made', id),
    db.all(sql`select id from referrals where opportunity_id = ${opportunityId} and person_id = ${personId}`),
  ])
  if (!(found as unknown[]).length) throw tooMany(`${MOST_A_DAY} links a day are the most: go on tomorrow`)
}

/** How many people took up what somebody passed on: an indirect contribution. In all, so that it is nobody's in particular. */
export async function countTakenUp({ db }: Ctx, personId: string): Promise<number> {
  const [row] = await db.all<{ taken: number }>(sql`select count(*) as taken from landings
    where referral_id in (select id from referrals where person_id = ${personId})`)
  return row?.taken ?? 0
}

export type Referral = { id: string; opportunityId: string; personId: string }

/** Who passed an opportunity on by this link, for whoever keeps what came of it; null for a token that is nobody's. */
export async function findReferral({ db }: Ctx, token: string): Promise<Referral | null> {
  const [row] = await db.all<Referral>(sql`
    select id, opportunity_id as "opportunityId", person_id as "personId" from referrals
    where token = ${token} and person_id is not null`)
  return row ?? null
}

/** What a link that was passed on leads to; any other token, and another opportunity's, is as if there were nothing. */
export async function requirePassedOn(ctx: Ctx, opportunityId: string, token: string): Promise<Passing> {
  const referral = await findReferral(ctx, token)
  if (referral?.opportunityId !== opportunityId) throw notFound('Link')
  return requirePassing(ctx, opportunityId, referral.personId)
}

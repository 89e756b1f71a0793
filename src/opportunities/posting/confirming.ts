import { eq, sql } from 'drizzle-orm'
import { proveMailbox } from '../../auth/proving.ts'
import type { Ctx, Membership, Person } from '../../context.ts'
import { conflict, forbidden, notFound } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import { members } from '../../organizations/table.ts'
import { people } from '../../people/table.ts'
import type { Typed } from '../schema.ts'
import { findStanding } from '../standing.ts'
import { submitOpportunity } from '../submitting.ts'
import { organizationOf, readPoster } from './posters.ts'
import { findDraft } from './queries.ts'
import { readPosting } from './reading.ts'
import { type Link, readLink } from './tokens.ts'

/** Where what a link stands for is: `kept` once it is a draft of the account it made, if submitting did not succeed. */
export type Asked = { state: 'open'; typed: Typed } | { state: 'kept' } | { state: 'submitted'; isPublic: boolean }

/** What a mailed link would do, without doing it. */
export const readAsked = async (ctx: Ctx, token: string) => look(ctx, await readLink(ctx, token))

async function look(ctx: Ctx, { opportunityId, seed }: Link): Promise<Asked> {
  const [draft, standing] = await Promise.all([findDraft(ctx, opportunityId), findStanding(ctx, opportunityId)])
  if (standing) return { state: 'submitted', isPublic: standing.row !== null }
  if (!draft || draft.seed !== seed) throw notFound('Link')
  if (draft.emailKey === null) return { state: 'kept' }
  return { state: 'open', typed: draft.typed }
}

/**
 * Makes the account if there is none, the organization if it is new, and submits: once, however often it is pressed.
 * Nobody is signed in by it.
 */
export async function confirmPosting(ctx: Ctx, token: string): Promise<void> {
  const link = await readLink(ctx, token)
  const asked = await look(ctx, link)
  if (asked.state !== 'open') return
  const read = readPosting(asked.typed)
  const person = await claim(ctx, link)
  if (!person) {
    if ((await look(ctx, link)).state === 'open') throw forbidden()
    return
  }
  const as = { ...ctx, actor: person }
  const poster = readPoster(as, asked.typed)
  if ('issues' in read || 'issues' in poster)
    throw conflict('Something in it must be changed first. Sign in: it is among your drafts')
  const organizationId = await organizationOf(as, poster)
  const { opportunityId } = link
  await submitOpportunity(as, { opportunityId, organizationId, input: read.input, typed: asked.typed })
}

/** The draft becomes that of the account behind its address: for one press only, and for nobody suspended. */
async function claim(ctx: Ctx, { opportunityId, seed }: Link): Promise<Person | null> {
  const { db, now } = ctx
  const asked = sql`opportunity_id = ${opportunityId} and seed = ${seed} and email_key is not null`
  const emailKey = sql`(select email_key from drafts where ${asked})`
  const author = sql`(select id from people where email_key = drafts.email_key)`
  const results = await db.batch([
    db.run(sql`insert into people (id, name, email, email_key, role, example, created_at)
      select ${ctx.newId('per')}, '', email, email_key, 'person', 0, ${now} from drafts where ${asked}
      on conflict (email_key) do nothing`),
    ...proveMailbox(ctx, emailKey),
    db.all<{ author_id: string }>(sql`update drafts
      set author_id = ${author}, email = null, email_key = null, version = version + 1, updated_at = ${now}
      where ${asked} and not exists (select 1 from suspensions where subject_id = ${author}) returning author_id`),
    ...recordEventIfChanged(ctx, 'posting.confirmed', opportunityId),
  ])
  const [claimed] = results[CLAIMED] as { author_id: string }[]
  return claimed ? personOf(ctx, claimed.author_id) : null
}
/** Behind the account and the five statements that prove its mailbox. */
const CLAIMED = 6

/** The account as an actor without the powers of its role: nobody is signed in. */
async function personOf({ db }: Ctx, id: string): Promise<Person> {
  const [[row], own] = await db.batch([
    db.select().from(people).where(eq(people.id, id)),
    db.select({ id: members.organizationId, role: members.role }).from(members).where(eq(members.personId, id)),
  ])
  if (!row) throw notFound('Person')
  const organizations = Object.fromEntries(own.map(({ id, role }) => [id, role satisfies Membership]))
  const { name, example, emailKey } = row
  const nobody = { session: { id: '', passkeyAt: null }, hasPasskey: false, groups: {} }
  return { type: 'person', id, name, role: 'person', example, emailKey, organizations, ...nobody }
}

import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Ctx, Person } from '../context.ts'
import { notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { groupMembers, groups } from '../groups/table.ts'
import { suppressions } from '../mail/table.ts'
import { listOwnOrganizations } from '../organizations/queries.ts'
import { nextDue } from './cadence.ts'
import { canHave } from './policy.ts'
import { defaultSchedule, type OwnKind } from './schema.ts'
import { readStanding, standing } from './standing.ts'
import { subscriptions } from './table.ts'
import { makeToken } from './tokens.ts'
import { wordsOf } from './wording.ts'

const MOST_LISTED = 200

/** Starts mail to a person's own address, which is proven: nothing is left to confirm. Once, however often it is asked. */
export async function startOwn(ctx: Ctx, person: Person, asked: OwnKind & { zone: string }): Promise<void> {
  const { kind, subject, zone } = asked
  if (!canHave(person, asked)) throw notFound(kind === 'group' ? 'Group' : 'Organization')
  const id = ctx.newId('sub')
  const schedule = { ...defaultSchedule, zone }
  const { cadence, weekday, hour } = schedule
  const due = nextDue(schedule, ctx.now)
  await ctx.db.batch([
    ctx.db.run(sql`
      insert into subscriptions (id, email, email_key, person_id, kind, subject_id, query, cadence, weekday, hour, zone,
        confirmed_at, known_version, next_period, next_due_at, created_at, updated_at)
      select ${id}, email, email_key, id, ${kind}, ${subject || null}, '', ${cadence}, ${weekday}, ${hour}, ${zone},
        ${ctx.now}, (select value from versions where name = 'board'), ${due.period}, ${due.at}, ${ctx.now}, ${ctx.now}
      from people where id = ${person.id}
      on conflict do nothing`),
    ...recordEventIfChanged(ctx, 'subscription.started', id),
  ])
}

/** All that is mailed to somebody's address, each with the token that manages it, and what else they may have. */
export async function listOwn(ctx: Ctx, person: Person) {
  const [rows, organizations, ownGroups, stopped] = await ctx.db.batch([
    ctx.db
      .select({ subscription: subscriptions, standing: standing().as('standing') })
      .from(subscriptions)
      .where(
        and(
          eq(subscriptions.emailKey, person.emailKey),
          isNotNull(subscriptions.confirmedAt),
          isNull(subscriptions.endedAt),
        ),
      )
      .orderBy(asc(subscriptions.createdAt), asc(subscriptions.id))
      .limit(MOST_LISTED),
    listOwnOrganizations(ctx.db, person.id),
    listOwnGroups(ctx, person),
    ctx.db
      .select({ reason: suppressions.reason, at: suppressions.at })
      .from(suppressions)
      .where(eq(suppressions.emailKey, person.emailKey)),
  ])
  const all = rows.map(({ subscription }) => subscription)
  const [words, tokens] = await Promise.all([
    wordsOf(ctx, all),
    Promise.all(all.map(({ id }) => makeToken(ctx, 'manage', id))),
  ])
  const had = new Set(all.map(({ kind, subjectId }) => `${kind} ${subjectId ?? ''}`))
  const offers: Offer[] = [
    { kind: 'matches' as const, subject: '', name: '' },
    ...organizations.map(({ id, name }) => ({ kind: 'talent' as const, subject: id, name })),
    ...ownGroups.map(({ id, name }) => ({ kind: 'group' as const, subject: id, name })),
  ]
  return {
    own: rows.map(({ subscription, standing }, i) => ({
      subscription,
      standing: readStanding(standing),
      words: words[i] ?? '',
      token: tokens[i] ?? '',
    })),
    offers: offers.filter(({ kind, subject }) => !had.has(`${kind} ${subject}`)),
    suppressed: stopped[0] ?? null,
  }
}
export type Offer = OwnKind & { name: string }
export type OwnMail = Awaited<ReturnType<typeof listOwn>>

const listOwnGroups = ({ db }: Ctx, { id }: Person) =>
  db
    .select({ id: groups.id, name: groups.name })
    .from(groupMembers)
    .innerJoin(groups, eq(groups.id, groupMembers.groupId))
    .where(eq(groupMembers.personId, id))
    .orderBy(asc(groups.nameKey))

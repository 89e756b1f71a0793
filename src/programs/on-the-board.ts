import { and, eq, type SQL, sql } from 'drizzle-orm'
import { actingPerson } from '../auth/policy.ts'
import type { Ctx, Person } from '../context.ts'
import { inList } from '../db/bulk.ts'
import { authorize, invalid } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { canRecordInGroup } from '../groups/policy.ts'
import { saveDraft } from '../opportunities/posting/drafting.ts'
import { writePlaces } from '../opportunities/posting/places.ts'
import { writeAudiences, writeLanguages } from '../opportunities/posting/terms.ts'
import type { Kind, Typed } from '../opportunities/schema.ts'
import { type ListedCohort, listCohorts, type Program, requireProgram } from './queries.ts'
import type { Activity } from './schema.ts'
import { programs } from './table.ts'

/** What is open on the board, of organizations somebody may post for or written by them: only such may stand for it. */
const mayStand = ({ id, organizations }: Person, now: number): SQL => sql`o.published_at is not null
  and (o.closes_at is null or o.closes_at > ${now})
  and not exists (select 1 from closures where opportunity_id = o.id)
  and not exists (select 1 from retractions where opportunity_id = o.id)
  and (${inList(sql`o.organization_id`, Object.keys(organizations))}
    or (exists (select 1 from revisions where opportunity_id = o.id and author_id = ${id})
      and not exists (select 1 from members where organization_id = o.organization_id)))`

/** What can stand for a program of this person's group, newest first. */
export const listChoices = ({ db, now }: Ctx, person: Person) =>
  db.all<{ id: string; title: string; organization: string }>(sql`
    select o.id, o.title, g.name as organization from opportunities o join organizations g on g.id = o.organization_id
    where ${mayStand(person, now)} order by o.published_at desc limit 100`)
export type OpportunityChoice = Awaited<ReturnType<typeof listChoices>>[number]

/** What stands for a program now; null where that is nothing, or nothing that readers still find. */
export async function findStandIn({ db, now }: Ctx, { opportunityId }: Program) {
  if (!opportunityId) return null
  const [row] = await db.all<{ id: string; title: string; open: number }>(sql`select o.id, o.title,
      (o.closes_at is null or o.closes_at > ${now})
        and not exists (select 1 from closures where opportunity_id = o.id) as open
    from opportunities o where o.id = ${opportunityId} and o.published_at is not null
      and not exists (select 1 from retractions where opportunity_id = o.id)`)
  return row ? { ...row, open: Boolean(row.open) } : null
}
export type StandIn = NonNullable<Awaited<ReturnType<typeof findStandIn>>>

/** Says which opportunity stands for a program on the board; null for none. */
export async function chooseOpportunity(ctx: Ctx, groupId: string, id: string, chosen: string | null): Promise<void> {
  await requireProgram(ctx, groupId, id)
  authorize(canRecordInGroup(ctx.actor, groupId))
  const may = sql`exists (select 1 from opportunities o where o.id = ${chosen}
    and ${mayStand(actingPerson(ctx.actor), ctx.now)})`
  const [changed] = await ctx.db.batch([
    ctx.db
      .update(programs)
      .set({ opportunityId: chosen, updatedAt: ctx.now })
      .where(and(eq(programs.id, id), chosen === null ? undefined : may))
      .returning({ id: programs.id }),
    ...recordEventIfChanged(ctx, 'program.opportunity chosen', id),
  ])
  if (!changed.length)
    throw invalid([{ path: 'opportunity', message: 'Choose one that is open, of an organization that you post for' }])
}

const kindOf: Record<Activity, Kind> = {
  bootcamp: 'training',
  course: 'training',
  training_day: 'training',
  hackathon: 'event',
  talk: 'event',
  study_group: 'training',
  coworking: 'event',
  internship: 'internship',
  fellowship: 'fellowship',
  mentorship: 'training',
  research_group: 'project',
  founding: 'role',
  word_of_mouth: 'event',
}

/** Begins an opportunity with what the program and its next cohort say; answers the draft's id. */
export async function draftOpportunity(ctx: Ctx, groupId: string, id: string, today: string): Promise<string> {
  const { program } = await requireProgram(ctx, groupId, id)
  authorize(canRecordInGroup(ctx.actor, groupId))
  const cohorts = await listCohorts(ctx.db, id)
  const next = cohorts.filter(({ startsOn }) => startsOn >= today).sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))[0]
  const opportunityId = ctx.newId('opp')
  await saveDraft(ctx, { opportunityId, base: '', version: 0, typed: typedOf(program, next) })
  return opportunityId
}

/** The form as somebody would have typed it. */
function typedOf(program: Program, next: ListedCohort | undefined): Typed {
  const { country, city } = next?.country ? next : program
  const { audiences, otherAudiences } = writeAudiences(program.audiences)
  const typed: Typed = {
    kind: kindOf[program.activity],
    title: next ? `${program.name}, ${next.name}` : program.name,
    body: program.about,
    languages: writeLanguages(next?.language ? [next.language] : program.languages),
    audiences,
    otherAudiences,
    places: country ? writePlaces([{ country, city }]) : '',
    startsOn: next?.startsOn ?? '',
    seats: next?.capacity ? String(next.capacity) : '',
    applyUrl: program.website ?? '',
  }
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value.length > 0))
}

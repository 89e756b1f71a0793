import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { PersonalData } from '../people/personal-data.ts'

type Rows = Record<string, unknown>[]

const ofOpportunity = (table: string) => sql`from ${sql.raw(table)} t join opportunities o on o.id = t.opportunity_id
  join organizations g on g.id = o.organization_id`

async function exportAll({ db }: Ctx, id: string): Promise<Record<string, Rows>> {
  // What was retracted keeps its words to itself, here as everywhere.
  const unlessRetracted = (column: string) =>
    sql`case when not exists (select 1 from retractions where opportunity_id = o.id) then ${sql.raw(column)} end`
  const about = sql`t.opportunity_id as "opportunityId", ${unlessRetracted('o.title')} as opportunity,
    ${unlessRetracted('g.name')} as organization`
  const [introductions, asked, suggestions, suggested, referrals] = await db.batch([
    db.all(sql`select ${about}, t.message, t.asked_at as "askedAt", t.answer, t.answered_at as "answeredAt", t.note
      ${ofOpportunity('introductions')} where t.person_id = ${id} order by t.asked_at, t.id`),
    db.all(sql`select ${about}, t.message, t.asked_at as "askedAt", t.answer
      ${ofOpportunity('introductions')} where t.asked_by = ${id} order by t.asked_at, t.id`),
    db.all(sql`select ${about}, t.note, t.suggested_at as "suggestedAt", t.dismissed_at as "dismissedAt"
      ${ofOpportunity('suggestions')} where t.person_id = ${id} order by t.suggested_at, t.id`),
    // Without the note: it is kept only where it reached somebody, which is not told.
    db.all(sql`select ${about}, t.suggested_at as "suggestedAt"
      ${ofOpportunity('suggestions')} where t.suggested_by = ${id} order by t.suggested_at, t.id`),
    db.all(sql`select ${about}, t.token, t.created_at as "createdAt"
      ${ofOpportunity('referrals')} where t.person_id = ${id} order by t.created_at, t.id`),
  ])
  return {
    introductions: introductions as Rows,
    introductionsAskedFor: asked as Rows,
    suggestions: suggestions as Rows,
    suggestionsMade: suggested as Rows,
    referrals: referrals as Rows,
  }
}

/** Introductions, suggestions and referrals of one person, on either side of them. */
export const introductionsData: PersonalData = {
  export: exportAll,
  erase: ({ db }, id) => [
    db.run(sql`delete from introductions where person_id = ${id} or (asked_by = ${id} and answer is null)`),
    db.run(sql`update introductions set asked_by = '', message = '' where asked_by = ${id}`),
    // As if the address had been nobody's, for whoever counts what they suggested.
    db.run(sql`update suggestions set person_id = null, note = '' where person_id = ${id}`),
    db.run(sql`update suggestions set suggested_by = '', note = '' where suggested_by = ${id}`),
    // What came of it is counted on, of nobody.
    db.run(sql`update referrals set person_id = null, token = null where person_id = ${id}`),
  ],
}

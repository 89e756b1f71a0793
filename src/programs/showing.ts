import { sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { notFound } from '../errors.ts'
import type { Share } from './disclosing.ts'
import type { Activity, FigureName } from './schema.ts'

export type PublicCohort = {
  id: string
  number: number
  name: string
  startsOn: string
  endsOn: string
  country: string | null
  city: string | null
  language: string | null
  capacity: number | null
}

/** What may be told of its people: of one cohort, or of all of them where the cohort is empty. */
export type PublicFigure = Omit<Share, 'answered'> & {
  cohortId: string
  figure: FigureName
  month: string
  /** Null where everybody counted has given the answer. */
  answered: number | null
}

/** A program as everybody may read it. */
export type PublicProgram = {
  id: string
  name: string
  activity: Activity
  aboutHtml: string
  website: string | null
  country: string | null
  city: string | null
  languages: string[]
  audiences: string[]
  beganOn: string | null
  example: boolean
  updatedAt: number
  group: { id: string; name: string; website: string | null; about: string }
  cohorts: PublicCohort[]
  /** What stands for it on the board, while it is open. */
  opportunity: { id: string; title: string; closesOn: string | null } | null
  figures: PublicFigure[]
}

/** A published program with all that is public about it, as one row: it travels beside the board's version. */
export const selectPublicProgram = (db: Db, id: string, now: number) =>
  db.all<{ program: string }>(sql`select json_object('id', p.id, 'name', p.name, 'activity', p.activity,
      'aboutHtml', p.about_html, 'website', p.website, 'country', p.country, 'city', p.city,
      'languages', json(p.languages), 'audiences', json(p.audiences), 'beganOn', p.began_on,
      'example', json(iif(p.example, 'true', 'false')), 'updatedAt', p.updated_at,
      'group', json_object('id', g.id, 'name', g.name, 'website', g.website, 'about', g.about),
      'cohorts', json((select json_group_array(json_object('id', id, 'number', number, 'name', name,
          'startsOn', starts_on, 'endsOn', ends_on, 'country', country, 'city', city, 'language', language,
          'capacity', capacity))
        from (select * from cohorts where program_id = p.id order by number desc))),
      'opportunity', json((select json_object('id', o.id, 'title', o.title, 'closesOn', o.closes_on) from opportunities o
        where o.id = p.opportunity_id and o.published_at is not null
          and (o.closes_at is null or o.closes_at > ${now})
          and not exists (select 1 from closures where opportunity_id = o.id)
          and not exists (select 1 from retractions where opportunity_id = o.id))),
      'figures', json((select json_group_array(json_object('cohortId', cohort_id, 'figure', figure, 'month', month,
          'count', count, 'outOf', out_of, 'answered', answered))
        from program_figures where program_id = p.id and count is not null and figure <> 'people'))) as program
    from programs p join groups g on g.id = p.group_id where p.id = ${id} and p.published_at is not null`)

/** The one program there must be; unpublished and unknown ones look the same from outside. */
export function foundProgram(rows: readonly { program: string }[] | undefined): PublicProgram {
  const [row] = rows ?? []
  if (!row) throw notFound('Program')
  return JSON.parse(row.program) as PublicProgram
}

/** Every published program, for those who list addresses. */
export const selectPublicAddresses = (db: Db) =>
  db.all<{ id: string; name: string; updatedAt: number }>(
    sql`select id, name, updated_at as "updatedAt" from programs where published_at is not null order by id limit 20000`,
  )

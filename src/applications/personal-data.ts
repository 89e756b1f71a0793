import { eq, sql } from 'drizzle-orm'
import type { PersonalData } from '../people/personal-data.ts'
import { listTracked, stepsOf } from './queries.ts'
import { applications as a, trackerSettings as t } from './table.ts'

export const applicationsData: PersonalData = {
  export: async (ctx, personId) => {
    const tracked = await listTracked(ctx, personId)
    const steps = await stepsOf(
      ctx,
      tracked.map(({ id }) => id),
    )
    const settings = await ctx.db.select().from(t).where(eq(t.personId, personId))
    return {
      applications: tracked.map((row) => ({
        id: row.id,
        opportunityId: row.opportunityId,
        title: row.title,
        organization: row.organization,
        state: row.state,
        notes: row.notes,
        dueOn: row.dueOn,
        createdAt: row.createdAt,
        updatedAt: row.updatedAt,
      })),
      applicationSteps: [...steps.values()].flat(),
      trackerSettings: settings.map(({ reminders, checkIns, zone, looking, lookingAt }) => {
        return { reminders, checkIns, zone, looking, lookingAt }
      }),
    }
  },
  erase: ({ db }, personId) => {
    const own = sql`(select id from applications where person_id = ${personId})`
    return [
      db.run(sql`update landings set application_id = null where application_id in ${own}`),
      db.run(sql`delete from notices where recipient_id = ${personId}
        and (subject_id in ${own} or occasion like 'check-in %')`),
      db.run(sql`delete from application_steps where application_id in ${own}`),
      db.delete(a).where(eq(a.personId, personId)),
      db.delete(t).where(eq(t.personId, personId)),
    ]
  },
}

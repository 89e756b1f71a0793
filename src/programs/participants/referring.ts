import { sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import type { Statement } from '../../db/client.ts'

/**
 * What refers to a record and goes with it: it is moved where two records are merged, and removed where one is. `once`
 * names the other columns of a key that allows a row only once a person.
 */
export const referring: readonly { table: string; column: string; once?: readonly string[] }[] = [
  { table: 'participations', column: 'participant_id', once: ['cohort_id', 'role'] },
  { table: 'stage_changes', column: 'participant_id' },
  { table: 'engagement_changes', column: 'participant_id' },
  { table: 'participant_aliases', column: 'participant_id' },
  { table: 'participant_differences', column: 'participant_id', once: ['other_id'] },
  { table: 'participant_differences', column: 'other_id', once: ['participant_id'] },
  { table: 'survey_asks', column: 'participant_id', once: ['survey_id'] },
  { table: 'survey_answers', column: 'participant_id', once: ['survey_id'] },
  { table: 'check_in_asks', column: 'participant_id', once: ['cohort_id', 'horizon'] },
  { table: 'check_in_answers', column: 'participant_id', once: ['check_in_id'] },
  { table: 'group_landings', column: 'participant_id' },
  { table: 'outcomes', column: 'participant_id' },
  { table: 'estimates', column: 'participant_id', once: ['program_id', 'effect', 'version'] },
]

/** Before a record goes: what was shown outside of its estimates stays as it was, and they count no longer. */
export const keepToldEstimates = ({ db, now }: Ctx, participantId: string): Statement =>
  db.run(sql`insert into former_estimates (id, subject, group_id, program_id, effect, version, net, low, high, created_at, withdrawn_at)
    select id, participant_id, group_id, program_id, effect, version, with_fte - without_fte, low, high,
      coalesce(merged_at, created_at), coalesce(withdrawn_at, ${now}) from estimates where participant_id = ${participantId}`)

/** Those that another record has now count as its own from now on. */
export const beginMergedEstimates = ({ db, now }: Ctx, formerId: string): Statement =>
  db.run(sql`update estimates set merged_at = ${now} where id in (
    select id from former_estimates where subject = ${formerId})`)

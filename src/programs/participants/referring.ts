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

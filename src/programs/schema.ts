/** What a program does; word of mouth and founding count as activities of their own. */
export const activities = [
  'bootcamp',
  'course',
  'training_day',
  'hackathon',
  'talk',
  'study_group',
  'coworking',
  'internship',
  'fellowship',
  'mentorship',
  'research_group',
  'founding',
  'word_of_mouth',
] as const
export type Activity = (typeof activities)[number]

/** What somebody was in a cohort. */
export const cohortRoles = ['participant', 'mentor', 'organizer'] as const

/** How far somebody has come (ExTRA), as dated history; one may be reached without the one before. */
export const stages = ['exposure', 'technical_upskilling', 'research', 'alignment'] as const
export type Stage = (typeof stages)[number]

/** Whether somebody is with it now, as dated history beside the stage. */
export const engagements = ['engaged', 'paused', 'left', 'returned'] as const
export type Engagement = (typeof engagements)[number]

/** On which ground a group holds somebody's data. */
export const bases = ['consent', 'contract', 'legitimate_interest'] as const
export type Basis = (typeof bases)[number]

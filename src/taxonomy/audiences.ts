export type Audience = { id: string; name: string }

/** Whom an opportunity can be made for. The seed of an open vocabulary: moderators add what posters propose. */
export const audiences: readonly Audience[] = [
  { id: 'school_students', name: 'School students' },
  { id: 'students', name: 'Students' },
  { id: 'graduate_students', name: 'Graduate students' },
  { id: 'early_career', name: 'Early career' },
  { id: 'mid_career', name: 'Mid-career' },
  { id: 'senior_professionals', name: 'Senior professionals' },
  { id: 'career_changers', name: 'Career changers' },
  { id: 'returners', name: 'Returning after a break' },
  { id: 'academics', name: 'Academics' },
  { id: 'software_engineers', name: 'Software engineers' },
  { id: 'away_from_hubs', name: 'Regions away from hubs' },
  { id: 'underrepresented', name: 'Groups underrepresented in the field' },
  { id: 'open_source', name: 'Open source and hacking' },
  { id: 'founders', name: 'Startups and founders' },
  { id: 'finance', name: 'Finance' },
  { id: 'consultants', name: 'Consultants' },
  { id: 'debaters', name: 'Debaters' },
  { id: 'quants', name: 'Quantitative traders' },
  { id: 'historians', name: 'Historians' },
  { id: 'military_history', name: 'Military history' },
  { id: 'osint', name: 'OSINT' },
  { id: 'model_un', name: 'Model UN and Model NATO' },
  { id: 'writers', name: 'Writers' },
]

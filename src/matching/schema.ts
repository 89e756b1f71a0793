export const partNames = ['skills', 'professions', 'workGroup', 'commitment', 'audience'] as const
export type PartName = (typeof partNames)[number]
export type Parts = Record<PartName, number>

/** In the order they are told. */
export const blockerCodes = [
  'closed',
  'kind',
  'hours',
  'months',
  'place',
  'visa',
  'pay',
  'language',
  'ml_knowledge',
] as const
export type BlockerCode = (typeof blockerCodes)[number]
export type Blocker = { code: BlockerCode; message: string }

/** Who left a part unsaid, so that it scores neutral. */
export type Unsaid = 'opportunity' | 'profile'

/** An open training that teaches what is missing. */
export type Training = { id: string; title: string }
export type Missing = { message: string; training: Training | null }

/** What a person can answer that may make more opportunities fit, in the order of the profile. */
export const answerNames = [
  'hours',
  'months',
  'skills',
  'professions',
  'workGroups',
  'audiences',
  'places',
  'relocate',
  'level',
] as const
export type AnswerName = (typeof answerNames)[number]

import * as z from 'zod'
import { line } from '../fields.ts'

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
/** A skill that somebody lacks: how many openings it would open, how many of them would be new, how many must have it. */
export type SkillGap = { skill: string; opens: number; fresh: number; musts: number; training: Training | null }
/** How many of the people who name skills name this one. */
export type SkillCount = { skill: string; people: number; outOf: number }

/** Why something is not for somebody. */
export const dismissalReasons = ['hours', 'place', 'field', 'level', 'known', 'other'] as const
export type DismissalReason = (typeof dismissalReasons)[number]

const Note = line(200).default('')
/** "Not for me", as it is posted. */
export const DismissalForm = z
  .strictObject({
    opportunity: z
      .string('Say which opportunity')
      .regex(/^opp_[0-9a-z]{1,40}$/, 'This is not the id of an opportunity'),
    reason: z.enum(dismissalReasons, 'Choose why it is not for you'),
    note: Note,
    back: z.string().optional(),
  })
  .refine(({ reason, note }) => reason !== 'other' || note !== '', {
    path: ['note'],
    message: 'Say in a few words why',
  })

import * as z from 'zod'
import type { Basis } from '../schema.ts'

/** What somebody says of a group's record of them. */
const recordAnswers = ['claim', 'object', 'erase'] as const
export type RecordAnswer = (typeof recordAnswers)[number]

const answer = z.enum(recordAnswers, 'Choose what should happen')
export const AnswerForm = z.strictObject({ answer })
export const OwnAnswerForm = z.strictObject({ answer, record: z.string().max(60) })

/** On which ground a group holds a record, for whom it is about. */
export const basisForThem: Readonly<Record<Basis, string>> = {
  consent: 'you agreed to it',
  contract: 'a contract with you needs it',
  legitimate_interest: 'it has a legitimate interest in knowing what became of its programs',
}

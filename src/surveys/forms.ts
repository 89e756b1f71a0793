import * as z from 'zod'
import { day, line, oneOf } from '../fields.ts'
import {
  MOST_OWN,
  MOST_QUESTIONS,
  type OwnQuestion,
  ownKinds,
  type StandardKey,
  templateKeys,
  templates,
} from './schema.ts'

const TITLE_BYTES = 200
const QUESTION_BYTES = 300

const ownNumbers = Array.from({ length: MOST_OWN }, (_, i) => i + 1)
const ownQuestion = z.object({ text: line(QUESTION_BYTES).prefault(''), kind: oneOf(ownKinds).prefault('text') })

/** Which cohort of which program is asked, or, without a cohort, all of them. */
const target = z
  .string()
  .regex(/^(coh|prg)_[0-9a-z]{1,40}$/, 'Choose a program or cohort')
  .prefault('')

/**
 * The form that makes a survey: `ask-KEY=yes` for each standard question of the template that stays, `own-1` with
 * `own-1-kind` and so on for a group's own.
 */
export const SurveyForm = z
  .object({
    template: oneOf(templateKeys),
    of: target,
    title: line(TITLE_BYTES).pipe(z.string().min(1, 'Give it a title')),
    opensOn: day,
    closesOn: day,
  })
  .catchall(z.string())
  .transform(({ template, of, title, opensOn, closesOn, ...fields }, { addIssue }) => {
    const issue = (path: string, message: string) => addIssue({ code: 'custom', path: [path], message })
    const offered: readonly StandardKey[] = templates[template].questions
    const asked = offered.filter((key) => fields[`ask-${key}`] === 'yes')
    const ownQuestions = ownNumbers.flatMap((number): OwnQuestion[] => {
      const read = ownQuestion.safeParse({ text: fields[`own-${number}`], kind: fields[`own-${number}-kind`] })
      if (!read.success) issue(`own-${number}`, read.error.issues[0]?.message ?? 'Give a question')
      return read.data?.text ? [read.data] : []
    })
    if (closesOn < opensOn) issue('closesOn', 'Give a day that is not before it opens')
    const count = asked.length + ownQuestions.length
    if (!count) issue(`ask-${offered[0]}`, 'Ask at least one question')
    if (count > MOST_QUESTIONS)
      issue(`ask-${offered[0]}`, `Ask at most ${MOST_QUESTIONS}, so that it takes under two minutes: leave one out`)
    return { template, of, title, opensOn, closesOn, asked, ownQuestions }
  })
export type SurveyInput = z.output<typeof SurveyForm>

export const DatesForm = z.strictObject({ closesOn: day })

const NOTE_BYTES = 1_000
const stated = (most: number, missing: string) => line(most).pipe(z.string().min(1, missing))

/** A figure as it was printed elsewhere: word for word, with where. */
export const FigureForm = z.strictObject({
  what: stated(QUESTION_BYTES, 'Say what the figure is of'),
  value: stated(TITLE_BYTES, 'Give the figure as it was printed'),
  source: stated(QUESTION_BYTES, 'Say where it was printed'),
  note: line(NOTE_BYTES).prefault(''),
})
export type FigureInput = z.output<typeof FigureForm>

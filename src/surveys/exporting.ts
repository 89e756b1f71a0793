import { isoInstant } from '../calendar.ts'
import { type CsvColumns, toCsv } from '../text/csv.ts'
import type { Respondent, Survey } from './queries.ts'
import { answerKeys } from './schema.ts'

const instantOrNull = (at: number | null) => (at === null ? null : isoInstant(at))

/** Everybody who was asked, a row each, with the raw answers and without names. */
export function answersCsv({ questions }: Survey, respondents: readonly Respondent[]): string {
  const columns: CsvColumns<Respondent> = {
    participant: ({ participantId }) => participantId,
    answered_at: ({ answeredAt }) => instantOrNull(answeredAt),
    changed_at: ({ updatedAt }) => instantOrNull(updatedAt),
    ...Object.fromEntries(
      questions.flatMap(answerKeys).map((key) => [key, ({ answers }: Respondent) => answers?.[key] ?? null]),
    ),
  }
  return toCsv(columns, respondents)
}

/** The same with the questions as they were asked. */
export const answersJson = (survey: Survey, respondents: readonly Respondent[]) => ({
  survey: {
    id: survey.id,
    title: survey.title,
    kind: survey.kind,
    asked: survey.role,
    opensOn: survey.opensOn,
    closesOn: survey.closesOn,
    questions: survey.questions,
  },
  respondents: respondents.map(({ participantId, answers, answeredAt, updatedAt }) => ({
    participant: participantId,
    answeredAt: instantOrNull(answeredAt),
    changedAt: instantOrNull(updatedAt),
    answers,
  })),
})

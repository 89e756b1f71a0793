import { type Issue, issuesOf } from '../../errors.ts'
import { readTime } from '../../opportunities/posting/hours.ts'
import { AnswerForm, type CheckInInput, SameForm } from './schema.ts'

export type ReadAnswer = { input: CheckInInput } | { issues: Issue[] }

type Several = { to: string[]; shown: string[] }

/** The form of a check-in, with an issue for each field that must change; `same` is the button for nothing new. */
export function readAnswerForm({ time = '', ...typed }: Record<string, string>, { to, shown }: Several): ReadAnswer {
  if (typed.same !== undefined) return readSame({ ...typed, shown })
  const asked = readTime(time.trim(), 'role')
  const read = AnswerForm.safeParse({
    ...typed,
    outcome: typed.outcome ?? '',
    to,
    ...('commitment' in asked ? { commitment: asked.commitment } : {}),
  })
  const issues = [
    ...(read.success ? [] : issuesOf(read.error)),
    ...('problem' in asked ? [{ path: 'time', message: asked.problem }] : []),
  ]
  return read.success && !issues.length ? { input: read.data } : { issues }
}

function readSame(typed: unknown): ReadAnswer {
  const { success, data, error } = SameForm.safeParse(typed)
  if (!success) return { issues: issuesOf(error) }
  const to = data.shown.map(({ participantId }) => participantId)
  return { input: { to, answer: { outcome: 'unchanged' }, shown: data.shown } }
}

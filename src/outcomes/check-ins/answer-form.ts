import { type Issue, issuesOf } from '../../errors.ts'
import { readTime } from '../../opportunities/posting/hours.ts'
import { AnswerForm, type CheckInInput, SameForm } from './schema.ts'

export type ReadAnswer = { input: CheckInInput } | { issues: Issue[] }

/** The form of a check-in, with an issue for each field that must change; `same` is the button for nothing new. */
export function readAnswerForm({ time = '', ...typed }: Record<string, string>, to: string[]): ReadAnswer {
  if (typed.same !== undefined) {
    const same = SameForm.safeParse({ ...typed, to })
    return same.success
      ? { input: { to: same.data.to, answer: { outcome: 'unchanged' } } }
      : { issues: issuesOf(same.error) }
  }
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

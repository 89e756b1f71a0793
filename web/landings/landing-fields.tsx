import type { Issue } from '../../src/errors.ts'
import { Field } from '../ui/field.tsx'

export const landingLabels: Record<string, string> = {
  startsOn: 'First day',
  time: 'How much time',
  evidenceUrl: 'A link that shows it',
  endedOn: 'Last day',
  on: 'Day',
}

type Props = { typed: Record<string, string>; issues: Issue[]; withEnd?: boolean }

export function LandingFields({ typed, issues, withEnd }: Props) {
  const of = (name: string) => ({
    name,
    label: landingLabels[name] ?? name,
    value: typed[name] ?? '',
    error: issues.find(({ path }) => path === name)?.message,
  })
  return (
    <>
      <Field {...of('startsOn')} type="date" />
      {withEnd && <Field {...of('endedOn')} type="date" hint="Empty as long as it goes on." />}
      <Field
        {...of('time')}
        hint="As agreed, such as “3 hours a month”, “June to August full-time”. Empty: not known."
      />
      <Field {...of('evidenceUrl')} type="url" hint="If you like: a team page, an announcement." />
    </>
  )
}

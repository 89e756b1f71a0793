import type { Issue } from '../../../src/errors.ts'
import { Field } from '../../ui/field.tsx'
import { engagementNames, optionsOf, stageNames } from './words.ts'

type Props = {
  typed: Record<string, string>
  issues: Issue[]
  today: string
  label: string
  button: string
}

export const moveLabels = {
  ids: 'People',
  to: 'Stage or engagement',
  happenedOn: 'On',
  source: 'How do you know?',
  evidenceUrl: 'Link that shows it',
}

/** A stage or an engagement with its day, source and evidence, and the press that records it. */
export function MoveFields({ typed, issues, today, label, button }: Props) {
  const error = (name: string) => issues.find(({ path }) => path === name)?.message
  const to = typed.to ?? 'technical_upskilling'
  const options = (names: Readonly<Record<string, string>>) =>
    optionsOf(names).map(({ value, label: name }) => (
      <option key={value} value={value} selected={value === to}>
        {name}
      </option>
    ))
  return (
    <div class="fields">
      <div class="field">
        <label for="to">{label}</label>
        <select id="to" name="to" aria-invalid={error('to') ? 'true' : undefined}>
          <optgroup label="Stage">{options(stageNames)}</optgroup>
          <optgroup label="Engagement">{options(engagementNames)}</optgroup>
        </select>
      </div>
      <Field
        name="happenedOn"
        label={moveLabels.happenedOn}
        type="date"
        value={typed.happenedOn ?? today}
        error={error('happenedOn')}
        required
      />
      <Field
        name="source"
        label={moveLabels.source}
        value={typed.source ?? ''}
        error={error('source')}
        maxlength={200}
        hint="Such as: told us at the retreat"
        required
      />
      <Field
        name="evidenceUrl"
        label={moveLabels.evidenceUrl}
        type="url"
        value={typed.evidenceUrl ?? ''}
        error={error('evidenceUrl')}
        hint="If there is one"
      />
      <button class="button main" type="submit">
        {button}
      </button>
    </div>
  )
}

import type { Issue } from '../../src/errors.ts'
import type { Report } from '../../src/impact/reading.ts'
import { paths } from '../../src/paths.ts'
import type { ParticipantName, ProgramName } from '../../src/programs/choosing.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { Field, Select, TextArea } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { effectNames, methodNames, options } from './words.ts'

const labels: Record<string, string> = {
  programId: 'Program',
  participantId: 'Of whom',
  effect: 'Effect',
  with: 'FTE with the program',
  without: 'FTE without it',
  low: 'At least',
  high: 'At most',
  method: 'How it was found',
  note: 'In words',
  startsOn: 'Counts from',
  endsOn: 'Counts to',
  estimatedOn: 'Day of the estimate',
  after: 'Version',
}

type Props = {
  group: Report['group']
  programs: ProgramName[]
  people: ParticipantName[]
  typed: Record<string, string>
  issues: Issue[]
  /** What somebody else said meanwhile. */
  newer?: string
}

/** With and without a program, of one person or of the whole. */
export function EstimatePage({ group, programs, people, typed, issues, newer }: Props) {
  const of = (name: string) => ({
    name,
    label: labels[name] ?? name,
    value: typed[name] ?? '',
    error: issues.find(({ path }) => path === name)?.message,
  })
  const named = (list: { id: string; name: string }[]) => list.map(({ id, name }) => ({ value: id, label: name }))
  const isNext = (typed.after ?? '0') !== '0'
  return (
    <GroupFrame group={group} title="Estimate" current={paths.groupImpact(group.id)}>
      <div class="narrow">
        <p class="soft small">
          <a href={paths.groupEstimates(group.id)}>← Estimates</a>
        </p>
        <h1>{isNext ? 'Estimate it anew' : 'What did it change?'}</h1>
        {programs.length === 0 && (
          <p class="panel">
            There is no program yet. <a href={paths.groupPrograms(group.id)}>Add one first</a>, then estimate what it
            changed.
          </p>
        )}
        {newer ? (
          <div class="summary" role="alert" tabIndex={-1} autofocus>
            <p>
              <b>This has been estimated already:</b> {newer}. What you typed is still here: save again to say yours
              instead. The other one stays in the history.
            </p>
          </div>
        ) : (
          <FormSummary issues={issues} labels={labels} />
        )}
        <form method="post" action={paths.groupEstimates(group.id)} class="panel">
          <div class="fields">
            <Select {...of('programId')} options={[{ value: '', label: 'Choose' }, ...named(programs)]} />
            <Select
              {...of('participantId')}
              options={[{ value: '', label: 'The activity as a whole' }, ...named(people)]}
            />
            <Select {...of('effect')} options={options(effectNames)} />
          </div>
          <div class="fields">
            <Field {...of('with')} inputmode="decimal" hint="Such as 0.8. Of a person at most 1." />
            <Field {...of('without')} inputmode="decimal" hint="What they would do had there been no program." />
          </div>
          <div class="fields">
            <Field {...of('low')} inputmode="decimal" hint="The difference could be as low as this. May be negative." />
            <Field {...of('high')} inputmode="decimal" hint="And as high as this." />
          </div>
          <div class="fields">
            <Field {...of('startsOn')} type="date" />
            <Field {...of('endsOn')} type="date" hint="For how long it is counted, such as a year." />
          </div>
          <div class="fields">
            <Select {...of('method')} options={options(methodNames)} />
            <Field {...of('estimatedOn')} type="date" />
          </div>
          <TextArea {...of('note')} rows={4} hint="What it rests on. The group’s members read it, nobody else." />
          <input type="hidden" name="after" value={typed.after ?? '0'} />
          <p class="actions">
            <button class="button main" type="submit">
              Save this estimate
            </button>
          </p>
        </form>
        <p class="soft small">An estimate is not edited: a new one counts instead, and the history stays.</p>
      </div>
    </GroupFrame>
  )
}

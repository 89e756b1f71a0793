import type { Issue } from '../../src/errors.ts'
import type { Notes } from '../../src/impact/queries.ts'
import type { Report } from '../../src/impact/reading.ts'
import { paths } from '../../src/paths.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { TextArea } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'

const labels: Record<string, string> = { instrumental: 'What no number holds', notes: 'Notes on the figures' }

type Props = {
  group: Report['group']
  kept: Notes
  typed: Record<string, string>
  issues: Issue[]
  /** Whether it was changed since the page was opened. */
  newer: boolean
}

/** What stands beside the figures: effects without a number, and notes. */
export function NotesPage({ group, kept, typed, issues, newer }: Props) {
  const of = (name: string) => ({
    name,
    label: labels[name] ?? name,
    value: typed[name] ?? '',
    error: issues.find(({ path }) => path === name)?.message,
  })
  return (
    <GroupFrame group={group} title="Notes" current={paths.groupImpact(group.id)}>
      <div class="narrow">
        <p class="soft small">
          <a href={paths.groupImpact(group.id)}>← Impact</a>
        </p>
        <h1>Beside the figures</h1>
        <FormSummary issues={issues} labels={labels} />
        {newer && (
          <div class="summary" role="alert" tabIndex={-1} autofocus>
            <p>
              <b>Somebody else changed it meanwhile.</b> What you typed is still here: save again to keep yours.
            </p>
            <p class="newer">{[kept.instrumental, kept.notes].filter(Boolean).join('\n\n')}</p>
          </div>
        )}
        <form method="post" class="panel">
          <TextArea
            {...of('instrumental')}
            rows={7}
            hint="Credibility, bonds, a first office: what helps later and is in no figure. Everybody with the report reads it."
          />
          <TextArea {...of('notes')} rows={7} hint="What a reader must know of the figures." />
          <input type="hidden" name="version" value={typed.version ?? '0'} />
          <p class="actions">
            <button class="button main" type="submit">
              Save
            </button>
          </p>
        </form>
      </div>
    </GroupFrame>
  )
}

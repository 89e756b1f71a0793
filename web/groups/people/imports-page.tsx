import { dayIn, formatDay } from '../../../src/calendar.ts'
import type { Group } from '../../../src/groups/queries.ts'
import { paths } from '../../../src/paths.ts'
import type { Import } from '../../../src/programs/participants/queries.ts'
import { GroupFrame } from '../group-frame.tsx'
import { plural } from './words.ts'

type Props = { group: Group; imports: Import[]; error?: string }

/** Where a group brings in a list of people, and what it brought in before. */
export const ImportsPage = ({ group, imports, error }: Props) => (
  <GroupFrame group={group} title="Import people" current={paths.groupPeople(group.id)}>
    <div class="narrow">
      <p class="soft small">
        <a href={paths.groupPeople(group.id)}>People</a>
      </p>
      <h1>Import people</h1>
      <p>
        A table as Airtable, Google Sheets or a form tool exports it: CSV with a header, a row for each person and
        cohort. You say which column is what, see what would happen, and only then import. It can be undone.
      </p>
      <form class="panel" method="post" action={paths.participantImports(group.id)} enctype="multipart/form-data">
        <div class="field">
          <label for="file">File</label>
          <input
            id="file"
            name="file"
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            required
            aria-invalid={error ? 'true' : undefined}
            aria-describedby={error ? 'file-error file-hint' : 'file-hint'}
          />
          <p id="file-hint" class="soft small">
            CSV in UTF-8 or UTF-16, with commas, semicolons or tabs. At most 5 MB and 50,000 rows.
          </p>
          {error && (
            <p id="file-error" class="error" role="alert">
              {error}
            </p>
          )}
        </div>
        <button class="button main" type="submit">
          Upload
        </button>
      </form>
      {imports.length > 0 && <h2>Before</h2>}
      <ul class="lines">
        {imports.map((one) => (
          <li key={one.id}>
            <a href={paths.participantImport(group.id, one.id)}>{one.fileName}</a>
            <span class="soft small">
              {plural(one.rowCount, 'row')}, {formatDay(dayIn(one.uploadedAt, 'UTC'))}
            </span>
            <span class="small">{stateOf(one)}</span>
          </li>
        ))}
      </ul>
    </div>
  </GroupFrame>
)

function stateOf({ mapping, startedAt, finishedAt, forgottenAt, undoAskedAt, undoneAt }: Import): string {
  if (undoneAt) return 'undone'
  if (undoAskedAt) return 'being undone'
  if (finishedAt) return 'imported'
  if (forgottenAt) return 'let go'
  if (startedAt) return 'under way'
  return mapping ? 'tried, not imported' : 'waits for its columns'
}

import type { Issue } from '../../src/errors.ts'
import type { PastRevision } from '../../src/moderation/queries.ts'
import { type RetractionReason, retractionReasons } from '../../src/opportunities/schema.ts'
import type { Standing } from '../../src/opportunities/standing.ts'
import { paths } from '../../src/paths.ts'
import { say } from '../../src/search/naming.ts'
import { Select, TextArea } from '../ui/field.tsx'

type Props = { standing: Standing; typed?: Record<string, string>; issues?: Issue[] }

const reasonWords: Record<RetractionReason, string> = {
  hazardous: 'Hazardous: its words are erased',
  misleading: 'Misleading',
  duplicate: 'A duplicate',
  mistake: 'Published by mistake',
}

/** Taking it from the public and bringing it back, as far as that can be done. */
export function RetractPanel({ standing: { row, retraction, opportunityId }, typed, issues = [] }: Props) {
  const error = (name: string) => issues.find(({ path }) => path === name)?.message
  if (!row) return <p class="soft">It is not public: there is nothing to take away.</p>
  const offered = retraction ? (['hazardous'] as const) : retractionReasons
  return (
    <>
      {retraction && retraction.reason !== 'hazardous' && (
        <form method="post" action={paths.reinstatement(opportunityId)} class="panel">
          <h2>Reinstate</h2>
          <p>The public reads it again, as it was.</p>
          <button class="button" type="submit">
            Reinstate
          </button>
        </form>
      )}
      {retraction?.reason === 'hazardous' ? (
        <p class="soft">Its words are erased and cannot come back.</p>
      ) : (
        <form method="post" action={paths.retraction(opportunityId)} class="panel">
          <h2>{retraction ? 'Erase its words' : 'Retract'}</h2>
          <Select
            name="reason"
            label="Why, as the public reads it"
            options={offered.map((value) => ({ value, label: reasonWords[value] }))}
            value={typed?.reason ?? (retraction ? 'hazardous' : 'misleading')}
            error={error('reason')}
          />
          <TextArea
            name="note"
            label="For other moderators"
            rows={3}
            hint="Without what is dangerous: this note stays."
            value={typed?.note ?? ''}
            error={error('note')}
          />
          <button class="button" type="submit">
            Retract
          </button>
        </form>
      )}
    </>
  )
}

/** One press is too few for what cannot come back. */
export const ConfirmErasing = ({
  standing: { opportunityId, row },
  typed,
  history,
}: Props & { history: PastRevision[] }) => (
  <form method="post" action={paths.retraction(opportunityId)} class="panel">
    <h2>Erase its words?</h2>
    <p role="alert">These are erased for good, and nobody can bring them back:</p>
    <ul class="bullets">
      <li>title, summary, text, link, skills, places and time of this opportunity</li>
      {history.length > 0 && (
        <li>{`the words of ${history.length === 1 ? 'its version' : `its ${history.length} versions`}, of drafts and decisions`}</li>
      )}
      <li>its words in the search and in the audit log</li>
    </ul>
    <p>
      {`The public then reads only its category: ${row ? [say(row.kind), ...row.workGroups.map(say)].join(' · ') : 'none'}.`}
    </p>
    <input type="hidden" name="reason" value="hazardous" />
    <input type="hidden" name="note" value={typed?.note ?? ''} />
    <input type="hidden" name="confirm" value="erase" />
    <p class="actions">
      <button class="button main" type="submit">
        Retract and erase
      </button>
      <a class="button" href={paths.moderationOpportunity(opportunityId)}>
        Keep it
      </a>
    </p>
  </form>
)

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
export function RetractPanel({ standing: { row, retraction, newest, opportunityId }, typed, issues = [] }: Props) {
  const error = (name: string) => issues.find(({ path }) => path === name)?.message
  const isErased = row ? retraction?.reason === 'hazardous' : !newest?.content
  if (isErased) return <p class="soft">Its words are erased and cannot come back.</p>
  // What is not public has nothing to be taken from, but its words are kept until they are erased.
  const onlyErasing = !row || retraction !== null
  const offered = onlyErasing ? (['hazardous'] as const) : retractionReasons
  return (
    <>
      {retraction && (
        <form method="post" action={paths.reinstatement(opportunityId)} class="panel">
          <h2>Reinstate</h2>
          <p>The public reads it again, as it was.</p>
          <button class="button" type="submit">
            Reinstate
          </button>
        </form>
      )}
      <form method="post" action={paths.retraction(opportunityId)} class="panel">
        <h2>{onlyErasing ? 'Erase its words' : 'Retract'}</h2>
        <Select
          name="reason"
          label={row ? 'Why, as the public reads it' : 'Why'}
          options={offered.map((value) => ({ value, label: reasonWords[value] }))}
          value={typed?.reason ?? (onlyErasing ? 'hazardous' : 'misleading')}
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
          {onlyErasing ? 'Erase' : 'Retract'}
        </button>
      </form>
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
    {row && (
      <p>{`The public then reads only its category: ${[say(row.kind), ...row.workGroups.map(say)].join(' · ')}.`}</p>
    )}
    <input type="hidden" name="reason" value="hazardous" />
    <input type="hidden" name="note" value={typed?.note ?? ''} />
    <input type="hidden" name="confirm" value="erase" />
    <p class="actions">
      <button class="button main" type="submit">
        {row ? 'Retract and erase' : 'Erase'}
      </button>
      <a class="button" href={paths.moderationOpportunity(opportunityId)}>
        Keep it
      </a>
    </p>
  </form>
)

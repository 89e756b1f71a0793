import type { Issue } from '../../src/errors.ts'
import type { DecisionRow, RevisionRow } from '../../src/moderation/queries.ts'
import { templates } from '../../src/moderation/schema.ts'
import { paths } from '../../src/paths.ts'
import { Undo, verdictWords } from './decided.tsx'
import { ageWords } from './when.tsx'
import { Who } from './who.tsx'

type Typed = Record<string, string>
type Props = { revisionId: string; typed?: Typed; issues?: Issue[] }

/** Approve, ask for changes, reject: a press, or a template and a press. */
export const DecidePanel = (props: Props) => (
  <section class="panel decide" aria-labelledby="decide">
    <h2 id="decide">Decide</h2>
    <form method="post" action={paths.decision(props.revisionId)}>
      <input type="hidden" name="verdict" value="approved" />
      <button class="button main" type="submit" data-key="a">
        Approve
      </button>
    </form>
    <SendBack {...props} verdict="changes_asked" name="Ask for changes" keyName="c" />
    <SendBack {...props} verdict="rejected" name="Reject" keyName="r" />
  </section>
)

type Back = Props & { verdict: 'changes_asked' | 'rejected'; name: string; keyName: string }

function SendBack({ revisionId, typed, issues = [], verdict, name, keyName }: Back) {
  const own = typed?.verdict === verdict ? typed : undefined
  const error = own && issues.map(({ message }) => message).join(' ')
  const id = (field: string) => `${verdict.replace('_', '-')}-${field}`
  return (
    <details open={own !== undefined}>
      <summary>{name}</summary>
      <form method="post" action={paths.decision(revisionId)}>
        <input type="hidden" name="verdict" value={verdict} />
        <div class="field">
          <label for={id('template')}>Words</label>
          <select id={id('template')} name="template">
            <option value="">My own, below</option>
            {templates
              .filter((template) => template.verdict === verdict)
              .map((template) => (
                <option
                  key={template.id}
                  value={template.id}
                  selected={own?.template === template.id}
                  data-words={template.words}
                >
                  {template.label}
                </option>
              ))}
          </select>
        </div>
        <div class="field">
          <label for={id('reason')}>For the author</label>
          <textarea
            id={id('reason')}
            name="reason"
            rows={4}
            data-key={keyName}
            autofocus={Boolean(error)}
            aria-invalid={error ? 'true' : undefined}
            aria-describedby={error ? `${id('hint')} ${id('error')}` : id('hint')}
          >
            {own?.reason ?? ''}
          </textarea>
          <p id={id('hint')} class="soft small">
            Left empty, the chosen words are sent as they are.
          </p>
          {error && (
            <p id={id('error')} class="error">
              {error}
            </p>
          )}
        </div>
        <button class="button" type="submit">
          {name}
        </button>
      </form>
    </details>
  )
}

type Done = { decision: DecisionRow; revision: RevisionRow; now: number }

export const DecidedPanel = ({ decision: d, revision, now }: Done) => (
  <section class="panel decide" aria-labelledby="decide">
    <h2 id="decide">{verdictWords[d.verdict]}</h2>
    <p class="small soft">
      {`${ageWords(now - d.decidedAt)} ago by `}
      <Who id={d.decidedBy} />
    </p>
    {d.reason && (
      <p>
        <q>{d.reason}</q>
      </p>
    )}
    {d.canUndo === 1 && <Undo revisionId={revision.id} />}
    <p class="small">
      <a href={paths.moderationOpportunity(revision.opportunityId)}>Its whole history</a>
    </p>
  </section>
)

import type { Step, Tracked } from '../../src/applications/queries.ts'
import { formatDay } from '../../src/calendar.ts'
import type { Issue } from '../../src/errors.ts'
import type { Landing } from '../../src/landings/queries.ts'
import { paths } from '../../src/paths.ts'
import { landingWords } from '../landings/landings-panel.tsx'
import { Layout } from '../layout.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { MoveButtons } from './move-buttons.tsx'
import { leftWords, nameOf, ofWhom } from './opportunity-line.tsx'
import { stateNames } from './words.ts'

type Props = {
  tracked: Tracked
  steps: Step[]
  landing: Landing | null
  now: number
  done?: string
  issues: Issue[]
  typed?: Record<string, string>
  /** Somebody, or another window, was faster: nothing was saved. */
  stale?: boolean
}

const doneWords: Record<string, string> = { notes: 'Saved.', history: 'The history is changed.' }

/** One application: where it stands, what comes next, notes and history. For its owner only. */
export function ApplicationPage({ tracked: one, steps, landing, now, done = '', issues, typed, stale }: Props) {
  const left = leftWords(one, now)
  const words = doneWords[done] ?? (Object.hasOwn(stateNames, done) ? 'Noted.' : undefined)
  return (
    <Layout title={nameOf(one)} path={paths.me()} own={paths.applications()} hidden workspace>
      <main id="main" class="narrow">
        <p class="soft small">
          <a href={paths.applications()}>← Your applications</a>
        </p>
        <h1>{nameOf(one)}</h1>
        <p class="soft">{[ofWhom(one), left?.text].filter(Boolean).join(' · ')}</p>
        {words && !stale && (
          <p role="status" class="done">
            {words}
          </p>
        )}
        <FormSummary issues={issues} labels={{ notes: 'Notes', dueOn: 'Your own deadline' }} />
        {stale && <Stale tracked={one} typed={typed} />}
        {one.title !== null && (
          <p>
            <a href={paths.opportunity(one.opportunityId, one.title)}>See the opportunity</a>
          </p>
        )}
        <section class="panel">
          <h2>{`${stateNames[one.state]} since ${formatDay(one.since)}`}</h2>
          {landing && (
            <p>
              {`You landed: ${landingWords(landing)}. `}
              <a href={paths.landing(landing.id)}>Edit or end it</a>
            </p>
          )}
          <MoveButtons tracked={one} back={paths.ownApplication(one.id)} all />
        </section>
        <NotesPanel tracked={one} typed={typed} issues={issues} />
        <History id={one.id} steps={steps} />
        <details class="removal small">
          <summary>Remove it from your applications</summary>
          <form method="post" action={paths.applicationRemoval(one.id)} class="stack">
            <p>Its notes and history go with it. A landing stays.</p>
            <button class="button" type="submit">
              Remove it
            </button>
          </form>
        </details>
      </main>
    </Layout>
  )
}

const Stale = ({ tracked, typed }: Pick<Props, 'tracked' | 'typed'>) => (
  <div class="summary" role="alert" tabIndex={-1} autofocus>
    <p>
      <b>It was changed in another window, so nothing was saved.</b> This is how it stands now.
      {typed && ' What you typed is still in the form: save again to keep yours.'}
    </p>
    {typed && (
      <>
        <p>The newer notes:</p>
        <blockquote class="newer">{tracked.notes || 'none'}</blockquote>
        {tracked.dueOn && <p>{`Its day is ${formatDay(tracked.dueOn)}.`}</p>}
      </>
    )}
  </div>
)

function NotesPanel({ tracked, typed, issues }: Pick<Props, 'tracked' | 'typed' | 'issues'>) {
  const error = (name: string) => issues.find(({ path }) => path === name)?.message
  return (
    <form method="post" action={paths.ownApplication(tracked.id)} class="panel">
      <TextArea
        name="notes"
        label="Notes"
        value={typed?.notes ?? tracked.notes}
        error={error('notes')}
        hint="Only you read them."
      />
      <Field
        name="dueOn"
        label="Your own deadline"
        type="date"
        value={typed?.dueOn ?? tracked.dueOn ?? ''}
        error={error('dueOn')}
        hint="We remind you three days before, as long as you have not applied."
      />
      <input type="hidden" name="version" value={tracked.version} />
      <p class="actions">
        <button class="button main" type="submit">
          Save
        </button>
      </p>
    </form>
  )
}

const ways = { page: '', mail: 'by mail', api: 'by a program' }

/** The steps, the newest first; each can be given the day it really happened. */
const History = ({ id, steps }: { id: string; steps: Step[] }) => (
  <section class="panel">
    <h2>History</h2>
    <ul class="lines">
      {steps.toReversed().map(({ number, state, happenedOn, via }) => (
        <li key={number}>
          <form method="post" action={paths.applicationStep(id, number)} class="step">
            <b>{stateNames[state]}</b>
            <input
              type="date"
              name="on"
              value={happenedOn}
              aria-label={`Day of ${stateNames[state]}, step ${number}`}
            />
            <button class="button" type="submit">
              Change
              <span class="visually-hidden">{` the day of ${stateNames[state]}, step ${number}`}</span>
            </button>
            {steps.length > 1 && (
              <button class="button" type="submit" formaction={paths.applicationStepRemoval(id, number)}>
                Remove
                <span class="visually-hidden">{` ${stateNames[state]}, step ${number}`}</span>
              </button>
            )}
            {ways[via] && <span class="soft small">{ways[via]}</span>}
          </form>
        </li>
      ))}
    </ul>
    {steps.length > 1 && <p class="soft small">Without its last step it stands where it stood before.</p>}
  </section>
)

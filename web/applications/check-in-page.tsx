import type { Asked, Looking } from '../../src/applications/check-in/due.ts'
import { nextStates } from '../../src/applications/schema.ts'
import type { Issue } from '../../src/errors.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Radios } from '../life/radios.tsx'
import { Select } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { moveWords, stateNames } from './words.ts'

type Props = {
  token: string
  asked: Asked[]
  looking: Looking
  wanted: boolean
  /** The answer that the link in the mail chose. */
  chosen: { of: string; chosen: string }
  /** How many were not taken, once it was saved. */
  skipped: number | null
  issues: Issue[]
  typed?: Record<string, string>
}

/** One page with every question of a month's mail, and one button. */
export function CheckInPage({ token, asked, looking, wanted, chosen, skipped, issues, typed }: Props) {
  const hasQuestions = asked.length > 0 || looking.asked
  const picked = (of: string) => (chosen.of === of ? chosen.chosen : undefined)
  return (
    <Layout title="How are your applications going?" hidden workspace>
      <main id="main" class="narrow">
        <h1>{skipped === null || hasQuestions ? 'How are your applications going?' : 'Thank you'}</h1>
        {skipped !== null && (
          <p role="status" class="done">
            {`Saved. Thank you.${skipped ? ` ${skipped} had changed since you opened this page, so your answer was left out: see your applications.` : ''}`}
          </p>
        )}
        <FormSummary issues={issues} labels={{}} />
        {!hasQuestions && <p>Nothing is left to ask for now.</p>}
        <form method="post" action={paths.checkIn(token)} class="panel">
          {asked.map((one) => (
            <Application
              key={one.id}
              asked={one}
              picked={typed?.[`state-${one.id}`] ?? picked(one.id)}
              error={issues.find(({ path }) => path === `state-${one.id}`)?.message}
            />
          ))}
          {looking.asked && (
            <Radios
              name="looking"
              legend="Are you still looking?"
              value={typed?.looking ?? picked('looking') ?? looking.answer ?? ''}
              options={[
                { value: '', label: 'No answer' },
                { value: 'yes', label: 'Yes' },
                { value: 'no', label: 'No, not now: do not ask until I change my profile' },
              ]}
              error={issues.find(({ path }) => path === 'looking')?.message}
            />
          )}
          <div class="choices">
            <label>
              <input type="checkbox" name="stop" value="yes" checked={typed ? typed.stop === 'yes' : !wanted} />
              Ask me nothing by mail any more, here or for groups I took part in
            </label>
          </div>
          <p class="actions">
            <button class="button main" type="submit">
              Save all
            </button>
          </p>
        </form>
        <p class="small">
          The rest, with your notes, is under <a href={paths.applications()}>your applications</a>.
        </p>
      </main>
    </Layout>
  )
}

function Application({ asked: one, picked, error }: { asked: Asked; picked?: string; error?: string }) {
  const { likely, rest } = nextStates(one.state, one.closed)
  const options = [
    { value: '', label: `Nothing new: ${stateNames[one.state]}` },
    ...[...likely, ...rest].map((state) => ({ value: state, label: moveWords[state] })),
  ]
  return (
    <div class="asked">
      <Select
        name={`state-${one.id}`}
        label={`${one.title}, ${one.organization}`}
        options={options}
        value={options.some(({ value }) => value === picked) ? (picked ?? '') : ''}
        error={error}
        hint={one.closed ? 'It takes no more applications.' : undefined}
      />
      <input type="hidden" name={`version-${one.id}`} value={one.version} />
    </div>
  )
}

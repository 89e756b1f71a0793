import { formatDay } from '../../src/calendar.ts'
import type { Issue } from '../../src/errors.ts'
import type { Asker, OpenCheckIn } from '../../src/outcomes/check-ins/reading.ts'
import { answers, shownAs } from '../../src/outcomes/check-ins/schema.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { outcomeNames } from '../outcomes/words.ts'
import { Done } from '../ui/done.tsx'
import { Field } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { saidWords } from './words.ts'

type Props = {
  token: string
  checkIn: OpenCheckIn
  issues: Issue[]
  typed: Record<string, string>
  /** Records whose groups get the answer. */
  ticked: string[]
  /** Whether what was sent came too late. */
  missed?: boolean
  done?: string
}

const labels: Record<string, string> = {
  outcome: 'What fits best?',
  organizationName: 'Where',
  title: 'As what',
  time: 'How much time',
  startsOn: 'From when',
  through: 'Through what',
  to: 'Who gets this',
}

/** Where somebody is now, on one page: nothing is saved before a press. */
export function OutcomePage({ token, checkIn, missed, done, ...form }: Props) {
  const { isOpen, closesOn } = checkIn
  const asking = checkIn.askers.filter(({ hasObjected }) => !hasObjected)
  const askers = asking.filter(({ mayAnswer }) => mayAnswer)
  const until = formatDay(closesOn)
  return (
    <Layout title="Where are you now?" hidden workspace>
      <main id="main" class="narrow">
        <h1>Where are you now?</h1>
        {asking.length > 0 && (
          <p class="soft">{`${asking.map(({ group, parts }) => `${group} (${parts})`).join(', ')} ${asking.length > 1 ? 'ask' : 'asks'} those who took part.`}</p>
        )}
        <Done
          done={isOpen ? done : undefined}
          words={{ saved: `Saved. Thank you. You can change your answer here until ${until}.` }}
        />
        {(!isOpen || missed) && (
          <p role="status" class="panel">
            {!isOpen && `This check-in has closed; its last day was ${until}. `}
            {missed && 'What you just sent was not saved.'}
            {missed && isOpen && ' What a group has of you may have changed meanwhile: this is how it stands now.'}
          </p>
        )}
        {isOpen && <Unallowed askers={asking.filter(({ mayAnswer }) => !mayAnswer)} />}
        {isOpen && askers.length > 0 && (
          <>
            <Same token={token} askers={askers} />
            <AnswerFields {...{ token, askers, until, ...form }} />
          </>
        )}
        {checkIn.askers.map((asker) => (
          <Objecting key={asker.participantId} {...{ token, asker }} />
        ))}
      </main>
    </Layout>
  )
}

/** Who has claimed a record answers by their own consent. */
const Unallowed = ({ askers }: { askers: Asker[] }) =>
  askers.length > 0 && (
    <p class="panel">
      {`You have claimed the record that ${askers.map(({ group }) => group).join(' and ')} ${askers.length > 1 ? 'hold' : 'holds'} of you. To answer, allow Surveys under `}
      <a href={paths.personalData()}>your data</a>
      {`, then open this link again.`}
    </p>
  )

/** One press, where somebody knows something and nothing was answered yet. */
function Same({ token, askers }: { token: string; askers: Asker[] }) {
  const knowing = askers.flatMap(({ known, answer, ...asker }) => (known && !answer ? [{ ...asker, known }] : []))
  if (!knowing.length) return null
  return (
    <form method="post" action={paths.outcome(token)} class="panel">
      <ul class="ways">
        {knowing.map(({ participantId, group, known }) => (
          <li key={participantId}>
            {`${group} has: ${[outcomeNames[known.outcome], known.landing?.title, known.landing?.organizationName].filter(Boolean).join(', ')}.`}
            <input type="hidden" name="shown" value={shownAs(participantId, known)} />
          </li>
        ))}
      </ul>
      <p class="actions">
        <button class="button main" type="submit" name="same" value="yes">
          Nothing has changed
        </button>
      </p>
    </form>
  )
}

type Fields = Pick<Props, 'token' | 'issues' | 'typed' | 'ticked'> & { askers: Asker[]; until: string }

function AnswerFields({ token, askers, issues, typed, ticked, until }: Fields) {
  const of = (name: string) => ({
    name,
    label: labels[name] ?? name,
    value: typed[name] ?? '',
    error: issues.find(({ path }) => path === name)?.message,
  })
  const isAnswered = askers.some(({ answer }) => answer)
  return (
    <>
      <FormSummary issues={issues} labels={labels} />
      <form method="post" action={paths.outcome(token)} class="panel">
        <fieldset class="choices" id="outcome" aria-describedby={of('outcome').error && 'outcome-error'}>
          <legend>What fits best?</legend>
          {answers.map((value) => (
            <label key={value}>
              <input type="radio" name="outcome" value={value} checked={typed.outcome === value} />
              {value in saidWords && saidWords[value as keyof typeof saidWords]}
            </label>
          ))}
          <Refusal name="outcome" error={of('outcome').error} />
        </fieldset>
        <p class="soft small">Looking, or not looking? Then leave the rest empty.</p>
        <div class="fields">
          <Field {...of('organizationName')} maxlength={200} hint="An organization, a university, your venture." />
          <Field {...of('title')} maxlength={200} hint="Such as research engineer." />
        </div>
        <div class="fields">
          <Field {...of('startsOn')} type="date" hint="About right will do." />
          <Field {...of('time')} hint="Such as “20 h a week”. Empty: not said." />
        </div>
        <Field
          {...of('through')}
          maxlength={200}
          hint="If you like: a friend, a cold mail, the link of an opportunity here."
        />
        <WhoGetsIt {...{ askers, ticked }} error={of('to').error} />
        <p class="actions">
          <button class={askers.some(({ known, answer }) => known && !answer) ? 'button' : 'button main'} type="submit">
            {isAnswered ? 'Save my new answer' : 'Save my answer'}
          </button>
        </p>
        <p class="small soft">
          {`It goes to the members of ${askers.length > 1 ? 'the groups that you tick' : askers[0]?.group}, with your name. Others see figures only, of five people or more. Open until ${until}.`}
        </p>
      </form>
    </>
  )
}

const Refusal = ({ name, error }: { name: string; error?: string }) =>
  error ? (
    <p id={`${name}-error`} class="error">
      {error}
    </p>
  ) : null

/** None of the groups learns of the others. With one there is nothing to choose. */
function WhoGetsIt({ askers, ticked, error }: { askers: Asker[]; ticked: string[]; error?: string }) {
  const [only, ...others] = askers
  if (only && !others.length) return <input type="hidden" name="to" value={only.participantId} />
  return (
    <fieldset class="choices" id="to" aria-describedby={error && 'to-error'}>
      <legend>Who gets this</legend>
      {askers.map(({ participantId, group, answer }) => (
        <label key={participantId}>
          <input type="checkbox" name="to" value={participantId} checked={ticked.includes(participantId)} />
          <span>
            {group}
            {answer && <span class="soft small"> has an answer</span>}
          </span>
        </label>
      ))}
      <p class="soft small">None of them learns of the others.</p>
      <Refusal name="to" error={error} />
    </fieldset>
  )
}

const Objecting = ({ token, asker: { participantId, group, hasObjected } }: { token: string; asker: Asker }) =>
  hasObjected ? (
    <p role="status" class="panel">
      {`You asked ${group} to ask you nothing more. Your answers are taken out.`}
    </p>
  ) : (
    <form method="post" action={paths.outcomeObjection(token)} class="small">
      <input type="hidden" name="from" value={participantId} />
      <p>
        Rather not? Then {group} asks you nothing more, and takes your answers out.{' '}
        <button class="quiet" type="submit">
          Ask me nothing more<span class="visually-hidden">{`, ${group}`}</span>
        </button>
      </p>
    </form>
  )

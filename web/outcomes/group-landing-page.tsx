import { dayIn, formatDay } from '../../src/calendar.ts'
import { describeCommitment } from '../../src/commitment.ts'
import type { Issue } from '../../src/errors.ts'
import type { GroupLanding } from '../../src/outcomes/queries.ts'
import { landed } from '../../src/outcomes/schema.ts'
import { paths } from '../../src/paths.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { Field, Select } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { outcomeNames } from './words.ts'

const labels: Record<string, string> = {
  participantId: 'Who',
  organizationName: 'Where',
  title: 'As what',
  outcome: 'What it is',
  time: 'How much time',
  startsOn: 'First day',
  endedOn: 'Last day',
  opportunity: 'Through which opportunity',
  evidenceUrl: 'A link that shows it',
  credits: 'Credit',
}

type Named = { id: string; name: string }
type Props = {
  group: { id: string; name: string; example: boolean }
  /** Null for a new one. */
  landing: GroupLanding | null
  people: Named[]
  programs: Named[]
  typed: Record<string, string>
  issues: Issue[]
  /** Whether it was changed since the page was opened. */
  stale?: boolean
}

type OfField = (name: string) => { name: string; label: string; value: string; error?: string }

const named = (list: Named[]) => list.map(({ id, name }) => ({ value: id, label: name || 'Without a name' }))

/** The shares of the group's programs; what is wrong with them together is said beside them. */
function CreditFields({ programs, typed, issues }: Pick<Props, 'programs' | 'typed' | 'issues'>) {
  const error = issues.find(({ path }) => path === 'credits')?.message
  if (!programs.length) return null
  return (
    <fieldset id="credits" class="stack" aria-describedby={error ? 'credits-error' : undefined}>
      <legend>
        <b>Credit</b>
      </legend>
      <p class="soft small">
        Which share of it your programs can claim, such as 0.5. Together at most 1; leave empty what had no part.
      </p>
      {error && (
        <p id="credits-error" class="error">
          {error}
        </p>
      )}
      <div class="fields">
        {programs.map(({ id, name }) => (
          <Field key={id} name={`credit.${id}`} label={name} inputmode="decimal" value={typed[`credit.${id}`] ?? ''} />
        ))}
      </div>
    </fieldset>
  )
}

const TermsFields = ({ of, people }: { of: OfField; people: Named[] }) => (
  <>
    <Select {...of('participantId')} options={[{ value: '', label: 'Choose' }, ...named(people)]} />
    <div class="fields">
      <Field {...of('organizationName')} maxlength={200} />
      <Field {...of('title')} maxlength={200} />
    </div>
    <div class="fields">
      <Select {...of('outcome')} options={landed.map((value) => ({ value, label: outcomeNames[value] }))} />
      <Field {...of('time')} hint="Such as “20 h a week”, “June to August full-time”. Empty: not known." />
    </div>
    <div class="fields">
      <Field {...of('startsOn')} type="date" />
      <Field {...of('endedOn')} type="date" hint="Empty as long as it goes on." />
    </div>
    <Field
      {...of('opportunity')}
      hint="The link of its page here, if it is on the board. Where and as what may stay empty then."
    />
    <Field {...of('evidenceUrl')} type="url" hint="If you like: a team page, an announcement. With https://." />
  </>
)

function OwnTerms({ landing }: { landing: GroupLanding }) {
  const { participant, title, organizationName, commitment, startsOn, endedOn } = landing
  return (
    <p>
      <b>{participant}</b>
      {`: ${title}, ${organizationName}${startsOn ? `, from ${formatDay(startsOn)}` : ''}${endedOn ? ` to ${formatDay(endedOn)}` : ''}${commitment ? `, ${describeCommitment(commitment)}` : ''}.`}
      <br />
      <span class="soft small">
        This is their own word, as long as they share it with you. You say whom it is credited to, and whether you have
        seen that it is so.
      </span>
    </p>
  )
}

function Verification({ group, landing }: { group: Props['group']; landing: GroupLanding }) {
  const { verifiedAt, verifiedBy, key } = landing
  const words =
    verifiedAt === null
      ? 'Nobody has said yet that they have seen that it is so.'
      : `Verified on ${formatDay(dayIn(verifiedAt, 'UTC'))} by ${verifiedBy || 'somebody who has left'}.`
  return (
    <form method="post" action={paths.groupLandingVerification(group.id, key)} class="panel">
      <p>{words}</p>
      <input type="hidden" name="verified" value={verifiedAt === null ? 'yes' : 'no'} />
      <button class="button" type="submit">
        {verifiedAt === null ? 'I have seen that it is so' : 'Take that back'}
      </button>
    </form>
  )
}

/** A landing as the group records it, or what it says of one that is the person's own. */
export function GroupLandingPage({ group, landing, people, programs, typed, issues, stale }: Props) {
  const of: OfField = (name) => ({
    name,
    label: labels[name] ?? name,
    value: typed[name] ?? '',
    error: issues.find(({ path }) => path === name)?.message,
  })
  const heading = landing ? 'A landing' : 'Add a landing'
  return (
    <GroupFrame group={group} title={heading} current={paths.groupLandings(group.id)}>
      <div class="narrow">
        <p class="soft small">
          <a href={paths.groupLandings(group.id)}>← Landings</a>
        </p>
        <h1>{heading}</h1>
        <FormSummary issues={issues} labels={labels} />
        {stale && (
          <div class="summary" role="alert" tabIndex={-1} autofocus>
            <p>
              <b>Somebody else changed it meanwhile.</b> What you typed is still here: save again to keep yours.
            </p>
          </div>
        )}
        {landing?.isOwn && <OwnTerms landing={landing} />}
        <form
          method="post"
          action={landing ? paths.groupLanding(group.id, landing.key) : paths.groupLandings(group.id)}
          class="panel"
        >
          {!landing?.isOwn && <TermsFields of={of} people={people} />}
          <CreditFields programs={programs} typed={typed} issues={issues} />
          <input type="hidden" name="version" value={typed.version ?? '0'} />
          <p class="actions">
            <button class="button main" type="submit">
              Save
            </button>
          </p>
        </form>
        {landing && <Verification group={group} landing={landing} />}
        {landing?.id && (
          <form method="post" action={paths.groupLandingRemoval(group.id, landing.id)}>
            <button class="button" type="submit">
              {landing.isOwn ? 'Drop what you said of it' : 'Remove this landing'}
            </button>
          </form>
        )}
      </div>
    </GroupFrame>
  )
}

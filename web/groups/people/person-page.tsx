import { dayIn, formatDay } from '../../../src/calendar.ts'
import type { Issue } from '../../../src/errors.ts'
import type { Group } from '../../../src/groups/queries.ts'
import { paths } from '../../../src/paths.ts'
import type { CohortChoice } from '../../../src/programs/participants/cohort-choice.ts'
import type { HistoryEntry, PartIn, Participant, RecordOfPerson } from '../../../src/programs/participants/records.ts'
import { Done } from '../../ui/done.tsx'
import { Field, Select } from '../../ui/field.tsx'
import { FormSummary } from '../../ui/form-summary.tsx'
import { GroupFrame } from '../group-frame.tsx'
import { MoveFields, moveLabels } from './move-fields.tsx'
import { personLabels } from './new-person-page.tsx'
import { ParticipationFields } from './participation-fields.tsx'
import { basisNames, engagementNames, nameOf, optionsOf, roleNames, shownDay, stageNames } from './words.ts'

type Refused = { form: string; typed: Record<string, string>; issues: Issue[] }

type Props = {
  group: Group
  participant: Participant
  record: RecordOfPerson
  cohorts: CohortChoice[]
  today: string
  refused?: Refused
  done?: string
  act?: string
  /** The participation that is being changed. */
  open?: string
}

const words = {
  added: 'Added.',
  saved: 'Saved.',
  participation: 'Saved.',
  entry: 'The entry is gone.',
  undone: 'Undone.',
  told: 'The mail is on its way.',
  untold: 'No mail was sent: they were told already, want none, or had their share of mail today.',
}
const labels = { ...personLabels, ...moveLabels }
const valueNames = { ...stageNames, ...engagementNames }

/** What a group holds of one person: who they are, what they took part in, and where they stood when. */
export function PersonPage(props: Props) {
  const { group, participant: p, record, refused, done, act } = props
  return (
    <GroupFrame group={group} title={nameOf(p)} current={paths.groupPeople(group.id)}>
      <div class="narrow">
        <p class="soft small">
          <a href={paths.groupPeople(group.id)}>People</a>
        </p>
        <h1>{nameOf(p)}</h1>
        <FormSummary issues={refused?.issues ?? []} labels={labels} />
        <JustDone group={group} participant={p} done={done} act={act} />
        <Held {...props} />
        <section class="panel">
          <h2>Stage</h2>
          <History entries={record.stages} group={group} participant={p} />
          <h2>Engagement</h2>
          <History entries={record.engagements} group={group} participant={p} />
        </section>
        <Moving {...props} />
        <Parts {...props} />
        <Editing {...props} />
        <form method="post" action={paths.participantRemoval(group.id, p.id)} class="panel">
          <h2>Remove the record</h2>
          <p>For a record made by mistake: it and its history are gone for good, and it counts no more.</p>
          <button class="button" type="submit">
            Remove this record
          </button>
        </form>
      </div>
    </GroupFrame>
  )
}

const JustDone = ({ group, participant, done, act }: Pick<Props, 'group' | 'participant' | 'done' | 'act'>) => {
  if (done !== 'moved' || !act) return <Done done={done} words={words} />
  return (
    <form method="post" action={paths.participantMoveUndo(group.id, act)} class="done undo">
      <span role="status">Recorded.</span>
      <input type="hidden" name="view" value="person" />
      <input type="hidden" name="back" value={participant.id} />
      <button class="quiet" type="submit">
        Undo
      </button>
    </form>
  )
}

/** Of an address a page shows its host only. */
const mailboxOf = ({ email }: Participant) => (email ? `…@${email.slice(email.lastIndexOf('@') + 1)}` : 'None')

const Held = ({ group, participant: p, record: { shared } }: Props) => (
  <section class="panel">
    <dl class="needs">
      <div>
        <dt>Mailbox</dt>
        <dd>{mailboxOf(p)}</dd>
      </div>
      <div>
        <dt>Id in your list</dt>
        <dd>{p.externalId ?? 'None'}</dd>
      </div>
      <div>
        <dt>Held because</dt>
        <dd>
          {basisNames[p.basis]}, said on {formatDay(dayIn(p.basisAt, 'UTC'))}
        </dd>
      </div>
      <div>
        <dt>Told about it</dt>
        <dd>{p.toldAt ? formatDay(dayIn(p.toldAt, 'UTC')) : 'Not yet'}</dd>
      </div>
      <div>
        <dt>Account</dt>
        <dd>
          {p.personId ? 'They claimed this record' : 'Not claimed'}
          {shared && (
            <>
              ; they share <a href={paths.person(shared.id)}>their profile</a> with their groups
            </>
          )}
        </dd>
      </div>
    </dl>
    {p.email && !p.toldAt && (
      <form method="post" action={paths.participantTelling(group.id, p.id)}>
        <button class="button" type="submit">
          Tell them about this record
        </button>
      </form>
    )}
  </section>
)

type HistoryProps = { entries: HistoryEntry[]; group: Group; participant: Participant }

const History = ({ entries, group, participant }: HistoryProps) =>
  entries.length === 0 ? (
    <p class="soft">Nothing recorded yet.</p>
  ) : (
    <ul class="lines">
      {entries.map((entry) => (
        <li key={entry.id}>
          <div>
            <b>{valueNames[entry.value]}</b> {shownDay(entry.on)}
            <small class="noted">
              {[entry.source, entry.by && `recorded by ${entry.by}`].filter(Boolean).join(', ')}
              {entry.evidenceUrl && (
                <>
                  {' '}
                  <a href={entry.evidenceUrl} rel="nofollow noopener">
                    Evidence
                  </a>
                </>
              )}
            </small>
          </div>
          <form method="post" action={paths.historyRemoval(group.id, participant.id, entry.id)}>
            <button class="quiet" type="submit">
              Remove
              <span class="visually-hidden">
                {' '}
                {valueNames[entry.value]} of {shownDay(entry.on)}
              </span>
            </button>
          </form>
        </li>
      ))}
    </ul>
  )

const Moving = ({ group, participant, today, refused }: Props) => {
  const mine = refused?.form === 'move' ? refused : { typed: {}, issues: [] }
  return (
    <form method="post" action={paths.participantMoves(group.id)} class="panel">
      <h2>Something changed</h2>
      <input type="hidden" name="ids" value={participant.id} />
      <input type="hidden" name="view" value="person" />
      <MoveFields typed={mine.typed} issues={mine.issues} today={today} label="They are now" button="Record it" />
    </form>
  )
}

const Parts = ({ group, participant, record: { parts }, cohorts, refused, open }: Props) => {
  const isChanging = parts.some(({ id }) => id === (refused?.form ?? open))
  const adding = refused?.form === 'participation' ? refused : { typed: {}, issues: [] }
  return (
    <section class="panel">
      <h2>Took part in</h2>
      {parts.length === 0 && <p class="soft">Nothing yet.</p>}
      {parts.map((part) => (
        <Part key={part.id} {...{ group, participant, part, cohorts, refused, open }} />
      ))}
      {!isChanging && (
        <details open={adding.issues.length > 0}>
          <summary class="button">Add a cohort</summary>
          <form method="post" action={paths.participations(group.id, participant.id)} class="fields opened">
            <ParticipationFields cohorts={cohorts} typed={adding.typed} issues={adding.issues} />
            <button class="button main" type="submit">
              Add
            </button>
          </form>
        </details>
      )}
    </section>
  )
}

type PartProps = Pick<Props, 'group' | 'participant' | 'cohorts' | 'refused' | 'open'> & { part: PartIn }

function Part({ group, participant, part, cohorts, refused, open }: PartProps) {
  const end = part.leftOn ? `left ${shownDay(part.leftOn)}` : part.finishedOn && `finished ${shownDay(part.finishedOn)}`
  const mine = refused?.form === part.id ? refused : null
  const isOpen = mine !== null || open === part.id
  const stated = {
    cohort: part.cohortId,
    role: part.role,
    finishedOn: part.finishedOn ?? '',
    leftOn: part.leftOn ?? '',
  }
  return (
    <div class="part">
      <p>
        <b>{part.cohort}</b> {[roleNames[part.role], end].filter(Boolean).join(', ')}
      </p>
      <div class="actions">
        <form method="post" action={paths.participationRemoval(group.id, participant.id, part.id)}>
          <button class="quiet" type="submit">
            Remove<span class="visually-hidden"> {part.cohort}</span>
          </button>
        </form>
        {!isOpen && (
          <a class="small" href={`${paths.participant(group.id, participant.id, `part=${part.id}`)}#${part.id}`}>
            Change<span class="visually-hidden"> {part.cohort}</span>
          </a>
        )}
      </div>
      {isOpen && (
        <form method="post" action={paths.participation(group.id, participant.id, part.id)} class="fields" id={part.id}>
          <ParticipationFields cohorts={cohorts} typed={mine?.typed ?? stated} issues={mine?.issues ?? []} />
          <button class="button main" type="submit">
            Save
          </button>
        </form>
      )}
    </div>
  )
}

const Editing = ({ group, participant: p, refused }: Props) => {
  const mine = refused?.form === 'record' ? refused : null
  const error = (name: string) => mine?.issues.find(({ path }) => path === name)?.message
  const value = (name: string, kept: string) => mine?.typed[name] ?? kept
  return (
    <form method="post" action={paths.participant(group.id, p.id)} class="panel">
      <h2>Change the record</h2>
      <input type="hidden" name="version" value={p.version} />
      <div class="fields">
        <Field
          name="name"
          label={personLabels.name}
          value={value('name', p.name)}
          error={error('name')}
          maxlength={200}
        />
        <Field
          name="email"
          label="New e-mail address"
          type="email"
          value={value('email', '')}
          error={error('email')}
          hint={p.email ? `Empty keeps ${mailboxOf(p)}` : undefined}
        />
        <Field
          name="externalId"
          label={personLabels.externalId}
          value={value('externalId', p.externalId ?? '')}
          error={error('externalId')}
          maxlength={200}
        />
        <Select
          name="basis"
          label={personLabels.basis}
          options={optionsOf(basisNames)}
          value={value('basis', p.basis)}
          error={error('basis')}
        />
        <button class="button main" type="submit">
          Save
        </button>
      </div>
    </form>
  )
}

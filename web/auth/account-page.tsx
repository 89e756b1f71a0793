import type { ApiKey } from '../../src/auth/api-keys.ts'
import type { Session } from '../../src/auth/sessions.ts'
import { DAY, dayIn, formatDay, HOUR, MINUTE } from '../../src/calendar.ts'
import type { Person } from '../../src/context.ts'
import type { OwnGroup } from '../../src/groups/queries.ts'
import type { OwnOrganization } from '../../src/organizations/queries.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Done } from '../ui/done.tsx'
import { Field } from '../ui/field.tsx'

type Props = {
  person: Person
  sessions: Session[]
  keys: ApiKey[]
  organizations: OwnOrganization[]
  groups: OwnGroup[]
  /** How many wait for a moderator; null for those who are none. */
  waiting: number | null
  now: number
  done: string
  typed?: string
  error?: string
}

const doneWords: Record<string, string> = {
  name: 'Saved.',
  session: 'That browser is signed out.',
  sessions: 'All other browsers are signed out.',
  left: 'You have left the organization.',
  address: 'Done: sign in with the new address from now on. Your mail goes there.',
  'left group': 'You have left the group.',
  key: 'The key is revoked: it opens nothing any more.',
}
const on = (at: number) => formatDay(dayIn(at, 'UTC'))

export function AccountPage(props: Props) {
  const { person, sessions, keys, organizations, groups, waiting, now, done, typed, error } = props
  return (
    <Layout title="Account" path={paths.me()} hidden workspace>
      <main id="main" class="narrow">
        <h1>{person.name || 'Your account'}</h1>
        <Done done={done} words={doneWords} />
        {waiting !== null && (
          <p>
            <a class="button main" href={paths.moderation()}>
              {waiting ? `Moderate · ${waiting} waiting` : 'Moderate'}
            </a>
          </p>
        )}
        <Yours />
        <form method="post" action={paths.name()} class="panel">
          <Field
            name="name"
            label="Your name, as others see it"
            autocomplete="name"
            value={typed ?? person.name}
            error={error}
          />
          <button class="button" type="submit">
            Save
          </button>
        </form>
        <p>
          <a href={paths.ownAddress()}>Change your e-mail address</a>
        </p>
        <Organizations organizations={organizations} />
        <Groups groups={groups} />
        <Passkeys person={person} />
        <Sessions sessions={sessions} here={person.session.id} now={now} />
        <Keys keys={keys} owners={[...organizations, ...groups]} />
        <form method="post" action={paths.signOut()}>
          <button class="button" type="submit">
            Sign out
          </button>
        </form>
      </main>
    </Layout>
  )
}

const Yours = () => (
  <section class="panel">
    <h2>Yours alone, until you allow more</h2>
    <ul class="lines">
      <li>
        <a href={paths.profile()}>Your profile</a>
        <span class="soft small">what you can do, how much time you have</span>
      </li>
      <li>
        <a href={paths.ownMatches()}>Your matches</a>
        <span class="soft small">what fits, what is missing and why</span>
      </li>
      <li>
        <a href={paths.applications()}>Your applications</a>
        <span class="soft small">saved, applied, accepted</span>
      </li>
      <li>
        <a href={paths.ownIntroductions()}>Introductions</a>
        <span class="soft small">organizations that would like to meet you, and what others suggest</span>
      </li>
      <li>
        <a href={paths.ownSubscriptions()}>Mail</a>
        <span class="soft small">what is mailed to you and when</span>
      </li>
      <li>
        <a href={paths.personalData()}>Your data</a>
        <span class="soft small">who may see what; take it along, or erase it</span>
      </li>
    </ul>
  </section>
)

const Organizations = ({ organizations }: Pick<Props, 'organizations'>) => (
  <section class="panel">
    <h2>Organizations and opportunities</h2>
    {organizations.length === 0 && <p class="soft">You post for none yet.</p>}
    <ul class="lines">
      {organizations.map(({ id, name, role }) => (
        <li key={id}>
          <a href={paths.organizationOffice(id)}>{name}</a>
          <span class="soft small">{role}</span>
        </li>
      ))}
    </ul>
    <p>
      <a class="button" href={paths.newOrganization()}>
        Add an organization
      </a>
    </p>
    <p>
      <a href={paths.ownOpportunities()}>What you submitted</a> · <a href={paths.drafts()}>Your drafts</a> ·{' '}
      <a href={paths.ownInterests()}>Your messages</a>
    </p>
  </section>
)

const Groups = ({ groups }: Pick<Props, 'groups'>) => (
  <section class="panel">
    <h2>Groups and programs</h2>
    {groups.length === 0 && (
      <p class="soft">For field-builders: keep your programs, who took part in them, and where they landed.</p>
    )}
    <ul class="lines">
      {groups.map(({ id, name, role }) => (
        <li key={id}>
          <a href={paths.group(id)}>{name}</a>
          <span class="soft small">{role}</span>
        </li>
      ))}
    </ul>
    <p>
      <a class="button" href={paths.newGroup()}>
        Found a group
      </a>
    </p>
  </section>
)

const Passkeys = ({ person }: Pick<Props, 'person'>) => (
  <section class="panel">
    <h2>Passkeys</h2>
    <p class="soft">
      {person.hasPasskey
        ? 'You have a passkey. Moderating asks for it once a session.'
        : 'A key in your device that no mail can replace. Moderators need one; anybody may add one.'}
    </p>
    <p>
      <a class="button" href={paths.passkeys()}>
        {person.hasPasskey ? 'Your passkeys' : 'Add a passkey'}
      </a>
    </p>
  </section>
)

const MOMENT = 2 * MINUTE

/** "now", "20 minutes ago", "3 hours ago", and from a day on the day. A session notes it once an hour. */
function seenWords(at: number, now: number): string {
  const ms = now - at
  if (ms < MOMENT) return 'now'
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} minutes ago`
  if (ms >= DAY) return `on ${on(at)}`
  const hours = Math.floor(ms / HOUR)
  return `${hours} ${hours === 1 ? 'hour' : 'hours'} ago`
}

const Sessions = ({ sessions, here, now }: { sessions: Session[]; here: string; now: number }) => (
  <section class="panel">
    <h2>Where you are signed in</h2>
    <ul class="lines">
      {sessions.map(({ id, agent, createdAt, seenAt }) => (
        <li key={id}>
          <span>
            {agent}
            {id === here && <b> (this one)</b>}
            <br />
            <span class="soft small">
              {`signed in ${seenWords(createdAt, now)}, last seen ${id === here ? 'now' : seenWords(seenAt, now)}`}
            </span>
          </span>
          {id !== here && (
            <form method="post" action={paths.sessionEnd(id)}>
              <button class="button" type="submit" aria-label={`Sign out ${agent}`}>
                Sign out
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
    <form method="post" action={paths.sessionsEnd()} class="actions">
      {sessions.length > 1 && (
        <button class="button" type="submit">
          Sign out everywhere else
        </button>
      )}
      <button class="button" type="submit" name="here" value="too">
        Sign out everywhere
      </button>
    </form>
  </section>
)

type KeysProps = Pick<Props, 'keys'> & { owners: readonly { id: string; name: string }[] }

const Keys = ({ keys, owners }: KeysProps) => (
  <section class="panel">
    <h2>API keys</h2>
    <p class="soft">
      For programs that act for you, an organization or a group. See <a href={paths.apiDocs()}>what they can do</a>.
    </p>
    <ul class="lines">
      {keys.map(({ id, name, scope, subjectId, createdAt, usedAt }) => (
        <li key={id}>
          <span>
            {name}
            <br />
            <span class="soft small">
              for{' '}
              {scope === 'person' ? 'you' : (owners.find(({ id }) => id === subjectId)?.name ?? `a former ${scope}`)},
              made {on(createdAt)}, {usedAt ? `last used ${on(usedAt)}` : 'never used'}
            </span>
          </span>
          <form method="post" action={paths.keyRevocation(id)}>
            <button class="button" type="submit" aria-label={`Revoke ${name}`}>
              Revoke
            </button>
          </form>
        </li>
      ))}
    </ul>
    <p>
      <a class="button" href={paths.keys()}>
        Make a key
      </a>
    </p>
  </section>
)

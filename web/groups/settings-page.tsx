import { dayIn, formatDay } from '../../src/calendar.ts'
import type { Group, GroupKey, GroupMember, OpenGroupInvitation } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import { countryName } from '../../src/places/countries.ts'
import { Done } from '../ui/done.tsx'
import { type Filled, GroupForm } from './group-form.tsx'
import { GroupFrame } from './group-frame.tsx'
import { GroupInvitationsPanel } from './group-invitations-panel.tsx'
import { GroupMembersPanel } from './group-members-panel.tsx'

type Props = {
  group: Group
  members: GroupMember[]
  invitations: OpenGroupInvitation[]
  keys: GroupKey[]
  me: { id: string; canManage: boolean }
  /** The form as it was refused; else it begins with what is known. */
  details?: Filled
  invitation?: Filled
  done?: string
  /** Why a press changed nothing. */
  problem?: string
}

const doneWords = {
  saved: 'Saved.',
  joined: 'Welcome: you can keep the group’s records now.',
  invited: 'The invitation is on its way. It is good until it is answered or withdrawn.',
  withdrawn: 'The invitation is withdrawn: its link opens nothing any more.',
  role: 'Changed.',
  removed: 'Removed. Their keys for the group are revoked.',
}

export function SettingsPage(props: Props) {
  const { group, members, invitations, keys, me, details, invitation, done, problem } = props
  return (
    <GroupFrame group={group} title="Settings" current={paths.groupSettings(group.id)}>
      <div class="narrow">
        <h1>{`Settings of ${group.name}`}</h1>
        <Done done={done} words={doneWords} />
        {problem && (
          <p role="alert" class="error">
            {`${problem}.`}
          </p>
        )}
        {me.canManage ? (
          <GroupForm
            {...(details ?? { typed: typedOf(group) })}
            title="What it says of itself"
            action={paths.groupSettings(group.id)}
            button="Save"
          />
        ) : (
          <Said group={group} />
        )}
        <GroupMembersPanel groupId={group.id} members={members} me={me} />
        <GroupInvitationsPanel groupId={group.id} invitations={invitations} canManage={me.canManage} {...invitation} />
        <Keys groupId={group.id} keys={keys} me={me} />
      </div>
    </GroupFrame>
  )
}

const typedOf = ({ name, website, country, about }: Group) => ({
  name,
  website: website ?? '',
  country: country ? countryName(country) : '',
  about,
})

const Said = ({ group }: Pick<Props, 'group'>) => (
  <section class="panel">
    <h2>What it says of itself</h2>
    <p>{group.about || 'Nothing yet.'}</p>
    <p class="soft small">
      {[group.website, group.country && countryName(group.country)].filter(Boolean).join(' · ')} Owners change this.
    </p>
  </section>
)

const on = (at: number) => formatDay(dayIn(at, 'UTC'))

const Keys = ({ groupId, keys, me }: { groupId: string; keys: GroupKey[]; me: Props['me'] }) => (
  <section class="panel">
    <h2>API keys</h2>
    <p class="soft">
      For programs that bring people, landings and estimates, or fetch the report. See{' '}
      <a href={paths.apiDocs()}>what they can do</a>.
    </p>
    <ul class="lines">
      {keys.map(({ id, name, personId, maker, createdAt, usedAt }) => (
        <li key={id}>
          <span>
            {name}
            <br />
            <span class="soft small">
              made by {personId === me.id ? 'you' : maker || 'somebody without a name'} {on(createdAt)},{' '}
              {usedAt ? `last used ${on(usedAt)}` : 'never used'}
            </span>
          </span>
          {personId === me.id && (
            <form method="post" action={paths.keyRevocation(id)}>
              <button class="button" type="submit" aria-label={`Revoke ${name}`}>
                Revoke
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
    <p>
      <a class="button" href={paths.keys(`subject=${groupId}`)}>
        Make a key
      </a>
    </p>
  </section>
)

import { dayIn, formatDay } from '../../src/calendar.ts'
import type { OfficeMember } from '../../src/organizations/queries.ts'
import { paths } from '../../src/paths.ts'

type Props = { organizationId: string; members: OfficeMember[]; me: { id: string; canManage: boolean } }

export const MembersPanel = ({ organizationId, members, me }: Props) => (
  <section class="panel">
    <h2>Members</h2>
    {members.length === 0 && <p class="soft">Nobody posts for it yet.</p>}
    <ul class="lines">
      {members.map((member) => (
        <Member key={member.id} {...{ organizationId, member, me }} />
      ))}
    </ul>
    {members.length > 0 && !members.some(({ role }) => role === 'owner') && (
      <p>
        Nobody owns it yet. To become its owner, write to the moderators of this board and say what you do there: they
        can hand it over.
      </p>
    )}
    {me.canManage && (
      <p class="soft small">
        Owners invite, remove and hand over. To hand over, make somebody else an owner, then step down.
      </p>
    )}
  </section>
)

const nameOf = ({ name, addedAt }: OfficeMember) => name || `Somebody without a name, since ${on(addedAt)}`
const on = (at: number) => formatDay(dayIn(at, 'UTC'))

function Member({ organizationId, member, me }: Omit<Props, 'members'> & { member: OfficeMember }) {
  const isMe = member.id === me.id
  const isOwner = member.role === 'owner'
  return (
    <li>
      <span>
        {nameOf(member)}
        {isMe && <b> (you)</b>}
        <br />
        <span class="soft small">
          {member.role}, since {on(member.addedAt)}
        </span>
      </span>
      {me.canManage && (
        <form method="post" action={paths.memberRole(organizationId, member.id)}>
          <button class="button" type="submit" name="role" value={isOwner ? 'member' : 'owner'}>
            {isOwner ? (isMe ? 'Step down' : 'Make a member') : 'Make an owner'}
            <For member={member} isMe={isMe} />
          </button>
        </form>
      )}
      {(me.canManage || isMe) && (
        <form method="post" action={paths.memberRemoval(organizationId, member.id)}>
          <button class="button" type="submit">
            {isMe ? 'Leave' : 'Remove'}
            <For member={member} isMe={isMe} />
          </button>
        </form>
      )}
    </li>
  )
}

/** Tells equal buttons apart for those who hear them. */
const For = ({ member, isMe }: { member: OfficeMember; isMe: boolean }) =>
  isMe ? null : <span class="visually-hidden">{`: ${nameOf(member)}`}</span>

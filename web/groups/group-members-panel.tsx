import { dayIn, formatDay } from '../../src/calendar.ts'
import type { GroupMember } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'

type Props = { groupId: string; members: GroupMember[]; me: { id: string; canManage: boolean } }

export const GroupMembersPanel = ({ groupId, members, me }: Props) => (
  <section class="panel">
    <h2>Members</h2>
    <ul class="lines">
      {members.map((member) => (
        <Member key={member.id} {...{ groupId, member, me }} />
      ))}
    </ul>
    <p class="soft small">
      {me.canManage
        ? 'Every member sees and keeps all that the group recorded. To hand over, make somebody else an owner, then step down.'
        : 'Every member sees and keeps all that the group recorded. Owners also say who else does.'}
    </p>
  </section>
)

const nameOf = ({ name, addedAt }: GroupMember) => name || `Somebody without a name, since ${on(addedAt)}`
const on = (at: number) => formatDay(dayIn(at, 'UTC'))

function Member({ groupId, member, me }: Omit<Props, 'members'> & { member: GroupMember }) {
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
        <form method="post" action={paths.groupMemberRole(groupId, member.id)}>
          <button class="button" type="submit" name="role" value={isOwner ? 'member' : 'owner'}>
            {isOwner ? (isMe ? 'Step down' : 'Make a member') : 'Make an owner'}
            <For member={member} isMe={isMe} />
          </button>
        </form>
      )}
      {(me.canManage || isMe) && (
        <form method="post" action={paths.groupMemberRemoval(groupId, member.id)}>
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
const For = ({ member, isMe }: { member: GroupMember; isMe: boolean }) =>
  isMe ? null : <span class="visually-hidden">{`: ${nameOf(member)}`}</span>

import { dayIn, formatDay } from '../../src/calendar.ts'
import type { OpenGroupInvitation } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import { Field, Select } from '../ui/field.tsx'
import type { Filled } from './group-form.tsx'

type Props = Partial<Filled> & { groupId: string; invitations: OpenGroupInvitation[]; canManage: boolean }

const roles = [
  { value: 'member', label: 'Member: keeps its records' },
  { value: 'owner', label: 'Owner: also says who else does' },
]

export function GroupInvitationsPanel({ groupId, invitations, canManage, typed = {}, issues = [] }: Props) {
  if (!canManage && invitations.length === 0) return null
  const error = (name: string) => issues.find(({ path }) => path === name)?.message
  return (
    <section class="panel">
      <h2>Invitations</h2>
      <ul class="lines">
        {invitations.map((invitation) => (
          <Open key={invitation.id} {...{ groupId, invitation, canManage }} />
        ))}
      </ul>
      {canManage && (
        <form method="post" action={paths.groupInvitations(groupId)} class="stack">
          <Field
            name="email"
            label="Invite by mail"
            type="email"
            required
            value={typed.email ?? ''}
            error={error('email')}
            hint="Whoever has not answered is mailed again."
          />
          <Select name="role" label="As" options={roles} value={typed.role ?? 'member'} error={error('role')} />
          <button class="button main" type="submit">
            Invite
          </button>
        </form>
      )}
    </section>
  )
}

type Line = Pick<Props, 'groupId' | 'canManage'> & { invitation: OpenGroupInvitation }

const Open = ({ groupId, canManage, invitation: { id, whom, role, invitedAt } }: Line) => (
  <li>
    <span>
      {whom}
      <br />
      <span class="soft small">
        as {role}, invited {formatDay(dayIn(invitedAt, 'UTC'))}
      </span>
    </span>
    {canManage && (
      <form method="post" action={paths.groupInvitationWithdrawal(groupId, id)}>
        <button class="button" type="submit">
          Withdraw<span class="visually-hidden">{`: ${whom}`}</span>
        </button>
      </form>
    )}
  </li>
)

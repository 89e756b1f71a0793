import type { WayIn } from '../../src/organizations/joining.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'

/** How to come to post for an organization that one works at. `problem` after a press that could not. */
export function MembershipPage({ way, problem }: { way: WayIn; problem?: string }) {
  const { id, name } = way.organization
  return (
    <Layout title={`Post for ${name}`} path={paths.organizations()} hidden workspace>
      <main id="main" class="narrow">
        <h1>{`Post for ${name}`}</h1>
        {problem && (
          <p role="alert" class="error">
            {`${problem}.`}
          </p>
        )}
        <Way way={way} />
        <p>
          <a href={paths.organization(id, name)}>{`Back to ${name}`}</a>
        </p>
      </main>
    </Layout>
  )
}

function Way({ way }: { way: WayIn }) {
  const { organization, domain, state, isFirst, hasOwner, role, invitationId } = way
  if (state === 'member')
    return (
      <p>
        You are a member.{' '}
        <a class="button main" href={paths.organizationOffice(organization.id)}>
          To its office
        </a>
      </p>
    )
  if (state === 'invited' && invitationId)
    return (
      <p>
        You are invited.{' '}
        <a class="button main" href={paths.invitation(invitationId)}>
          See the invitation
        </a>
      </p>
    )
  if (state === 'may_join')
    return (
      <form method="post" action={paths.membership(organization.id)} class="panel">
        <p>
          {`You are signed in with a mailbox at ${domain}, so you can post for it at once`}
          {role === 'owner' ? ' and, as the first, say who else may.' : '.'}
        </p>
        {role === 'member' && !hasOwner && (
          <p>
            Nobody owns it yet. To become its owner, write to the moderators of this board and say what you do there:
            they can hand it over.
          </p>
        )}
        <button class="button main" type="submit">
          {role === 'owner' ? 'Become its owner' : 'Become a member'}
        </button>
      </form>
    )
  if (state === 'was_removed')
    return (
      <div class="panel">
        <p>
          Your membership was ended by somebody who may do that, so your mailbox does not let you in any more. A new
          invitation does: ask one of its owners, or write to the moderators of this board.
        </p>
      </div>
    )
  return (
    <div class="panel">
      <p>{domain || !isFirst ? 'One of these lets you in:' : 'Nobody posts for it yet.'}</p>
      <ul class="ways">
        {domain && (
          <li>
            <b>A mailbox there.</b> {`Sign out, sign in with your address at ${domain}, and come back to this page.`}
          </li>
        )}
        {hasOwner && (
          <li>
            <b>An invitation.</b> Ask one of its owners to invite the address you are signed in with.
          </li>
        )}
        <li>
          <b>A moderator.</b> Write to the moderators of this board and say what you do there: they can invite you.
        </li>
      </ul>
      <p>
        You need no membership to post one opportunity: <a href={paths.newOpportunity()}>post it</a>, and a moderator
        looks at it.
      </p>
    </div>
  )
}

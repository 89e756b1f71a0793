import type { Invitation } from '../../src/organizations/inviting.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'

const mayWords = {
  member: 'You could post opportunities for it.',
  owner: 'You could post opportunities for it, invite others, and remove them.',
}

export const InvitationPage = ({ invitation, problem }: { invitation: Invitation; problem?: string }) => (
  <Layout title="Invitation" hidden workspace>
    <main id="main" class="narrow">
      <h1>{`Join ${invitation.organizationName}?`}</h1>
      {problem && (
        <p role="alert" class="error">
          {`${problem}.`}
        </p>
      )}
      <p>
        You are invited as {invitation.role} of{' '}
        <a href={paths.organization(invitation.organizationId, invitation.organizationName)}>
          {invitation.organizationName}
        </a>
        . {mayWords[invitation.role]} Its members see your name.
      </p>
      <form method="post" class="actions">
        <button class="button main" type="submit" name="answer" value="accepted">
          Accept
        </button>{' '}
        <button class="button" type="submit" name="answer" value="declined">
          Decline
        </button>
      </form>
    </main>
  </Layout>
)

/** For unknown, answered and withdrawn ones, and for those of others, the same: nobody learns of them here. */
export const NoInvitationPage = () => (
  <Layout title="No invitation" hidden workspace>
    <main id="main" class="narrow">
      <h1>No invitation is open here</h1>
      <p>
        It was answered or withdrawn, or it went to another address than the one you are signed in with. In that case
        sign out, open the link again, and sign in with the address that got the mail.
      </p>
      <form method="post" action={paths.signOut()}>
        <button class="button" type="submit">
          Sign out
        </button>
      </form>
    </main>
  </Layout>
)

export const DeclinedPage = () => (
  <Layout title="Declined" hidden workspace>
    <main id="main" class="narrow">
      <h1>Declined</h1>
      <p role="status">The invitation is gone and nothing else has changed.</p>
      <p>
        <a class="button main" href={paths.board()}>
          See what is open
        </a>
      </p>
    </main>
  </Layout>
)

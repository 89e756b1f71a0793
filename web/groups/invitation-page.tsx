import type { GroupInvitation } from '../../src/groups/inviting.ts'
import { Layout } from '../layout.tsx'

const mayWords = {
  member: 'You could keep its programs, who took part in them, and where they landed.',
  owner: 'You could keep its programs, who took part in them, and where they landed, and say who else does.',
}

export const GroupInvitationPage = ({ invitation: { groupName, role } }: { invitation: GroupInvitation }) => (
  <Layout title="Invitation" hidden workspace>
    <main id="main" class="narrow">
      <h1>{`Join ${groupName}?`}</h1>
      <p>
        You are invited as {role} of the group {groupName}. {mayWords[role]} Its members see your name.
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

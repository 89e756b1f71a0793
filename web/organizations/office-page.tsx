import type { Issue } from '../../src/errors.ts'
import type { Office, OfficeMember, OpenInvitation } from '../../src/organizations/queries.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Done } from '../ui/done.tsx'
import { InvitationsPanel, type TypedInvitation } from './invitations-panel.tsx'
import { MembersPanel } from './members-panel.tsx'
import { type Filled, OrganizationForm } from './organization-form.tsx'

type Props = {
  organization: Office
  members: OfficeMember[]
  invitations: OpenInvitation[]
  me: { id: string; isMember: boolean; canRename: boolean; canManage: boolean; isModerator: boolean }
  details: Filled
  invitation?: { typed: TypedInvitation; issues: Issue[] }
  done?: string
  /** Why a press changed nothing. */
  problem?: string
}

const doneWords = {
  added: 'The organization is here. Post for it, or invite those who work there with you.',
  joined: 'Welcome: you can post for it now.',
  saved: 'Saved.',
  asked: 'Saved, but for the name: that waits for a moderator.',
  invited: 'The invitation is on its way. It is good until it is answered or withdrawn.',
  withdrawn: 'The invitation is withdrawn: its link opens nothing any more.',
  role: 'Changed.',
  removed: 'Removed. Their keys for the organization are revoked.',
}

export function OfficePage(props: Props) {
  const { organization: o, members, invitations, me, details, invitation, done, problem } = props
  return (
    <Layout title={`${o.name}: office`} path={paths.me()} hidden workspace>
      <main id="main" class="narrow">
        <h1>{o.name}</h1>
        <Done done={done} words={doneWords} />
        {problem && (
          <p role="alert" class="error">
            {`${problem}.`}
          </p>
        )}
        {o.suspendedAt !== null && (
          <p class="flag">
            Moderators have suspended this organization: nothing of it can be changed or submitted now. What is open
            stays open.
          </p>
        )}
        <p class="actions">
          <a class="button main" href={paths.officeOpportunities(o.id)}>
            Its opportunities
          </a>
          <a class="button" href={paths.newOpportunity(`organization=${o.id}`)}>
            Post one
          </a>
          <a class="button" href={paths.organization(o.id, o.name)}>
            As others see it
          </a>
          {me.isModerator && (
            <a class="button" href={paths.organizationModeration(o.id)}>
              Moderate
            </a>
          )}
        </p>
        {o.askedName !== null && (
          <p class="flag">{`The new name “${o.askedName}” waits for a moderator. Until then readers see the one above.`}</p>
        )}
        <Standing organization={o} />
        <MembersPanel organizationId={o.id} members={members} me={me} />
        <InvitationsPanel organizationId={o.id} invitations={invitations} canManage={me.canManage} {...invitation} />
        {me.isMember && (
          <OrganizationForm
            {...details}
            fixed={me.canRename ? undefined : { name: o.name, website: o.website }}
            title="What others read of it"
            action={paths.organizationOffice(o.id)}
            button="Save"
            another="It is another one: save"
          />
        )}
        <section class="panel">
          <h2>API keys</h2>
          <p class="soft">
            Programs, such as your careers page, can post for the organization with a key of one of its members.
          </p>
          <p>
            <a class="button" href={paths.keys()}>
              Make a key
            </a>
          </p>
        </section>
      </main>
    </Layout>
  )
}

const Standing = ({ organization: o }: Pick<Props, 'organization'>) => (
  <section class="panel">
    <h2>Standing</h2>
    <p>
      {o.verifiedDomain ? (
        <>
          <span class="kind">verified domain</span> {`Somebody here has shown a mailbox at ${o.verifiedDomain}.`}
        </>
      ) : (
        'No badge yet: it comes when somebody with a mailbox at the domain of the website signs in with it and is a member.'
      )}
    </p>
    <p class="soft">
      {o.trustedAt === null
        ? 'A moderator reads each new opportunity before others do.'
        : 'Moderators trust this organization: what its members submit is published at once.'}
    </p>
  </section>
)

import type { Issue } from '../../src/errors.ts'
import type { LookAlike } from '../../src/organizations/look-alikes.ts'
import type { Office } from '../../src/organizations/queries.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { StaffLinks } from '../moderation/staff-links.tsx'
import { Done } from '../ui/done.tsx'
import { Field } from '../ui/field.tsx'

type Props = {
  organization: Office
  like: readonly LookAlike[]
  done?: string
  typed?: string
  typedName?: string
  issues?: Issue[]
  /** Why a press changed nothing. */
  problem?: string
}

const doneWords: Record<string, string> = {
  trust: 'Trusted: from now on what its members submit is published at once.',
  untrust: 'No longer trusted: what its members submit waits for a moderator.',
  suspend: 'Suspended: nothing can be submitted for it.',
  lift: 'The suspension is lifted.',
  'name-approved': 'Renamed. Trust and badge went with the old name.',
  'name-refused': 'Refused: it keeps the name it has.',
  renamed: 'Renamed. Trust and badge went with the old name.',
  merged: 'Merged: everything of the other one is here now.',
}

export const OrganizationModerationPage = ({ organization: o, like, done, typed = '', problem, ...names }: Props) => (
  <Layout title={`Moderate ${o.name}`} path={paths.moderation()} hidden workspace>
    <main id="main" class="narrow">
      <StaffLinks />
      <h1>{`Moderate ${o.name}`}</h1>
      <Done done={done} words={doneWords} />
      {problem && (
        <p role="alert" class="error">
          {`${problem}.`}
        </p>
      )}
      <p class="actions">
        <a class="button" href={paths.organizationOffice(o.id)}>
          Its office
        </a>
        <a class="button" href={paths.organization(o.id, o.name)}>
          As others see it
        </a>
      </p>
      <Name organization={o} {...names} />
      <form method="post" action={paths.organizationModeration(o.id)} class="panel">
        <h2>Trust and suspension</h2>
        <p>{standingWords(o)}</p>
        <ul class="ways soft small">
          <li>
            Trusted: what its members submit is published at once, and still recorded. What waits now still waits.
          </li>
          <li>
            Suspended: its members and keys can change and submit nothing. What is open stays, unless you retract it.
          </li>
        </ul>
        <Field
          name="reason"
          label="Reason, for the record"
          required
          value={typed}
          error={names.issues?.find(({ path }) => path === 'reason')?.message}
        />
        <p class="actions">
          <button class="button" type="submit" name="change" value={o.trustedAt === null ? 'trust' : 'untrust'}>
            {o.trustedAt === null ? 'Trust it' : 'Take trust back'}
          </button>{' '}
          <button class="button" type="submit" name="change" value={o.suspendedAt === null ? 'suspend' : 'lift'}>
            {o.suspendedAt === null ? 'Suspend it' : 'Lift the suspension'}
          </button>
        </p>
      </form>
      <section class="panel">
        <h2>The same as another?</h2>
        {like.length ? <p>It may be taken for one of these:</p> : <p>No other has such a name or its site.</p>}
        <ul class="lines">
          {like.map(({ id, name, website }) => (
            <li key={id}>
              <span>
                <a href={paths.organization(id, name)}>{name}</a>
                {website && <span class="soft small"> {new URL(website).hostname}</span>}
              </span>
              <a class="button" href={paths.organizationMerge(o.id, `into=${id}`)}>
                Compare<span class="visually-hidden">{` with ${name}`}</span>
              </a>
            </li>
          ))}
        </ul>
        <p>
          <a class="button" href={paths.organizationMerge(o.id)}>
            Merge it into another
          </a>
        </p>
      </section>
    </main>
  </Layout>
)

const standingWords = ({ trustedAt, suspendedAt, verifiedDomain }: Office) =>
  [
    trustedAt === null ? 'It is not trusted' : 'It is trusted',
    suspendedAt === null ? 'not suspended' : 'suspended',
    verifiedDomain ? `and verified at ${verifiedDomain}.` : 'and has no verified domain.',
  ].join(', ')

const Name = ({ organization: o, typedName, issues = [] }: Pick<Props, 'organization' | 'typedName' | 'issues'>) => (
  <section class="panel">
    <h2>Name</h2>
    {o.askedName !== null && o.askedAt !== null && (
      <form method="post" action={paths.organizationRenaming(o.id)}>
        <p class="flag">
          One of its owners asks for another name: <b>{o.askedName}</b>. It waits for a moderator.
        </p>
        <input type="hidden" name="askedAt" value={o.askedAt} />
        <p class="actions">
          <button class="button main" type="submit" name="answer" value="approved">
            Approve the name
          </button>{' '}
          <button class="button" type="submit" name="answer" value="refused">
            Refuse it
          </button>
        </p>
      </form>
    )}
    <form method="post" action={paths.organizationName(o.id)}>
      <Field
        name="name"
        label="Name that readers see"
        required
        value={typedName ?? o.name}
        hint="Another name takes trust and badge away: look whether it still deserves them."
        error={issues.find(({ path }) => path === 'name')?.message}
      />
      <p class="actions">
        <button class="button" type="submit">
          Rename it
        </button>
      </p>
    </form>
  </section>
)

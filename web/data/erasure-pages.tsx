import type { SolelyOwned } from '../../src/organizations/sole-owners.ts'
import { paths } from '../../src/paths.ts'
import { ERASING_WORD } from '../../src/profiles/data/schema.ts'
import { Layout } from '../layout.tsx'
import { Field } from '../ui/field.tsx'

type Props = {
  solelyOwned: SolelyOwned[]
  /** Whether they are the last who could do everything. */
  refused: boolean
  typed?: string
  error?: string
}

export const ErasurePage = ({ solelyOwned, refused, typed = '', error }: Props) => (
  <Layout title="Erase your account" path={paths.me()} own={paths.personalData()} hidden workspace>
    <main id="main" class="narrow">
      <p class="soft small">
        <a href={paths.personalData()}>← Your data</a>
      </p>
      <h1>Erase your account</h1>
      <p>
        This cannot be undone, not even by us. You may want to{' '}
        <a href={paths.dataExport('json')} download>
          download your data
        </a>{' '}
        first.
      </p>
      <section class="panel ways">
        <h2>What goes</h2>
        <ul>
          <li>Your account, name and address, where you are signed in, passkeys and API keys</li>
          <li>Your profile and what you allowed</li>
          <li>Your applications with their notes and history, what you set aside, and your introductions</li>
          <li>Drafts nobody else works on, proposals that were not approved, messages you sent and their answers</li>
          <li>Memberships, invitations to you, and every subscription of your address; mail on its way is not sent</li>
        </ul>
      </section>
      <section class="panel ways">
        <h2>What stays</h2>
        <ul>
          <li>Opportunities of your organizations, and answers given in their name, without your name</li>
          <li>Positions you took up, as counts that nobody can trace to you</li>
          <li>The sealed log of what was done: ids and times only, without words</li>
          <li>A keyed hash of your address, so that you stay erased when a backup is restored</li>
        </ul>
      </section>
      {solelyOwned.length > 0 && <Ownerless organizations={solelyOwned} />}
      {refused ? <LastAdmin /> : <WordForm {...{ typed, error }} />}
      <p>
        <a href={paths.personalData()}>Keep my account</a>
      </p>
    </main>
  </Layout>
)

const WordForm = ({ typed, error }: { typed: string; error: string | undefined }) => (
  <form method="post" action={paths.erasure()} class="panel fields">
    <Field
      name="word"
      label={`Type ${ERASING_WORD} to go on`}
      value={typed}
      error={error}
      autocomplete="off"
      maxlength={40}
      autofocus={error !== undefined}
    />
    <button class="button" type="submit">
      Erase my account
    </button>
  </form>
)

const LastAdmin = () => (
  <p class="flag">You are the last admin, so you cannot be erased yet: make somebody else an admin first.</p>
)

const Ownerless = ({ organizations }: { organizations: SolelyOwned[] }) => (
  <section class="panel">
    <h2>You alone own</h2>
    <ul class="lines">
      {organizations.map(({ id, name, colleagues }) => (
        <li key={id}>
          <a href={paths.organizationOffice(id)}>{name}</a>
          <span class="soft small">
            {colleagues ? 'hand it over to a member' : 'invite somebody, then hand it over'}
          </span>
        </li>
      ))}
    </ul>
    <p>
      Hand it over first. If you do not, it stays with its opportunities but without an owner, until a moderator helps.
    </p>
  </section>
)

export const ErasedPage = () => (
  <Layout title="Erased" hidden>
    <main id="main" class="narrow">
      <h1>You are erased</h1>
      <p>Your account and what belonged to it are gone, and you are signed out. No more mail comes from us.</p>
      <p class="soft">Copies in backups disappear with them, and you stay erased if one is restored.</p>
      <p>
        <a class="button" href={paths.board()}>
          See the board
        </a>
      </p>
    </main>
  </Layout>
)

import type { passkeyDeeds } from '../../src/auth/passkeys/schema.ts'
import type { Passkey } from '../../src/auth/passkeys.ts'
import { dayIn, formatDay } from '../../src/calendar.ts'
import type { Person } from '../../src/context.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Field } from '../ui/field.tsx'

type Props = {
  person: Person
  passkeys: Passkey[]
  /** Where they were going when they were asked for a passkey. */
  next?: string
  done?: (typeof passkeyDeeds)[number]
  error?: string
}

const doneWords = {
  added: 'Your passkey is added. For this session it counts as shown.',
  shown: 'Thank you: this browser has shown a passkey.',
  removed: 'The passkey is removed. Your other browsers will be asked for one again.',
}
const on = (at: number) => formatDay(dayIn(at, 'UTC'))

export function PasskeysPage({ person, passkeys, next, done, error }: Props) {
  const shown = person.session.passkeyAt !== null
  return (
    <Layout title="Passkeys" path={paths.me()} hidden workspace>
      <main id="main" class="narrow">
        <h1>Passkeys</h1>
        {done && (
          <p role="status" class="done">
            {doneWords[done]}
          </p>
        )}
        {error && (
          <p role="alert" class="error">
            {error}
          </p>
        )}
        <Why person={person} asked={next !== undefined && !shown} />
        {next && shown && (
          <p>
            <a class="button main" href={next}>
              Go on
            </a>
          </p>
        )}
        {passkeys.length > 0 && !shown && <Show next={next} />}
        {passkeys.length > 0 && <Held passkeys={passkeys} removable={shown} />}
        {(shown || passkeys.length === 0) && <Add first={passkeys.length === 0} next={next} />}
        <noscript>
          <p class="notices">
            Adding and showing a passkey needs JavaScript, because only a script can ask your device for its key. Switch
            it on for this page; everything else here works without.
          </p>
        </noscript>
        <p>
          <a href={paths.me()}>Back to your account</a>
        </p>
      </main>
    </Layout>
  )
}

function Why({ person, asked }: { person: Person; asked: boolean }) {
  const because = person.hasPasskey
    ? 'To go on, show one of your passkeys. You are asked once in each browser you sign in with.'
    : 'To go on, add a passkey. It takes half a minute.'
  return (
    <>
      {asked && <p>{because}</p>}
      <p class="soft">
        A passkey is a key that your device, password manager or security key keeps for this site. You unlock it with
        your fingerprint, face or PIN, which never leave the device. Moderators and admins need one, so that nobody gets
        their powers with a mailbox alone. Anybody may add one.
      </p>
    </>
  )
}

/** What the island brings to life; it is hidden until then. */
const Failure = () => <p role="alert" class="error" data-failure />

const Show = ({ next }: Pick<Props, 'next'>) => (
  <form method="post" action={paths.passkeyAuthentication()} class="panel" data-passkey="show" data-next={next} hidden>
    <h2>Show your passkey</h2>
    <p>Your device asks you to confirm. After that you can also change the list below.</p>
    <button class="button main" type="submit">
      Show a passkey
    </button>
    <Failure />
  </form>
)

const Add = ({ first, next }: { first: boolean; next?: string }) => (
  <form method="post" action={paths.passkeyRegistration()} class="panel" data-passkey="add" data-next={next} hidden>
    <h2>{first ? 'Add a passkey' : 'Add another passkey'}</h2>
    {!first && <p>On a second device, or a security key in a drawer, for the day you lose the first.</p>}
    <Field
      name="name"
      label="Name"
      hint="To tell it from others, such as “my phone”. Left empty, it is named after this browser."
      maxlength={80}
      value=""
    />
    <button class={first ? 'button main' : 'button'} type="submit">
      Add a passkey
    </button>
    <Failure />
  </form>
)

const Held = ({ passkeys, removable }: { passkeys: Passkey[]; removable: boolean }) => (
  <section class="panel">
    <h2>Your passkeys</h2>
    <ul class="lines">
      {passkeys.map(({ id, name, createdAt, usedAt }) => (
        <li key={id}>
          <span>
            {name}
            <br />
            <span class="soft small">
              added {on(createdAt)}, {usedAt ? `last shown ${on(usedAt)}` : 'not shown since'}
            </span>
          </span>
          {removable && (
            <form method="post" action={paths.passkeyRemoval(id)}>
              <button class="button" type="submit" aria-label={`Remove ${name}`}>
                Remove
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
    {!removable && <p class="soft small">To remove one or add another, show one first.</p>}
  </section>
)

import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Field } from '../ui/field.tsx'

/** Where one asks for another address. */
export const AddressPage = ({ typed = '', error }: { typed?: string; error?: string }) => (
  <Layout title="Change your address" path={paths.me()} hidden workspace>
    <main id="main" class="narrow">
      <h1>Change your address</h1>
      <p>
        We mail a link to the new address. Once you press it here, you sign in with the new address, and all your mail
        goes there.
      </p>
      <form method="post" action={paths.ownAddress()} class="panel">
        <Field
          name="email"
          label="Your new e-mail address"
          type="email"
          autocomplete="email"
          required
          maxlength={254}
          value={typed}
          error={error}
          autofocus={error !== undefined}
        />
        <button class="button main" type="submit">
          Mail me a link
        </button>
      </form>
    </main>
  </Layout>
)

/** The same for every address. */
export const AddressAskedPage = () => (
  <Layout title="Look into your mail" path={paths.me()} hidden workspace>
    <main id="main" class="narrow">
      <h1>Look into the new mailbox</h1>
      <p>
        If the new address can get mail from us, a link is on its way there. Open it in this browser: it works once, for
        an hour. Until then nothing changes. Your old address is told that you asked.
      </p>
      <p>
        <a class="button" href={paths.ownAddress()}>
          Use another address
        </a>
      </p>
    </main>
  </Layout>
)

/** What the mailed link opens. Opening does nothing. */
export const AddressLinkPage = ({ good }: { good: boolean }) => (
  <Layout title="Change your address" path={paths.me()} hidden workspace>
    <main id="main" class="narrow">
      <h1>{good ? 'Use the new address?' : 'This link is not good here'}</h1>
      {good ? (
        <>
          <p>From now on you sign in with it, and all your mail goes there. Your other browsers are signed out.</p>
          <form method="post">
            <button class="button main" type="submit">
              Use the new address
            </button>
          </form>
        </>
      ) : (
        <>
          <p>It works once, for an hour, signed in to the account that asked; a newer one ends the one before.</p>
          <p>
            <a class="button main" href={paths.ownAddress()}>
              Ask for a new link
            </a>
          </p>
        </>
      )}
    </main>
  </Layout>
)

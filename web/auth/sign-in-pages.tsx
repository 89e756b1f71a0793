import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Field } from '../ui/field.tsx'

export const SignInPage = ({ next, typed = '', error }: { next: string; typed?: string; error?: string }) => (
  <Layout title="Sign in" hidden>
    <main id="main" class="narrow">
      <h1>Sign in</h1>
      <p>No password: we mail you a link and a code. An address we do not know yet gets an account.</p>
      <form method="post" action={paths.signIn()} class="panel">
        <Field
          name="email"
          label="Your e-mail address"
          type="email"
          autocomplete="email"
          required
          maxlength={254}
          value={typed}
          error={error}
          autofocus={error !== undefined}
        />
        <input type="hidden" name="next" value={next} />
        <button class="button main" type="submit">
          Mail me a link
        </button>
      </form>
      <p class="soft small">Reading the board, matching and mail need no account.</p>
    </main>
  </Layout>
)

/** The same for every address. The code is for mail that is read on another device. */
export const AskedToSignInPage = ({ typed = '', error }: { typed?: string; error?: string }) => (
  <Layout title="Look into your mail" hidden>
    <main id="main" class="narrow">
      <h1>Look into your mail</h1>
      <p>
        If this address can get mail from us, a link is on its way. Open it in this browser. It works once, for fifteen
        minutes.
      </p>
      <form method="post" action={paths.signInCode()} class="panel">
        <Field
          name="code"
          label="Or type the code from the mail"
          hint="If you read your mail on another device. Eight letters and digits."
          autocomplete="one-time-code"
          required
          value={typed}
          error={error}
          autofocus={error !== undefined}
        />
        <button class="button" type="submit">
          Sign in with the code
        </button>
      </form>
      <p class="soft small">
        No mail after a few minutes? Look into the spam folder, or <a href={paths.signIn()}>ask again</a>.
      </p>
    </main>
  </Layout>
)

/** What the mailed link opens. Opening does nothing; the press signs in. */
export function SignInLinkPage({ found }: { found: 'here' | 'elsewhere' | 'gone' }) {
  if (found === 'here')
    return (
      <Layout title="Sign in" hidden>
        <main id="main" class="narrow">
          <h1>Welcome</h1>
          <p>Press the button, and this browser is signed in.</p>
          <form method="post">
            <button class="button main" type="submit">
              Sign in
            </button>
          </form>
        </main>
      </Layout>
    )
  return (
    <Layout title="Sign in" hidden>
      <main id="main" class="narrow">
        <h1>{found === 'gone' ? 'This link is no longer good' : 'You asked in another browser'}</h1>
        <p>
          {found === 'gone'
            ? 'A link works once, for fifteen minutes, and a newer one ends the one before.'
            : 'The link works only in the browser where you asked for it. Go back there and type the code from the mail, or ask again here.'}
        </p>
        <p>
          <a class="button main" href={paths.signIn()}>
            Ask for a new link
          </a>
        </p>
      </main>
    </Layout>
  )
}

import type { Person } from '../../src/context.ts'
import type { OwnGroup } from '../../src/groups/queries.ts'
import type { OwnOrganization } from '../../src/organizations/queries.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Field, Select } from '../ui/field.tsx'

type Props = {
  person: Person
  organizations: OwnOrganization[]
  groups: OwnGroup[]
  typed?: string
  subject?: string
  error?: string
  /** A key just made: shown this once. */
  made?: string
}

export function KeysPage({ person, organizations, groups, typed = '', subject = '', error, made }: Props) {
  const subjects = [
    ...organizations.map(({ id, name }) => ({ value: id, label: name })),
    ...groups.map(({ id, name }) => ({ value: id, label: `${name} (group)` })),
    { value: person.id, label: 'Myself' },
  ]
  return (
    <Layout title="API keys" path={paths.me()} hidden workspace>
      <main id="main" class="narrow">
        <h1>{made ? 'Your API key is made' : 'Make an API key'}</h1>
        {made && (
          <section class="panel" role="status">
            <h2>The key</h2>
            <p>Copy it now. We keep only a fingerprint and cannot show it again.</p>
            <p class="field">
              <label for="key">Your key</label>
              <input id="key" class="secret" type="text" readonly value={made} autocomplete="off" />
            </p>
          </section>
        )}
        <form method="post" action={paths.keys()} class="panel">
          {made && <h2>Another one</h2>}
          <Field
            name="name"
            label="Name"
            hint="What will use it, such as “our careers page”."
            required
            value={typed}
            error={error}
          />
          <Select name="subject" label="For" options={subjects} value={subject} />
          <p class="soft small">
            The key does what you may do there, until you revoke it or leave. Programs send it as{' '}
            <code>Authorization: Bearer …</code>
          </p>
          <button class={made ? 'button' : 'button main'} type="submit">
            Make the key
          </button>
        </form>
        <p>
          <a href={paths.me()}>Back to your account</a>
        </p>
      </main>
    </Layout>
  )
}

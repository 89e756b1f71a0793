import { OTHER, textIn } from '../../src/opportunities/posting/schema.ts'
import type { OwnOrganization } from '../../src/organizations/queries.ts'
import { paths } from '../../src/paths.ts'
import { Field, Select } from '../ui/field.tsx'
import { type Filled, problemOf, Text } from './form-parts.tsx'

/** Who posts: a visitor, somebody signed in, or an organization that is settled. */
export type PosterProps =
  | { who: 'visitor'; email: string }
  | { who: 'person'; organizations: OwnOrganization[] }
  | { who: 'settled'; name: string }

export function Poster({ form, poster }: { form: Filled; poster: PosterProps }) {
  return (
    <section class="panel" aria-labelledby="poster">
      <h2 id="poster">{poster.who === 'visitor' ? 'You' : 'For whom'}</h2>
      {poster.who === 'settled' && (
        <p>
          For <b>{poster.name}</b>. An opportunity stays with its organization.
        </p>
      )}
      {poster.who === 'visitor' && <Visitor form={form} email={poster.email} />}
      {poster.who === 'person' && <OfPerson form={form} organizations={poster.organizations} />}
    </section>
  )
}

const Visitor = ({ form, email }: { form: Filled; email: string }) => (
  <>
    <p class="soft small">
      No account needed: we mail you a link that confirms it. Have one?{' '}
      <a href={paths.signIn(paths.newOpportunity())}>Sign in first</a>, and drafts are kept while you type.
    </p>
    <div class="fields">
      <Field
        name="email"
        label="Your e-mail address"
        type="email"
        autocomplete="email"
        maxlength={254}
        value={email}
        error={problemOf(form, 'email')}
        hint="Never shown to anybody."
      />
      <Named form={form} />
    </div>
  </>
)

const Named = ({ form }: { form: Filled }) => (
  <>
    <Text form={form} name="organizationName" autocomplete="organization" maxlength={300} />
    <Text form={form} name="organizationWebsite" hint="A mailbox at its domain makes you a member." maxlength={2000} />
  </>
)

function OfPerson({ form, organizations }: { form: Filled; organizations: OwnOrganization[] }) {
  if (!organizations.length)
    return (
      <div class="fields">
        <Named form={form} />
      </div>
    )
  const options = [
    ...organizations.map(({ id, name }) => ({ value: id, label: name })),
    { value: OTHER, label: 'another organization …' },
  ]
  return (
    <div class="fields">
      <Select
        name="organization"
        label="Organization"
        options={options}
        value={textIn(form.typed, 'organization') || (organizations[0]?.id ?? OTHER)}
        error={problemOf(form, 'organization')}
      />
      <div class="only for-other">
        <Text form={form} name="organizationName" maxlength={300} />
      </div>
      <div class="only for-other">
        <Text form={form} name="organizationWebsite" maxlength={2000} />
      </div>
    </div>
  )
}

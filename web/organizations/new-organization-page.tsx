import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { type Filled, OrganizationForm } from './organization-form.tsx'

export const NewOrganizationPage = (filled: Filled) => (
  <Layout title="Add an organization" path={paths.organizations()} hidden workspace>
    <main id="main" class="narrow">
      <h1>Add an organization</h1>
      <p class="soft">
        You become its owner: you can post for it and invite others. Look first whether{' '}
        <a href={paths.organizations()}>it is here already</a>.
      </p>
      <OrganizationForm
        {...filled}
        action={paths.newOrganization()}
        button="Add it"
        another="It is another one: add it"
      />
    </main>
  </Layout>
)

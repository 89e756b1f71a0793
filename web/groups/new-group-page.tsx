import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { type Filled, GroupForm } from './group-form.tsx'

export const NewGroupPage = (filled: Filled) => (
  <Layout title="Found a group" path={paths.me()} hidden workspace>
    <main id="main" class="narrow">
      <h1>Found a group</h1>
      <p class="soft">
        A group runs programs, such as a bootcamp or a reading course, and keeps track of where people went afterwards.
        You become its owner and can invite others. Nothing is public until you publish a program.
      </p>
      <GroupForm {...filled} action={paths.newGroup()} button="Found it" />
    </main>
  </Layout>
)

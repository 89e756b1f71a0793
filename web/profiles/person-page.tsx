import { paths } from '../../src/paths.ts'
import type { PublicPerson } from '../../src/profiles/public-page.ts'
import { Layout } from '../layout.tsx'
import { professionsOrWork } from './said.ts'
import { StatedFacts } from './stated-facts.tsx'

type Props = {
  person: PublicPerson
  origin: string
  /** It is the reader's own page. */
  own: boolean
}

/** What its owner lets everybody see: never an address, and nothing of what they need. */
export function PersonPage({ person: { id, seen }, origin, own }: Props) {
  const called = seen.name || 'Somebody'
  const description = professionsOrWork(seen)
  return (
    <Layout
      title={called}
      description={description ? `${called}: ${description}` : undefined}
      canonical={origin + paths.person(id)}
      workspace
    >
      <main id="main" class="narrow">
        <h1>{called}</h1>
        {own && (
          <p class="done">
            This is your public page. <a href={paths.profile()}>Edit your profile</a>, or{' '}
            <a href={paths.personalData()}>take the page back</a>.
          </p>
        )}
        <div class="panel">
          <StatedFacts seen={seen} />
        </div>
      </main>
    </Layout>
  )
}

import type { Introduction } from '../../src/introductions/queries.ts'
import { paths } from '../../src/paths.ts'
import type { SeenByPublic } from '../../src/profiles/seen.ts'
import { Layout } from '../layout.tsx'
import { StatedFacts } from '../profiles/stated-facts.tsx'
import { on, titleOf } from './words.ts'

/** A request as the members of the organization read it that asked; who it is, once accepted. */
export function MembersPage({ introduction: i }: { introduction: Introduction }) {
  const heading = i.person?.name || (i.person ? 'They gave no name' : 'An introduction')
  return (
    <Layout title={heading} path={paths.me()} hidden workspace>
      <main id="main" class="narrow">
        <p class="soft small">
          {i.retracted ? titleOf(i) : <a href={paths.talent(i.opportunityId)}>{`Who fits ${i.title}`}</a>}
        </p>
        <h1>{heading}</h1>
        <State introduction={i} />
        {i.person && <Person seen={i.person} note={i.note} />}
        {i.message && (
          <section class="stack">
            <h2>{`What ${i.askedBy || 'a member'} wrote`}</h2>
            <blockquote class="spoken">{i.message}</blockquote>
          </section>
        )}
      </main>
    </Layout>
  )
}

function State({ introduction: i }: { introduction: Introduction }) {
  const answered = i.answeredAt === null ? '' : ` on ${on(i.answeredAt)}`
  if (i.answer === null) return <p class="soft">{`Asked on ${on(i.askedAt)}. It waits for their answer.`}</p>
  if (i.answer === 'declined')
    return <p class="soft">{`Declined${answered}. They are not shown to you for this opportunity again.`}</p>
  if (i.person) return <p class="done">{`They accepted${answered}.`}</p>
  return <p class="flag">{`Accepted${answered}. They are not shown any more.`}</p>
}

/** All they state, in their own words too. */
const Person = ({ seen, note }: { seen: SeenByPublic; note: string | null }) => (
  <section class="panel introduced">
    {note ? (
      <>
        <h2>How to reach them</h2>
        <blockquote class="spoken">{note}</blockquote>
      </>
    ) : (
      seen.links.length === 0 && (
        <p class="soft">
          They said nothing of how to reach them. What they look for may tell where they apply by themselves.
        </p>
      )
    )}
    <h2>What they state</h2>
    <StatedFacts seen={seen} />
  </section>
)

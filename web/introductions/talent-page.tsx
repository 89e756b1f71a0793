import { MOST_SHOWN } from '../../src/introductions/schema.ts'
import type { Answered, Talent } from '../../src/introductions/seeing-talent.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Card } from './talent-card.tsx'
import { on } from './words.ts'

type Props = Talent & {
  opportunity: { id: string; title: string; isOpen: boolean }
  asked: Answered[]
  /** Members ask for introductions; moderators, and an author from elsewhere, look. */
  isMember: boolean
  done: boolean
}

/** Who would fit an opportunity: how many, and cards without names of those who allow it. */
export const TalentPage = ({ opportunity: o, count, cards, asked, isMember, done }: Props) => (
  <Layout title={`Who fits: ${o.title}`} path={paths.me()} hidden workspace>
    <main id="main" class="narrow">
      <p class="soft small">
        <a href={paths.opportunity(o.id, o.title)}>← {o.title}</a>
      </p>
      <h1>Who fits</h1>
      {done && (
        <p role="status" class="done">
          Asked. Their answer comes by mail, and stands here too.
        </p>
      )}
      {o.isOpen ? (
        <Counted count={count} shown={cards.length} />
      ) : (
        <p class="flag">It is closed, so nobody is matched. Reopen it to see who fits.</p>
      )}
      {isMember && (
        <p class="small">
          <a href={paths.ownSubscriptions()}>Get new people by mail</a>
        </p>
      )}
      {asked.length > 0 && <AskedFor asked={asked} isMember={isMember} />}
      {cards.length > 0 && (
        <section>
          <h2 class="visually-hidden">Cards</h2>
          {!isMember && <p class="soft">Only members of its organization ask for an introduction.</p>}
          <ol class="talents">
            {cards.map(({ card, asked: before }, i) => (
              <li key={card.handle} class="panel">
                <Card {...card} name={`Person ${i + 1}`}>
                  {before && <State asked={before} isMember={isMember} />}
                  {!before && isMember && (
                    <p>
                      <a class="button" href={paths.talentCard(o.id, card.handle)}>
                        Ask for an introduction
                        <span class="visually-hidden">{` to person ${i + 1}`}</span>
                      </a>
                    </p>
                  )}
                </Card>
              </li>
            ))}
          </ol>
        </section>
      )}
    </main>
  </Layout>
)

const Counted = ({ count, shown }: { count: number | null; shown: number }) => (
  <>
    <p>
      <b class="num">
        {count === null ? 'Fewer than 5 people match.' : `At least ${count.toLocaleString('en')} people match.`}
      </b>{' '}
      They share a skill or a profession with it, and nothing they state rules it out.
    </p>
    <p class="soft">
      {shown === 0
        ? 'None of them lets organizations see them. Naming the skills you need, must-haves first, lets more people match.'
        : `${shownWords(shown)}, without a name until they accept an introduction.`}
    </p>
  </>
)

function shownWords(shown: number): string {
  if (shown >= MOST_SHOWN) return `Below are the best ${shown} of those who let organizations see them`
  return shown === 1 ? 'One of them lets organizations see them' : `${shown} of them let organizations see them`
}

type Listed = { asked: Answered[]; isMember: boolean }

const AskedFor = ({ asked, isMember }: Listed) => (
  <section class="panel">
    <h2>Introductions</h2>
    <ul class="lines">
      {asked.map((one) => (
        <li key={one.id}>
          <span>
            {isMember ? <a href={paths.introduction(one.id)}>{nameOf(one)}</a> : nameOf(one)}
            <br />
            <span class="soft small">{`asked by ${one.askedBy || 'a member'} on ${on(one.askedAt)}`}</span>
          </span>
          <span class={one.answer === null ? 'small' : 'soft small'}>{stateWords(one)}</span>
        </li>
      ))}
    </ul>
  </section>
)

const nameOf = ({ name, answer }: Answered) => (answer === 'accepted' && name) || 'Somebody without a name'

function stateWords({ answer, answeredAt }: Answered): string {
  if (answer === null) return 'Waits for an answer'
  return `${answer === 'accepted' ? 'Accepted' : 'Declined'}${answeredAt === null ? '' : ` on ${on(answeredAt)}`}`
}

const State = ({ asked, isMember }: { asked: Answered; isMember: boolean }) => (
  <p>
    <span class={asked.answer === 'accepted' ? 'state on' : 'state'}>{stateWords(asked)}</span>{' '}
    {isMember && <a href={paths.introduction(asked.id)}>See the request</a>}
  </p>
)

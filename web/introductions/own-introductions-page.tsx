import type { Introduction } from '../../src/introductions/queries.ts'
import type { Suggestion } from '../../src/introductions/suggesting.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { on, titleOf } from './words.ts'

type Props = { introductions: Introduction[]; suggestions: Suggestion[]; done: boolean }

/** Who would like to meet somebody, and what others thought of for them. */
export const OwnIntroductionsPage = ({ introductions, suggestions, done }: Props) => (
  <Layout title="Introductions" path={paths.me()} own={paths.ownIntroductions()} hidden workspace>
    <main id="main" class="narrow">
      <h1>Introductions</h1>
      {done && (
        <p role="status" class="done">
          It is off your list.
        </p>
      )}
      <section class="panel">
        <h2>Organizations that would like to meet you</h2>
        {introductions.length === 0 && (
          <p class="soft">
            None yet. They can ask once you let them see you, without your name, under{' '}
            <a href={paths.personalData()}>your data</a>.
          </p>
        )}
        <ul class="lines">
          {introductions.map((one) => (
            <li key={one.id}>
              <span>
                <a href={paths.introduction(one.id)}>{`${one.organization}: ${titleOf(one)}`}</a>
                <br />
                <span class="soft small">{on(one.askedAt)}</span>
              </span>
              <span class={one.answer === null ? 'small' : 'soft small'}>{stateWords(one)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section class={suggestions.length ? 'stack' : 'panel'}>
        <h2>Suggested to you</h2>
        {suggestions.length === 0 && (
          <p class="soft">
            Nothing yet. Moderators, and people of groups you allow, can suggest an opportunity to you here.
          </p>
        )}
        {suggestions.map((one) => (
          <Suggested key={one.id} suggestion={one} />
        ))}
      </section>
    </main>
  </Layout>
)

const stateWords = ({ answer, person }: Introduction) => {
  if (answer === null) return 'Waits for your answer'
  if (answer === 'declined') return 'You declined'
  return person ? 'You accepted' : 'You accepted; nothing of you is shown any more'
}

const Suggested = ({ suggestion: s }: { suggestion: Suggestion }) => (
  <section class="panel">
    <h3>
      <a href={paths.opportunity(s.opportunityId, s.title)}>{s.title}</a>
    </h3>
    <p class="soft small">{`${s.organization} · suggested by ${s.by}, ${on(s.suggestedAt)}`}</p>
    {s.note && <blockquote class="spoken">{s.note}</blockquote>}
    <form method="post" action={paths.suggestionDismissal(s.id)}>
      <button class="button" type="submit">
        Not for me
        <span class="visually-hidden">{`: ${s.title}`}</span>
      </button>
    </form>
  </section>
)

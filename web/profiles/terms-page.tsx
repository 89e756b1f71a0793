import type { Issue } from '../../src/errors.ts'
import { paths } from '../../src/paths.ts'
import type { TermVerdict } from '../../src/profiles/schema.ts'
import type { MergedTerm, ProposedTerm } from '../../src/profiles/terms/queries.ts'
import { skillNames } from '../../src/taxonomy/naming.ts'
import { Layout } from '../layout.tsx'
import { StaffLinks } from '../moderation/staff-links.tsx'
import { ageWords } from '../moderation/when.tsx'

export type TermsPageProps = {
  proposed: ProposedTerm[]
  merged: MergedTerm[]
  done: boolean
  now: number
  typed?: Record<string, string>
  issues?: Issue[]
  /** Somebody else answered first. */
  tooLate?: string
}

export const TermsPage = ({ proposed, merged, done, now, typed, issues = [], tooLate }: TermsPageProps) => (
  <Layout title="Terms" hidden workspace>
    <main id="main" class="desk">
      <StaffLinks path={paths.moderationTerms()} />
      {done && !issues.length && !tooLate && (
        <p class="done" role="status">
          Answered.
        </p>
      )}
      {tooLate && (
        <p class="flag" role="alert">
          {tooLate}
        </p>
      )}
      <h1>{proposed.length ? 'Skills in people’s own words' : 'No skills are proposed'}</h1>
      <p class="soft">
        What people can do and the list does not have. Merged, a term becomes that skill in every profile that states
        it. Otherwise it stays there as text.
      </p>
      {proposed.length > 0 && (
        <ol class="queue">
          {proposed.map((term) => (
            <Row
              key={term.key}
              term={term}
              now={now}
              typed={typed?.term === term.key ? typed : undefined}
              error={typed?.term === term.key ? issues[0]?.message : undefined}
            />
          ))}
        </ol>
      )}
      <datalist id="known-skills">
        {[...skillNames.values()].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {merged.length > 0 && (
        <section>
          <h2>Merged</h2>
          <ul>
            {merged.map(({ term, skill }) => (
              <li key={term}>
                {term} <span class="soft">is</span> {skillNames.get(skill ?? '') ?? skill}
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  </Layout>
)

const verdictWords: Record<TermVerdict, string> = { accepted: 'will come', merged: 'merged', declined: 'declined' }

type RowProps = { term: ProposedTerm; now: number; typed?: Record<string, string>; error?: string }

/** Ids hold no blanks. */
const idOf = (key: string) => key.replace(/[^\p{L}\p{N}]+/gu, '-')

const Row = ({ term: { key, term, people, firstAt, verdict, answeredAt }, now, typed, error }: RowProps) => (
  <li>
    <h2>
      {term}
      {verdict && <span class="kind">{verdictWords[verdict]}</span>}
    </h2>
    <span class="age soft">{ageWords(now - firstAt)}</span>
    <p class="small num">{people === 1 ? '1 person states it' : `${people} people state it`}</p>
    <form method="post" action={paths.moderationTerms()} class="answer">
      <input type="hidden" name="term" value={key} />
      <input type="hidden" name="seen" value={String(answeredAt ?? 0)} />
      <label for={`into-${idOf(key)}`} class="small">
        The same as
      </label>
      <input
        id={`into-${idOf(key)}`}
        name="into"
        type="text"
        list="known-skills"
        value={typed?.into ?? ''}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `error-${idOf(key)}` : undefined}
      />
      <button class="button" type="submit" name="verdict" value="merged" aria-label={`Merge ${term}`}>
        Merge
      </button>
      <button class="button" type="submit" name="verdict" value="accepted" aria-label={`${term} will come`}>
        Will come
      </button>
      <button class="button" type="submit" name="verdict" value="declined" aria-label={`Decline ${term}`}>
        Decline
      </button>
      {error && (
        <p id={`error-${idOf(key)}`} class="error">
          {error}
        </p>
      )}
    </form>
  </li>
)

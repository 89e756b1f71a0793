import type { Matches } from '../../src/matching/matching.ts'
import type { BlockerCode, Profile } from '../../src/matching/schema.ts'
import { paths } from '../../src/paths.ts'
import type { Notice } from '../../src/search/schema.ts'
import { Layout } from '../layout.tsx'
import { OpportunityRow } from '../opportunities/row.tsx'
import { Notices } from '../ui/notices.tsx'
import { MatchPanel } from './match-panel.tsx'
import { ProfileForm } from './profile-form.tsx'

export type MatchPageProps = {
  profile: Profile
  /** Parameters of the board that narrow what is matched. */
  rest: [string, string][]
  /** Null until something is said. */
  found: Matches | null
  notices: Notice[]
  now: number
}

export const MatchPage = ({ profile, rest, found, notices, now }: MatchPageProps) => (
  <Layout
    title="Match me"
    path={paths.match()}
    description="Say what you can do and how much time you have; see what fits, what is missing and why. Nothing is stored."
    hidden={found !== null}
  >
    <div class="matching">
      <details class="profile" open={found === null}>
        <summary class="button">What you say of yourself</summary>
        <ProfileForm profile={profile} rest={rest} />
      </details>
      <main id="main">
        <h1>What fits you</h1>
        <Notices notices={notices} />
        {found ? <Results found={found} now={now} /> : <Start />}
      </main>
    </div>
  </Layout>
)

const Start = () => (
  <div class="panel">
    <h2>Say what you bring</h2>
    <p>
      Choose some skills and say how many hours you have. Every opening then tells in points what fits, what is missing,
      and where to learn it. What you leave out blocks nothing.
    </p>
    <p>
      Nothing is stored, or <a href={paths.board()}>see everything that is open</a>.
    </p>
  </div>
)

const Results = ({ found, now }: { found: Matches; now: number }) => (
  <>
    <p class="found" role="status">
      <strong class="num">{found.total === 1 ? '1 fits' : `${found.total} fit`}</strong>
      {found.total > found.matches.length && <span class="soft num">the best {found.matches.length} are shown</span>}
    </p>
    {found.matches.length ? <Best found={found} now={now} /> : <Nothing />}
    <Nearly found={found} now={now} />
    <Blocked blocked={found.blocked} />
  </>
)

const Best = ({ found, now }: { found: Matches; now: number }) => (
  <section>
    <h2 class="visually-hidden">Matches, the best first</h2>
    <ol class="list">
      {found.matches.map((match) => (
        <li key={match.opportunity.id} class="match">
          <OpportunityRow opportunity={match.opportunity} now={now} />
          <MatchPanel {...match} />
        </li>
      ))}
    </ol>
  </section>
)

const Nothing = () => (
  <div class="panel">
    <h2>Nothing open fits all of this</h2>
    <p>
      Say more hours, more kinds or another place, look at what nearly fits, or{' '}
      <a href={paths.subscribe()}>get mail when something is new</a>.
    </p>
  </div>
)

const Nearly = ({ found, now }: { found: Matches; now: number }) =>
  found.nearly.length > 0 && (
    <section>
      <h2>Nearly</h2>
      <p class="soft">One thing stands in the way of each.</p>
      <ul class="list">
        {found.nearly.map(({ opportunity, blockers }) => (
          <li key={opportunity.id} class="match">
            <OpportunityRow opportunity={opportunity} now={now} />
            <ul class="why">
              {blockers.map(({ code, message }) => (
                <li key={code} class="missing">
                  {message}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )

const reasons: Record<BlockerCode, string> = {
  closed: 'closed',
  kind: 'of another kind',
  hours: 'more hours than you give',
  months: 'another part of the year',
  place: 'out of reach',
  visa: 'no visa support',
  pay: 'unpaid',
  language: 'a language you do not name',
  ml_knowledge: 'machine-learning knowledge needed',
}

const Blocked = ({ blocked }: Pick<Matches, 'blocked'>) => {
  const counts = Object.entries(blocked) as [BlockerCode, number][]
  if (!counts.length) return null
  return (
    <section>
      <h2>What is left out, and why</h2>
      <p class="soft">One opening may stand under several reasons.</p>
      <ul class="left-out">
        {counts.map(([code, count]) => (
          <li key={code}>
            <span class="num">{count}</span> {reasons[code]}
          </li>
        ))}
      </ul>
    </section>
  )
}

import type { OwnMatches } from '../../src/matching/own-matches.ts'
import { paths } from '../../src/paths.ts'
import { type BoardQuery, boardQueryString, type Notice } from '../../src/search/schema.ts'
import { Layout } from '../layout.tsx'
import { chipsOf } from '../opportunities/chips.ts'
import { Notices } from '../ui/notices.tsx'
import { FoundMatches, type Shown } from './found-matches.tsx'
import { LeftOut } from './left-out.tsx'
import { MatchActions } from './match-actions.tsx'
import { Narrowing } from './narrowing.tsx'
import { Nearly } from './nearly.tsx'
import { SkillGaps } from './skill-gaps.tsx'

type Props = Omit<Shown, 'actions'> & OwnMatches & { query: BoardQuery; notices: Notice[]; done: string }

const doneWords: Record<string, string> = {
  set_aside: 'Set aside: it does not come up again.',
  saved: 'Saved: it stands among your applications.',
  applied: 'Noted that you applied: it stands among your applications.',
}

/** Everything open matched with what somebody keeps of themselves here. */
export function OwnMatchesPage({ own, done, setAside, notices, ...props }: Props) {
  return (
    <Layout title="Your matches" path={paths.me()} own={paths.ownMatches()} hidden workspace>
      <div class="own-matches">
        <main id="main">
          <h1>Your matches</h1>
          <p class="links small">
            {own && <a href={paths.profile()}>Change your profile</a>}
            {setAside > 0 && (
              <a href={paths.dismissals()} class="num">
                {setAside} set aside
              </a>
            )}
            <a href={paths.ownSubscriptions()}>Get new ones by mail</a>
            <a href={paths.matchingExplained()}>How a score comes about</a>
          </p>
          {doneWords[done] && (
            <p role="status" class="done">
              {doneWords[done]}
            </p>
          )}
          <Notices notices={notices} />
          {own ? <Results own={own} {...props} /> : <Start />}
        </main>
        {own && (
          <aside aria-label="About your matches">
            <SkillGaps gaps={own.gaps} />
          </aside>
        )}
      </div>
    </Layout>
  )
}

const Start = () => (
  <div class="panel">
    <h2>Say once what you bring</h2>
    <p>
      State some skills and your hours in your profile, and everything open is matched with them here: what fits, what
      is missing, where to learn it. It is yours alone until you allow more.
    </p>
    <p class="actions">
      <a class="button main" href={paths.profile()}>
        Start your profile
      </a>
      <a class="button" href={paths.match()}>
        Try it without keeping anything
      </a>
    </p>
  </div>
)

type ResultsProps = Omit<Props, 'own' | 'done' | 'setAside' | 'notices'> & { own: NonNullable<Props['own']> }

function Results({ own: { found, profile }, query, organizations, ...shown }: ResultsProps) {
  const search = boardQueryString(query)
  const chips = chipsOf(query, organizations)
  const actions = (opportunity: { id: string; title: string }) => (
    <MatchActions opportunity={opportunity} back={paths.ownMatches(search)} />
  )
  return (
    <>
      <Narrowing query={query} />
      {chips.length > 0 && (
        <p class="chips">
          {chips.map((chip) => (
            <a key={chip.label} class="chip" href={paths.ownMatches(chip.search)} aria-label={`Remove ${chip.label}`}>
              {chip.label}
            </a>
          ))}
        </p>
      )}
      {found.total > 0 ? (
        <FoundMatches found={found} profile={profile} {...shown} actions={actions} />
      ) : (
        <Nothing narrowed={search !== ''} nearly={found.nearly.length > 0} />
      )}
      <Nearly nearly={found.nearly} now={shown.now} actions={actions} />
      <LeftOut blocked={found.blocked}>
        <p>
          <a href={paths.profile()}>Change your profile</a> to see them.
        </p>
      </LeftOut>
    </>
  )
}

const Nothing = ({ narrowed, nearly }: { narrowed: boolean; nearly: boolean }) => (
  <div class="panel" role="status">
    <h2>{narrowed ? 'Nothing among your matches is like this' : 'Nothing open fits all of this'}</h2>
    <p>
      {narrowed ? (
        <a href={paths.ownMatches()}>See all your matches</a>
      ) : (
        <a href={paths.profile()}>Say more hours, more kinds or another place</a>
      )}
      {nearly && ', look at what nearly fits'}, or <a href={paths.subscribe()}>get mail when something is new</a>.
    </p>
  </div>
)

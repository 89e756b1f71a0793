import type { Matches } from '../../src/matching/matching.ts'
import { paths } from '../../src/paths.ts'
import type { Notice } from '../../src/search/schema.ts'
import { Layout } from '../layout.tsx'
import { Notices } from '../ui/notices.tsx'
import { FoundMatches, type Shown } from './found-matches.tsx'
import { LeftOut, searchWithout } from './left-out.tsx'
import { Nearly } from './nearly.tsx'
import { ProfileForm, type ProfileFormProps } from './profile-form.tsx'

export type MatchPageProps = Shown & {
  form: ProfileFormProps
  /** The address's own parameters. */
  search: string
  /** Null until something is said. */
  found: Matches | null
  notices: Notice[]
}

export const MatchPage = ({ form, search, found, notices, ...shown }: MatchPageProps) => (
  <Layout
    title="Match me"
    path={paths.match()}
    description="Say what you can do and how much time you have; see what fits, what is missing and why. Nothing is stored."
    hidden={found !== null}
  >
    <div class="matching">
      <Notices notices={notices} />
      <details class="profile" open={found === null}>
        <summary class="button">What you say of yourself</summary>
        <ProfileForm {...form} />
      </details>
      <main id="main">
        <h1>What fits you</h1>
        {found && <Keep search={search} />}
        {found ? <Results found={found} search={search} form={form} {...shown} /> : <Start />}
      </main>
    </div>
  </Layout>
)

const Keep = ({ search }: { search: string }) => (
  <p class="small">
    <a href={paths.profile(search)} rel="nofollow">
      Keep this as your profile
    </a>
  </p>
)

/** Where the figures come from, and where a profile can be kept. */
const Explained = () => (
  <p class="soft">
    <a href={paths.matchingExplained()}>How a score comes about</a> ·{' '}
    <a href={paths.ownMatches()}>Match a profile that is kept</a>
  </p>
)

const Start = () => (
  <div class="panel">
    <h2>Say what you bring</h2>
    <p>
      Choose some skills and say how many hours you have. Every opportunity then tells in points what fits, what is
      missing, and where to learn it. What you leave out blocks nothing.
    </p>
    <p>
      Nothing is stored. You can also <a href={paths.board()}>see everything that is open</a>.
    </p>
    <Explained />
  </div>
)

type ResultsProps = Shown & Pick<MatchPageProps, 'search' | 'form'> & { found: Matches }

const Results = ({ found, search, form, ...shown }: ResultsProps) => (
  <>
    {found.total > 0 ? (
      <FoundMatches found={found} profile={form.profile} {...shown} />
    ) : (
      <Nothing nearly={found.nearly.length > 0} />
    )}
    <Nearly nearly={found.nearly} now={shown.now} />
    <LeftOut blocked={found.blocked} undone={(names) => searchWithout(search, names)} />
    <Explained />
  </>
)

const Nothing = ({ nearly }: { nearly: boolean }) => (
  <div class="panel" role="status">
    <h2>Nothing open fits all of this</h2>
    <p>
      Say more hours, more kinds or another place, {nearly && 'look at what nearly fits, '}or{' '}
      <a href={paths.subscribe()}>get mail when something is new</a>.
    </p>
  </div>
)

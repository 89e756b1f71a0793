import type { MatchingExplained } from '../../src/matching/documenting.ts'
import type { BlockerCode } from '../../src/matching/schema.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { MatchPanel } from './match-panel.tsx'
import { PartsExplained } from './parts-explained.tsx'
import { SkillsExplained } from './skills-explained.tsx'

type Props = MatchingExplained & { origin: string }

/** When each reason keeps an opportunity out; beside it stands what the code says of an example. */
const blockerWords: Record<BlockerCode, [name: string, when: string]> = {
  closed: ['Closed', 'It was closed, or its deadline has passed.'],
  kind: ['Kind', 'You name the kinds you want, and it is of another.'],
  hours: ['Hours', 'The least it asks a week is more than the most you give.'],
  months: [
    'Part of the year',
    'It names months and you give too few of them, or it surely starts before you are free.',
  ],
  place: ['Place', 'It is bound to places or regions outside yours, and you do not say that you would move to one.'],
  visa: ['Visa', 'It says that it supports no visa, and you need one.'],
  pay: ['Pay', 'It says that it is unpaid, and you need pay.'],
  language: ['Language', 'It names languages, and you name others only.'],
  ml_knowledge: [
    'Machine-learning knowledge',
    'It is a must, and you name only the non-technical side and no technical skill.',
  ],
}

/** How a match comes about. Every figure and example is read from the code that matches. */
export const MatchingExplainedPage = ({ origin, ...matching }: Props) => (
  <Layout
    title="How matching works"
    description="What keeps an opportunity out of your matches, and how the points of a score add up."
    canonical={origin + paths.matchingExplained()}
    workspace
  >
    <main id="main" class="narrow prose explained">
      <h1>How matching works</h1>
      <p>
        No model and no network: rules that anybody can read and follow. The same profile and the same board give the
        same answer, to the byte. It begins with what rules an opportunity out, then adds points for what fits.{' '}
        <a href={paths.match()}>Try it without an account</a>, or <a href={paths.ownMatches()}>see your matches</a>.
      </p>
      <h2 id="blockers">What keeps it out</h2>
      <p>
        These are looked at first, in this order. What either side leaves unsaid never keeps anything out. With one
        reason only it is shown as nearly fitting ({matching.listed.nearly} at most), unless the kind is the reason.
      </p>
      <Blockers {...matching} />
      <PartsExplained {...matching} />
      <SkillsExplained {...matching} />
      <h2 id="order">The order</h2>
      <p>
        First come those that share a skill or a profession with you: neutral points alone would carry others past them.
        Then counts the score; of equal scores the newer comes first. At most {matching.listed.matches} are listed.
      </p>
      <h2 id="said">Said, not scored</h2>
      <p>
        Level and degree, further languages, and pay or visas that are not stated are named beside a match. They never
        keep it out and bring no points.
      </p>
      <h2 id="example">An example</h2>
      <p>
        A course facilitator is sought for 4 hours a week: facilitation is a must-have, curriculum design nice to have.
        You are learning facilitation, want movement building and give 6 hours a week. Each of the two skills is asked
        by every tenth opportunity.
      </p>
      <MatchPanel {...matching.worked} mostPoints={matching.mostPoints} />
    </main>
  </Layout>
)

const Blockers = ({ blockers }: Pick<Props, 'blockers'>) => (
  <table id="blocker-table">
    <thead>
      <tr>
        <th scope="col">Reason</th>
        <th scope="col">When</th>
        <th scope="col">You read</th>
      </tr>
    </thead>
    <tbody>
      {blockers.map(({ code, example }) => (
        <tr key={code}>
          <th scope="row">{blockerWords[code][0]}</th>
          <td>{blockerWords[code][1]}</td>
          <td>“{example}”</td>
        </tr>
      ))}
    </tbody>
  </table>
)

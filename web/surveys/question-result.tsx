import type { PointsDifference } from '../../src/statistics/differences.ts'
import type { Result } from '../../src/surveys/results.ts'
import { figure, ofBase, signed } from './words.ts'

type Of<Kind extends Result['kind']> = Extract<Result, { kind: Kind }>

/** One question with what its answers come to, beside how many gave one. */
export const QuestionResult = ({ result, base }: { result: Result; base: number }) => (
  <section class="panel result" aria-labelledby={`result-${result.key}`}>
    <h2 id={`result-${result.key}`}>{result.text}</h2>
    <p class="soft small">{ofBase(result.count, base)} answered this</p>
    {result.count > 0 && <Figures result={result} />}
  </section>
)

function Figures({ result }: { result: Result }) {
  switch (result.kind) {
    case 'recommend':
      return <Recommend result={result} />
    case 'scale':
      return (
        <>
          <Facts facts={[['Mean, of 10', figure(result.mean)]]} />
          <Counts rows={result.counts.map((count, i) => ({ label: String(i), count }))} of={result.count} />
        </>
      )
    case 'chance':
      return (
        <Facts
          facts={[
            ['Mean', figure(result.mean, ' %')],
            ['Median', figure(result.median, ' %')],
          ]}
        />
      )
    case 'chances':
      return <Chances result={result} />
    case 'number':
      return <Amount result={result} />
    case 'choice':
      return <Counts rows={result.options} of={result.count} />
    case 'text':
      return (
        <ul class="stack">
          {result.texts.map((text, i) => (
            <li key={i} class="spoken">
              {text}
            </li>
          ))}
        </ul>
      )
  }
}

const Recommend = ({ result: { nps, mean, counts, count } }: { result: Of<'recommend'> }) => (
  <>
    <Facts
      facts={[
        ['Net promoter score (NPS)', nps === null ? 'no answers' : signed(nps)],
        ['Mean, of 10', figure(mean)],
      ]}
    />
    <p class="soft small">
      The score is the percentage of 9 and 10 minus that of 0 to 6, from −100 to +100. A mean is no NPS.
    </p>
    <Counts rows={counts.map((each, i) => ({ label: String(i), count: each }))} of={count} />
  </>
)

const Chances = ({ result: { first, second, difference } }: { result: Of<'chances'> }) => (
  <>
    <Facts
      facts={[
        [first.label, figure(first.mean, ' %')],
        [second.label, figure(second.mean, ' %')],
        ['Difference', difference ? `${signed(difference.points)} percentage points` : 'no answers'],
      ]}
    />
    {difference && <p class="soft small">{rangeWords(difference)}</p>}
  </>
)

const rangeWords = ({ pairs, range }: PointsDifference) =>
  range
    ? `Means of ${pairs} people. 95 % range ${signed(range.low)} to ${signed(range.high)} points (paired t): it tells of chance, not of who did not answer.`
    : 'One person: too few for a range.'

const Amount = ({ result: { mean, median, least, most, unit } }: { result: Of<'number'> }) => (
  <Facts
    facts={[
      ['Mean', figure(mean)],
      ['Median', figure(median)],
      ['From, to', least === null ? 'no answers' : `${figure(least)} to ${figure(most)}`],
      ['In', unit],
    ]}
  />
)

const Facts = ({ facts }: { facts: [string, string][] }) => (
  <dl class="facts">
    {facts.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd class="num">{value}</dd>
      </div>
    ))}
  </dl>
)

/** Counts as a table, each with a bar of its share. */
const Counts = ({ rows, of }: { rows: { label: string; count: number }[]; of: number }) => (
  <table class="counts">
    <thead>
      <tr>
        <th scope="col">Answer</th>
        <th scope="col">People</th>
        <th scope="col">
          <span class="visually-hidden">Share</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {rows.map(({ label, count }) => (
        <tr key={label}>
          <th scope="row">{label}</th>
          <td class="num">{count}</td>
          <td>
            <svg class="share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect width={(100 * count) / of} height="6" />
            </svg>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

import type { MatchingExplained } from '../../src/matching/documenting.ts'
import type { PartName } from '../../src/matching/schema.ts'

type Props = Pick<MatchingExplained, 'parts' | 'fit' | 'enoughMonths'>

const partWords: Record<PartName, [name: string, all: string]> = {
  skills: ['Skills', 'You bring every skill it asks; see below.'],
  professions: ['Profession', 'One of the professions it asks is yours.'],
  workGroup: ['Work group', 'One of its work groups is one you want.'],
  commitment: ['Time', 'You give the hours and the months it asks.'],
  audience: ['Audience', 'It is made for people like you.'],
}

const percent = (share: number) => `${Math.round(share * 100)} %`

/** The parts of a score with their most and neutral points. */
export function PartsExplained({ parts, fit, enoughMonths }: Props) {
  const [most, neutral] = [sum(parts.map((part) => part.most)), sum(parts.map((part) => part.neutral))]
  return (
    <>
      <h2 id="parts">What adds up to a score</h2>
      <p>
        A score is the sum of these parts, in whole points, {most} at most. A part that the opportunity or you leave
        unsaid scores its neutral points, {percent(neutral / most)} of the most: not knowing is neither good nor bad.
      </p>
      <table id="part-table">
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">All its points when</th>
            <th scope="col">Most</th>
            <th scope="col">Not stated</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.name} data-part={part.name}>
              <th scope="row">{partWords[part.name][0]}</th>
              <td>{partWords[part.name][1]}</td>
              <td class="num">{part.most}</td>
              <td class="num">{part.neutral}</td>
            </tr>
          ))}
          <tr data-part="all">
            <th scope="row">Together</th>
            <td />
            <td class="num">{most}</td>
            <td class="num">{neutral}</td>
          </tr>
        </tbody>
      </table>
      <p>
        Profession, work group and audience are all or nothing: one in common is enough. Time scores {fit.well} where
        hours and months both fit, and <span id="fit-partly">{fit.partly}</span> where one fits in part: you give the
        lower end of the hours but not the upper, or at least {percent(enoughMonths)} of the months but not all. The
        worse of the two counts.
      </p>
    </>
  )
}

const sum = (points: number[]) => points.reduce((all, one) => all + one, 0)

import type { MatchingExplained } from '../../src/matching/documenting.ts'
import type { SkillLevel } from '../../src/profiles/schema.ts'

type Props = Pick<
  MatchingExplained,
  'parts' | 'mustWeight' | 'rarities' | 'rarest' | 'levels' | 'unsaidLevel' | 'narrower' | 'skillsWithoutMust'
>

const levelWords: Record<SkillLevel, string> = {
  learning: 'Learning it',
  practised: 'Practised',
  expert: 'Expert',
}

/** How the points of skills come about: weight, rarity, level, and narrower skills. */
export function SkillsExplained(props: Props) {
  const { mustWeight, narrower, skillsWithoutMust } = props
  const skills = props.parts.find(({ name }) => name === 'skills')
  return (
    <>
      <h2 id="skills">How skills are weighed</h2>
      <p>
        Every skill asked has a weight: <b id="must-weight">{mustWeight.must}</b> for a must-have,{' '}
        <b id="nice-weight">{mustWeight.nice}</b> for what is nice to have, times how rare it is among what is open:
      </p>
      <Rarities {...props} />
      <p>You bring as much of it as your level says:</p>
      <Levels {...props} />
      <p>
        A narrower skill brings <span id="narrower">{narrower}</span> % of a broader one that is asked: who knows
        PyTorch knows some deep learning. It does not work the other way round.
      </p>
      <p>
        Of what is asked you bring a share, by weight. Nothing of it scores 0; anything of it begins at{' '}
        {skills?.neutral} points and rises with the share to {skills?.most}, or to{' '}
        <span id="without-must">{skillsWithoutMust}</span> where the opportunity names no must-have. So a skill that you
        gain never lowers a score.
      </p>
    </>
  )
}

const Rarities = ({ rarities, rarest }: Props) => (
  <table id="rarity-table">
    <thead>
      <tr>
        <th scope="col">Asked by</th>
        <th scope="col">Times</th>
      </tr>
    </thead>
    <tbody>
      {rarities.map(({ oneIn, weight }) => (
        <tr key={oneIn} data-one-in={oneIn}>
          <th scope="row">{oneIn === 1 ? 'every opportunity' : `one opportunity in ${oneIn.toLocaleString('en')}`}</th>
          <td class="num">{weight}</td>
        </tr>
      ))}
      <tr data-one-in="none">
        <th scope="row">fewer still</th>
        <td class="num">{rarest}</td>
      </tr>
    </tbody>
  </table>
)

const Levels = ({ levels, unsaidLevel }: Props) => (
  <table id="level-table">
    <thead>
      <tr>
        <th scope="col">Your level</th>
        <th scope="col">You bring</th>
      </tr>
    </thead>
    <tbody>
      {levels.map(({ level, percent }) => (
        <tr key={level} data-level={level}>
          <th scope="row">{levelWords[level]}</th>
          <td class="num">{percent} %</td>
        </tr>
      ))}
      <tr data-level="unsaid">
        <th scope="row">Not stated</th>
        <td class="num">{unsaidLevel} %</td>
      </tr>
    </tbody>
  </table>
)

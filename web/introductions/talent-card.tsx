import type { ComponentChildren } from 'preact'
import type { Fit } from '../../src/introductions/cards.ts'
import type { SeenByOrganizations } from '../../src/profiles/seen.ts'
import { StatedFacts } from '../profiles/stated-facts.tsx'

type Props = {
  seen: SeenByOrganizations
  /** Left out where no opportunity is meant. */
  fit?: Fit
  name: string
  title?: 'h2' | 'h3'
  children?: ComponentChildren
}

/** Somebody without their name: how the opportunity fits them, and what they chose from lists. */
export const Card = ({ seen, fit, name, title: Title = 'h3', children }: Props) => (
  <>
    <div class="card-head">
      <Title>{name}</Title>
      {fit && (
        <p class="score">
          <b class="num">{fit.score}</b>
          <span class="soft">of 100</span>
        </p>
      )}
    </div>
    <div class="card-body">
      {fit && <Why {...fit} />}
      <div>
        <StatedFacts seen={seen} />
      </div>
    </div>
    {children}
  </>
)

const Why = ({ fits, missing }: Fit) => (
  <ul class="why">
    {fits.map((sentence) => (
      <li key={sentence}>
        <span>{sentence}</span>
      </li>
    ))}
    {missing.map((sentence) => (
      <li key={sentence} class="missing">
        <span>
          <span class="visually-hidden">Missing: </span>
          {sentence}
        </span>
      </li>
    ))}
  </ul>
)

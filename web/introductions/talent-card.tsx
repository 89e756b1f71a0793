import type { ComponentChildren } from 'preact'
import type { TalentCard } from '../../src/introductions/cards.ts'
import { countryName } from '../../src/places/countries.ts'
import { StatedFacts } from './stated-facts.tsx'

type Props = { card: TalentCard; name: string; title?: 'h2' | 'h3'; children?: ComponentChildren }

/** Somebody without their name: how the opportunity fits them, and what they chose from lists. */
export const Card = ({ card, name, title: Title = 'h3', children }: Props) => (
  <>
    <div class="card-head">
      <Title>{name}</Title>
      <p class="score">
        <b class="num">{card.score}</b>
        <span class="soft">of 100</span>
      </p>
    </div>
    <div class="card-body">
      <ul class="why">
        {card.fits.map((sentence) => (
          <li key={sentence}>
            <span>{sentence}</span>
          </li>
        ))}
        {card.missing.map((sentence) => (
          <li key={sentence} class="missing">
            <span>
              <span class="visually-hidden">Missing: </span>
              {sentence}
            </span>
          </li>
        ))}
      </ul>
      <StatedFacts {...card} places={card.countries.map((code) => countryName(code) ?? code)} />
    </div>
    {children}
  </>
)

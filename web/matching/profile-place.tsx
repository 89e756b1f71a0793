import type { Refused } from '../../src/matching/profile-query.ts'
import { countries, countryName } from '../../src/places/countries.ts'
import type { Profile } from '../../src/profiles/schema.ts'
import { languageChoices, languageName } from '../../src/taxonomy/languages.ts'
import { Box, Opens } from './choices.tsx'
import { NamedFields } from './named-fields.tsx'

let countryChoices: string[] | undefined
let languages: string[] | undefined

type Props = {
  profile: Profile
  refused: Refused[]
  /** How many opportunities an answer opens, by what is asked. */
  opens?: { places: number; relocate: number }
  /** Cities are asked for too. */
  cities?: boolean
}

const placeWords = ({ country, city }: Profile['places'][number]) =>
  city ? `${city}, ${countryName(country)}` : countryName(country)

/** Where a person can work, what they speak, what they need. */
export function ProfilePlace({ profile, refused, opens, cities = false }: Props) {
  countryChoices ??= countries.map(countryName).sort()
  languages ??= languageChoices()
  const { remote, relocate, visaNeeded, payNeeded } = profile
  const places = profile.places.map(placeWords)
  const noRemote = refused.find(({ name }) => name === 'remote')?.problem
  const spoken = profile.languages.map(languageName)
  return (
    <fieldset>
      <legend>
        Place and needs
        <Opens count={opens?.places} />
      </legend>
      <NamedFields
        name="country"
        label={cities ? 'Country, or city and country' : 'Country'}
        more={cities ? 'Another place' : 'Another country'}
        taken={places}
        choices={countryChoices}
        refused={refused}
      />
      <Box
        name="relocate"
        value="yes"
        label={opens?.relocate ? `I would move (${opens.relocate} more come into reach)` : 'I would move'}
        checked={relocate === true}
      />
      <Box name="remote" value="no" label="No remote work" checked={remote === false} problem={noRemote} />
      <Box name="visa_needed" value="yes" label="I need a visa" checked={visaNeeded === true} />
      <Box name="pay_needed" value="yes" label="I need pay" checked={payNeeded === true} />
      <NamedFields name="language" label="Language" taken={spoken} choices={languages} refused={refused} least={2} />
    </fieldset>
  )
}

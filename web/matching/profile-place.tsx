import type { Refused } from '../../src/matching/profile-query.ts'
import { countries, countryName } from '../../src/places/countries.ts'
import type { Profile } from '../../src/profiles/schema.ts'
import { languageChoices, languageName } from '../../src/taxonomy/languages.ts'
import { Box } from './choices.tsx'
import { NamedFields } from './named-fields.tsx'

let countryChoices: string[] | undefined
let languages: string[] | undefined

/** Where a person can work, what they speak, what they need. */
export function ProfilePlace({ profile, refused }: { profile: Profile; refused: Refused[] }) {
  countryChoices ??= countries.map(countryName).sort()
  languages ??= languageChoices()
  const { remote, relocate, visaNeeded, payNeeded } = profile
  const places = profile.places.map(({ country }) => countryName(country))
  const spoken = profile.languages.map(languageName)
  return (
    <fieldset>
      <legend>Place and needs</legend>
      <NamedFields name="country" label="Country" taken={places} choices={countryChoices} refused={refused} />
      <Box name="relocate" value="yes" label="I would move" checked={relocate === true} />
      <Box name="remote" value="no" label="No remote work" checked={remote === false} />
      <Box name="visa_needed" value="yes" label="I need a visa" checked={visaNeeded === true} />
      <Box name="pay_needed" value="yes" label="I need pay" checked={payNeeded === true} />
      <NamedFields name="language" label="Language" taken={spoken} choices={languages} refused={refused} least={2} />
    </fieldset>
  )
}

import { audiences as knownAudiences } from '../taxonomy/audiences.ts'
import type { OwnProfile, Profile } from './schema.ts'

/** Of a profile, what says nothing about who somebody is. Whether a visa or pay is needed is told to nobody. */
const matched = ({ sides, skills, professions, workGroups, kinds, ...rest }: Profile) => {
  const { availability, level, degree, languages, remote, relocate } = rest
  return { sides, skills, professions, workGroups, kinds, availability, level, degree, languages, remote, relocate }
}
type Matched = ReturnType<typeof matched>

export type SeenByOrganizations = Matched & Pick<Profile, 'audiences'> & { countries: string[] }
export type SeenByPublic = Matched &
  Pick<OwnProfile, 'audiences' | 'places' | 'links' | 'lookingFor' | 'otherSkills'> & { name: string }

const isKnown = new Set(knownAudiences.map(({ id }) => id))

/** What a matched organization sees before an introduction: no name, no city, and no words of the person's own. */
export const whatOrganizationsSee = (profile: Profile): SeenByOrganizations => ({
  ...matched(profile),
  countries: [...new Set(profile.places.map(({ country }) => country))],
  audiences: profile.audiences.filter((id) => isKnown.has(id)),
})

/** What stands on the public page, where its owner wants one, and what an organization sees after an introduction. */
export const whatPublicSees = ({ name, profile }: { name: string; profile: OwnProfile }): SeenByPublic => ({
  name,
  ...matched(profile),
  audiences: profile.audiences,
  places: profile.places,
  links: profile.links,
  lookingFor: profile.lookingFor,
  otherSkills: profile.otherSkills,
})

/** For what is told to others of how something fits. What somebody needs still rules out, and is not said. */
export const withoutNeeds = (profile: Profile): Profile => ({ ...profile, visaNeeded: null, payNeeded: null })

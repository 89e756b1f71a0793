import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OwnProfile, WORDS_VERSION } from '../../src/profiles/schema.ts'
import { whatOrganizationsSee, whatPublicSees } from '../../src/profiles/seen.ts'
import { sha256 } from '../../src/secrets.ts'
import { consentWords } from '../../web/data/consent-words.ts'
import { people } from '../matching/arbitrary.ts'

const MARK = 'zqxmark'
const words = fc.constantFrom('', MARK, `a ${MARK}`)
const own = fc
  .record({
    profile: people,
    links: fc.constantFrom([], [`https://${MARK}.test/`]),
    lookingFor: words,
    otherSkills: fc.constantFrom([], [MARK]),
    audience: words.filter(Boolean),
    city: words.filter(Boolean),
  })
  .map(({ profile, audience, city, ...rest }) =>
    OwnProfile.parse({
      ...profile,
      ...rest,
      audiences: [...profile.audiences, audience],
      places: [...profile.places.slice(0, 3), { country: 'FR', city }],
    }),
  )

const withoutNeeds = (profile: OwnProfile): OwnProfile => ({ ...profile, visaNeeded: null, payNeeded: null })
const ofOwnWords = ['name', 'links', 'lookingFor', 'otherSkills', 'places', 'visaNeeded', 'payNeeded']

test('organizations see no name, no city and no word of the person’s own; nobody sees what they need', () =>
  fc.assert(
    fc.property(own, fc.string(), (profile, name) => {
      const [card, page] = [whatOrganizationsSee(profile), whatPublicSees({ name, profile })]
      expect(JSON.stringify(card)).not.toContain(MARK)
      expect(Object.keys(card).filter((key) => ofOwnWords.includes(key))).toEqual([])
      expect(Object.keys(page).filter((key) => /Needed/.test(key))).toEqual([])
      expect(card).toEqual(whatOrganizationsSee(withoutNeeds(profile)))
      expect(page).toEqual(whatPublicSees({ name, profile: withoutNeeds(profile) }))
      expect([page.name, page.places, page.lookingFor]).toEqual([name, profile.places, profile.lookingFor])
      expect(new Set(card.countries)).toEqual(new Set(profile.places.map(({ country }) => country)))
    }),
    { numRuns: 300 },
  ))

test('a field that is added to profiles is shown to nobody until somebody decides so', () => {
  const later = { ...OwnProfile.parse({}), later: MARK }
  expect(JSON.stringify([whatOrganizationsSee(later), whatPublicSees({ name: '', profile: later })])).not.toContain(
    MARK,
  )
})

test('words that somebody agreed to change only with their number', async () =>
  expect([WORDS_VERSION, await sha256(JSON.stringify(consentWords))]).toEqual([
    1,
    '3FAkvdTHEkEPsq-_OyDyCinMGGb0SR3zBscLJM0afaM',
  ]))

import { bytes, line, webAddress } from '../fields.ts'
import type { Refused } from '../matching/profile-query.ts'
import { skillNames } from '../taxonomy/naming.ts'
import { findSkills } from '../taxonomy/terms.ts'
import { OwnProfile, type Profile } from './schema.ts'
import { readTerm } from './term.ts'

/** What the fields that a match has too say, what they do not, and the rest of the form. */
export type GivenForm = { profile: Profile; refused: Refused[]; rest: URLSearchParams }
export type ReadForm = { profile: OwnProfile; refused: Refused[] }
type Known = {
  /** Today, in the zone where it is latest. */
  today: string
  /** The profile as it is kept: what stands there already is not refused for having become old. */
  saved: OwnProfile
  /** The skills that moderators merged terms into, by key. */
  merged: ReadonlyMap<string, string>
}

/** Names of the form that no reader of a match takes. */
const ownNames = ['link', 'looking_for', 'other_skill']
const controls = ['version', 'step']
const MOST_LINKS = 8
const MOST_OTHERS = 10
const MOST_WORDS = 2_000

/** The skills in somebody's own words, as they were typed: one a field, or several with commas between. */
export const otherSkillsIn = (rest: URLSearchParams) =>
  rest
    .getAll('other_skill')
    .flatMap((text) => text.split(/[,;]/))
    .map((text) => text.trim())
    .filter(Boolean)

/** A whole form, read: everything that is understood, and beside each field what must change. Nothing typed is lost. */
export function readOwnForm({ profile, refused, rest }: GivenForm, known: Known): ReadForm {
  const own: OwnProfile = { ...structuredClone(profile), links: [], lookingFor: '', otherSkills: [] }
  const problems = [
    ...refused,
    ...readLinks(own, rest.getAll('link')),
    ...readWords(own, rest.get('looking_for') ?? ''),
    ...readOtherSkills(own, otherSkillsIn(rest), known.merged),
    ...strange(rest),
    ...contradictions(own, known, refused),
  ]
  return { profile: own, refused: problems.length ? problems : whole(own) }
}

const problemIn = (
  schema: { safeParse: (given: unknown) => { error?: { issues: { message: string }[] } } },
  given: string,
) => schema.safeParse(given).error?.issues[0]?.message ?? null

function readLinks(own: OwnProfile, texts: readonly string[]): Refused[] {
  return texts.flatMap((text) => {
    const link = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`
    const problem = isMailbox(text)
      ? 'this is a mail address: it is never shown. People reach you through Onward'
      : own.links.length >= MOST_LINKS
        ? `at most ${MOST_LINKS} links`
        : problemIn(webAddress, link)
    if (problem) return [{ name: 'link', text, problem }]
    const kept = webAddress.parse(link)
    if (!own.links.includes(kept)) own.links.push(kept)
    return []
  })
}

const isMailbox = (text: string) => /^[^\s/@]+@[^\s/@]+\.[^\s/@]+$/.test(text.replace(/^mailto:/i, ''))
const holdsMailbox = (text: string) =>
  text.split(/[\s<>(),;"]+/).some((word) => isMailbox(word.replace(/[.:!?]+$/, '')))

/** What is refused stays in the profile too, for it has one field only. */
function readWords(own: OwnProfile, text: string): Refused[] {
  own.lookingFor = text.replaceAll('\r\n', '\n')
  const problem = holdsMailbox(text)
    ? 'Leave your mail address out: others may read this, and reach you through Onward'
    : problemIn(bytes(MOST_WORDS), own.lookingFor)
  return problem ? [{ name: 'looking_for', text, problem }] : []
}

/** A name of the vocabulary, or one that moderators merged into it, is that skill; anything else is kept as text. */
function readOtherSkills(own: OwnProfile, texts: readonly string[], merged: ReadonlyMap<string, string>): Refused[] {
  const ticked = new Set(own.skills.map(({ id }) => id))
  const keys = new Set<string>()
  return texts.flatMap((typed) => {
    const { key, name, side } = readTerm(typed)
    const refuse = (problem: string): Refused[] => [{ name: 'other_skill', text: typed, problem }]
    const found = findSkills(name, side ?? undefined).map(({ id }) => id)
    const [skill = merged.get(key)] = found
    if (found.length > 1) return refuse(`it can be ${found.map(nameOf).join(' or ')}: tick one above, or add its side`)
    if (skill && ticked.has(skill)) return refuse(`${nameOf(skill)} is ticked above already: leave it out here`)
    if (skill) {
      if (!own.skills.some(({ id }) => id === skill)) own.skills.push({ id: skill, level: null })
      return []
    }
    const problem = key && !holdsMailbox(typed) ? problemIn(line(80), typed) : 'name a skill, in letters'
    if (problem) return refuse(problem)
    if (keys.has(key)) return []
    if (keys.size >= MOST_OTHERS) return refuse(`at most ${MOST_OTHERS} can be named`)
    keys.add(key)
    own.otherSkills.push(line(80).parse(typed))
    return []
  })
}

const nameOf = (id: string) => `“${skillNames.get(id)}”`

const strange = (rest: URLSearchParams): Refused[] =>
  [...rest]
    .filter(([name]) => !ownNames.includes(name) && !controls.includes(name))
    .map(([name, text]) => ({ name, text, problem: 'this field is not known here' }))

/** What cannot all be so. */
function contradictions(own: OwnProfile, { today, saved }: Known, refused: Refused[]): Refused[] {
  const { from } = own.availability
  const found: Refused[] = []
  if (from && from < today && from !== saved.availability.from) {
    own.availability.from = null
    found.push({ name: 'from', text: from, problem: 'This day has passed: give one to come, or leave it empty' })
  }
  const namesPlace = own.places.length > 0 || refused.some(({ name }) => name === 'country')
  if (own.remote === false && own.relocate !== true && !namesPlace) {
    const problem = 'Without remote work there is nowhere left: name a country above, or say that you would move'
    found.push({ name: 'remote', text: 'no', problem })
  }
  return found
}

/** What the schema refuses beyond that; the readers leave it little. */
const whole = (own: OwnProfile): Refused[] =>
  (OwnProfile.safeParse(own).error?.issues ?? []).map(({ path, message }) => ({
    name: String(path.at(-1)),
    text: '',
    problem: message,
  }))

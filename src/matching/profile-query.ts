import { Profile } from '../profiles/schema.ts'
import type { Notice } from '../search/schema.ts'
import { findLanguage } from '../taxonomy/languages.ts'
import { readers } from './profile-readers.ts'
import { withoutCapital } from './words.ts'

/** Of its own to the last list: it is written into, and zod shares what it gives by default. */
const emptyProfile = () => structuredClone(Profile.parse({}))

/** Of a match there is one order and one page. */
const unused = ['sort', 'cursor', 'limit']
const MOST_VALUES = 400

/** What was typed into a field and not understood: it stays there, with what to change beside it. */
export type Refused = { name: string; text: string; problem: string }

export type ProfileQuery = {
  profile: Profile
  refused: Refused[]
  notices: Notice[]
  rest: URLSearchParams
  stated: boolean
}

/**
 * Reads a profile from the parameters of `/match`. Names that the board has too (`kind`, `skill`, `country` ...) are the
 * person's here; `rest` are the board's own, which narrow what is matched. What is not understood is left out and named.
 */
export function parseProfileQuery(params: URLSearchParams): ProfileQuery {
  const profile = emptyProfile()
  const refused: Refused[] = []
  const rest = new URLSearchParams()
  let stated = false
  const given = [...params].filter(([name, value]) => value.trim() && !unused.includes(name))
  // A level belongs to a skill, wherever either of them stands.
  const ordered = [...given.filter(([name]) => name !== LEVELS), ...given.filter(([name]) => name === LEVELS)]
  for (const [name, value] of ordered.slice(0, MOST_VALUES)) {
    const text = value.trim()
    const read = Object.hasOwn(readers, name) ? readers[name] : null
    if (!read) rest.append(name, text)
    for (const part of read ? partsOf(name, text) : []) {
      const problem = read?.(profile, part)
      if (problem) refused.push({ name, text: part, problem })
      else stated ||= name !== 'per' && name !== LEVELS
    }
  }
  refused.push(...takeBackHours(profile))
  const notices = refused.map(noticeOf)
  const checked = Profile.safeParse(profile)
  if (checked.success) return { profile: checked.data, refused, notices, rest, stated }
  const tooMuch = checked.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return { profile: emptyProfile(), refused, notices: [...notices, ...tooMuch], rest, stated: false }
}

const MOST_CHARACTERS = 40
const LEVELS = 'skill_level'
const noticeOf = ({ name, text, problem }: Refused): Notice => ({
  path: name.replaceAll('_', ' '),
  message: `“${text.slice(0, MOST_CHARACTERS)}” was left out: ${problem}`,
})

/** More hours than a period has: known only when both are read. */
function takeBackHours({ availability }: Profile): Refused[] {
  const checked = Profile.shape.availability.safeParse(availability)
  const problem = checked.error?.issues.find(({ path }) => path[0] === 'hours')?.message
  if (!problem) return []
  const text = String(availability.hours)
  availability.hours = null
  return [{ name: 'hours', text, problem: withoutCapital(problem) }]
}

/** Several languages may be typed in one field: "French, English", "fr en". */
function partsOf(name: string, text: string): string[] {
  if (name !== 'language') return [text]
  const named = text.split(/[,;/]|\sand\s/).map((part) => part.trim())
  return named.flatMap((part) => (findLanguage(part) ? [part] : part.split(/\s+/))).filter(Boolean)
}

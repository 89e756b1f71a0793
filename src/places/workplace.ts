export type Workplace = 'remote' | 'hybrid' | 'onsite'

const REMOTE =
  /\b(remote(ly)?|tele-?work(ing)?|telecommut\w+|virtual|wfh|home[- ]based|work(ing)? from (home|anywhere))\b/i
const HYBRID = /\bhybrid\b/i
const ONSITE = /\b(on-?site|on site|in[- ]person|in[- ]office|on[- ]campus|office[- ]based)\b/i

const NOT_A_WORKPLACE =
  /\b(remote sensing|remotely sensed|virtual reality|hybrid (systems?|cloud|intelligence|models?))\b/gi
const PASSING = /\b(temporarily|currently|initially) remote\b/gi
const DENIED = /\b(no|not|non|never)[- ](fully |yet )?(remote|hybrid)(\s*(,|\/|n?or|and)\s*(remote|hybrid))*\b/gi
const REFUSED =
  /\bremote( work(ing)?)?( is| are)? ?(not|n't|isn't) (an option|possible|available|offered|allowed|supported|eligible)\b/gi
const NOT_NEEDED = /\b(no|not|without) (on-?site|in[- ]person)\b/gi
const NOT_SETTLED = /\b(potential for|potentially|may be considered|can be negotiated|negotiable|potential option)\b/i
const PARTLY_BEFORE =
  /\b(some|part[- ]?time|pt|part(ly|ially)|mostly|occasional(ly)?|limited)( \w+)? (remote|tele-?work)/i
const PARTLY_AFTER = /\bremote\b.*\b(occasional(ly)?|days? (a|per) week|of (the )?time)\b/i
const OR_OFFICE = /\bor (in )?(the |our |an )?office\b/i

/** True where a text offers remote work in any measure; remote sensing and "not remote" are none. */
export function mentionsRemote(text: string): boolean {
  return REMOTE.test(plain(text))
}

/**
 * What a text says in words. Remote: offered and no presence asked, though a place may be named ("Boston, MA or remote").
 * Hybrid: said so, partly remote, or remote beside on-site. Onsite: said so, or remote is denied. Null: not said,
 * passing ("currently remote"), or not settled ("potential for remote"). A place alone says nothing.
 */
export function workplaceOf(text: string): Workplace | null {
  const said = plain(text)
  const remote = REMOTE.test(said)
  const onsite = ONSITE.test(said)
  if (HYBRID.test(said)) return 'hybrid'
  if (remote && (PARTLY_BEFORE.test(said) || PARTLY_AFTER.test(said))) return 'hybrid'
  if (remote && NOT_SETTLED.test(said)) return null
  if (remote) return onsite || OR_OFFICE.test(said) ? 'hybrid' : 'remote'
  if (text.search(DENIED) >= 0 || text.search(REFUSED) >= 0) return 'onsite'
  return onsite && !/flexib/i.test(said) ? 'onsite' : null
}

const plain = (text: string) =>
  [NOT_A_WORKPLACE, PASSING, DENIED, REFUSED, NOT_NEEDED].reduce((left, pattern) => left.replace(pattern, ' '), text)

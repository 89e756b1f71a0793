import type { Tracked } from '../../src/applications/queries.ts'
import type { ClosingReason, RetractionReason } from '../../src/opportunities/schema.ts'
import { paths } from '../../src/paths.ts'
import { facetValueName, say } from '../../src/search/naming.ts'
import { deadlineWords } from '../opportunities/words.ts'

type Shown = Pick<Tracked, 'kind' | 'workGroups' | 'title' | 'organization'>

/** What an opportunity is called; one that was taken from the public, by its kind only. */
export function nameOf({ title, kind, workGroups }: Shown): string {
  if (title !== null) return title
  return [kind, ...workGroups].map((value, i) => facetValueName(i ? 'work_group' : 'kind', value)).join(' · ')
}

/** "Northlight Institute · Role"; where it was taken away, that it was. */
export const ofWhom = ({ title, organization, kind }: Shown) =>
  title === null ? 'retracted by a moderator' : `${organization} · ${say(kind)}`

const closings: Record<ClosingReason, string> = {
  filled: 'closed: filled',
  withdrawn: 'closed: withdrawn',
  expired: 'closed: the deadline has passed',
  unreachable: 'closed: nobody answered',
}

type Dated = Pick<Tracked, 'opensOn' | 'closesOn' | 'zone' | 'rolling' | 'approximate'> & {
  retracted: RetractionReason | null
  closed: ClosingReason | null
}

/** How long one can still apply, or that one cannot. */
export function leftWords(o: Dated, now: number): { text: string; soon: boolean } | null {
  if (o.retracted) return null
  if (o.closed) return { text: closings[o.closed], soon: false }
  if (!o.closesOn && !o.opensOn) return o.rolling ? { text: 'rolling', soon: false } : null
  const { text, soon } = deadlineWords(o, now)
  if (text.startsWith('opens')) return { text, soon }
  return { text: /days$/.test(text) ? `${text} left` : `closes ${text}`, soon }
}

/** Its title, leading to what everybody reads of it. */
export const PublicTitle = ({ opportunity: o }: { opportunity: Shown & { opportunityId: string } }) =>
  o.title === null ? nameOf(o) : <a href={paths.opportunity(o.opportunityId, o.title)}>{o.title}</a>

import type { Waiting } from '../../src/moderation/queue.ts'

type History = Pick<Waiting, 'published' | 'rejected' | 'retracted' | 'reported'>
type Author = Badges & Pick<Waiting, 'authorIsMember' | 'authorAddedIt'>
type Badges = Pick<Waiting, 'verified' | 'trusted' | 'suspended' | 'published'>

/** Verified, trusted, suspended, or new here. */
export const OrganizationBadges = ({ verified, trusted, suspended, published }: Badges) => (
  <>
    {suspended === 1 && <span class="kind warn">suspended</span>}
    {trusted === 1 && <span class="kind good">trusted</span>}
    {verified === 1 && <span class="kind good">verified</span>}
    {!trusted && !verified && published === 0 && <span class="kind warn">new here</span>}
  </>
)

/** "12 published, 1 rejected, 2 reports"; what never happened is not said. */
export function historyWords({ published, rejected, retracted, reported }: History): string {
  const parts: [number, string][] = [
    [rejected, 'rejected'],
    [retracted, 'retracted'],
    [reported, reported === 1 ? 'report' : 'reports'],
  ]
  const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
  return [published ? `${published} published` : 'nothing published', ...told].join(', ')
}

/** How the author belongs to the organization; who added one that nobody has vouched for is no more than that. */
export function authorWords({ authorIsMember, authorAddedIt, verified, trusted, published }: Author): string {
  if (!authorIsMember) return 'somebody who is no member'
  const isNew = !verified && !trusted && published === 0
  return authorAddedIt && isNew ? 'the one who added it' : 'a member'
}

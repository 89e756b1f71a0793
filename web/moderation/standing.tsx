import type { Waiting } from '../../src/moderation/queue.ts'

type History = Pick<Waiting, 'published' | 'rejected' | 'retracted' | 'reported'>
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

import type { Ctx } from '../context.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import type { Profile } from '../profiles/schema.ts'
import { type Candidate, findTalent } from './talent.ts'
import { inThirdPerson } from './third-person.ts'

/** What an organization sees of somebody before they accept: chosen from lists, no name, no words of their own, no city. */
export type TalentCard = Pick<
  Profile,
  'skills' | 'professions' | 'workGroups' | 'availability' | 'level' | 'degree' | 'languages' | 'remote'
> & { handle: string; countries: string[]; score: number; fits: string[]; missing: string[] }

/** Names a person on the cards of one opportunity alone: those of two cannot be joined by it. */
const handleOf = ({ secrets }: Ctx, opportunityId: string, personId: string) =>
  secrets.fingerprint(`talent ${opportunityId} ${personId}`)

export async function cardOf(ctx: Ctx, { personId, profile: p, explained }: Candidate): Promise<TalentCard> {
  const { skills, professions, workGroups, availability, level, degree, languages, remote } = p
  return {
    handle: await handleOf(ctx, explained.opportunity.id, personId),
    ...{ skills, professions, workGroups, availability, level, degree, languages, remote },
    countries: [...new Set(p.places.map(({ country }) => country))],
    score: explained.score,
    fits: explained.fits.map(inThirdPerson),
    missing: explained.missing.map(({ message }) => inThirdPerson(message)),
  }
}

/** Whom a card is of, as long as they are among those shown. */
export async function findByHandle(ctx: Ctx, opportunity: OpportunityCard, handle: string): Promise<Candidate | null> {
  const { best } = await findTalent(ctx, opportunity)
  for (const candidate of best)
    if ((await handleOf(ctx, opportunity.id, candidate.personId)) === handle) return candidate
  return null
}

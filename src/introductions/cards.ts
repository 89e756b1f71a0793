import type { Ctx } from '../context.ts'
import { explain } from '../matching/explaining.ts'
import { fieldOf } from '../matching/field.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { type SeenByOrganizations, whatOrganizationsSee, withoutNeeds } from '../profiles/seen.ts'
import { openings } from '../search/openings.ts'
import { type Candidate, findTalent } from './talent.ts'
import { inThirdPerson } from './third-person.ts'

/** How an opportunity fits somebody, said of them. */
export type Fit = { score: number; fits: string[]; missing: string[] }
/** What an organization sees of somebody before they accept. */
export type TalentCard = { handle: string; seen: SeenByOrganizations; fit: Fit }

/** Names a person on the cards of one opportunity alone: those of two cannot be joined by it. */
const handleOf = ({ secrets }: Ctx, opportunityId: string, personId: string) =>
  secrets.fingerprint(`talent ${opportunityId} ${personId}`)

/** The cards of candidates, in their order. */
export async function cardsOf(ctx: Ctx, candidates: readonly Candidate[]): Promise<TalentCard[]> {
  const field = fieldOf((await openings(ctx)).index, ctx.now)
  return Promise.all(
    candidates.map(async ({ personId, profile, explained: { opportunity } }) => {
      // Explained anew, for "Pay is not stated, and you need it" would tell what somebody needs.
      const { score, fits, missing } = explain(withoutNeeds(profile), opportunity, field, ctx.now)
      return {
        handle: await handleOf(ctx, opportunity.id, personId),
        seen: whatOrganizationsSee(profile),
        fit: {
          score,
          fits: fits.map(inThirdPerson),
          missing: missing.map(({ message }) => inThirdPerson(message)),
        },
      }
    }),
  )
}

/** Whom a card is of, as long as they are among those shown. */
export async function findByHandle(ctx: Ctx, opportunity: OpportunityCard, handle: string): Promise<Candidate | null> {
  const { best } = await findTalent(ctx, opportunity)
  for (const candidate of best)
    if ((await handleOf(ctx, opportunity.id, candidate.personId)) === handle) return candidate
  return null
}

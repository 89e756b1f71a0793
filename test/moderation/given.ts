import { OpportunityInput } from '../../src/opportunities/schema.ts'
import { submitOpportunity } from '../../src/opportunities/submitting.ts'
import { personCalled } from '../opportunities/actors.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'

type Given = Partial<OpportunityInput> & {
  organizationId?: string
  authorId?: string
  opportunityId?: string
  /** The version before, which the new one takes the place of. */
  revisionId?: string
}

/** Submits an invented opportunity, or a new version of one, as its author does; answers both ids. */
export async function submitted(
  world: World,
  { organizationId, authorId = 'per_author', opportunityId, revisionId: _, ...fields }: Given = {},
) {
  const name = `Laboratory ${world.ctx().newId('name')}`
  const of = organizationId ?? (await organizationCalled(world, name, 'https://laboratory.test'))
  world.now += 1_000
  const ctx = world.ctx({ actor: personCalled(authorId, { organizations: { [of]: 'member' } }) })
  const id = opportunityId ?? ctx.newId('opp')
  const input = OpportunityInput.parse({ kind: 'role', title: `Opportunity ${id}`, ...fields })
  const { revisionId } = await submitOpportunity(ctx, { opportunityId: id, organizationId: of, input, typed: {} })
  return { opportunityId: id, revisionId, organizationId: of }
}

export const moderator = (world: World) => signIn(world, 'mod@example.test', { role: 'moderator' })

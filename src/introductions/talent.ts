import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { type Explained, explain } from '../matching/explaining.ts'
import { fieldOf } from '../matching/field.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { allows } from '../profiles/queries.ts'
import type { Profile } from '../profiles/schema.ts'
import { openings } from '../search/openings.ts'
import { MOST_SHOWN } from './schema.ts'

/** Somebody who allows organizations to see them, and how the opportunity fits them. */
export type Candidate = { personId: string; profile: Profile; explained: Explained }
export type Talent = {
  /** Everybody it matches, whatever they allow. */
  total: number
  /** Of those who consent, as of now, the best. */
  best: Candidate[]
}

/**
 * Whom an opportunity matches: those who share a skill or a profession and whom nothing blocks. Without its
 * organization's own people, the suspended, and those who dismissed it or declined; a suspended organization finds nobody.
 */
export async function findTalent(ctx: Ctx, opportunity: OpportunityCard): Promise<Talent> {
  const field = fieldOf((await openings(ctx)).index, ctx.now)
  const matching = (await listProfiles(ctx, opportunity)).flatMap(({ personId, content, consents }) => {
    const profile: Profile = JSON.parse(content)
    const explained = explain(profile, opportunity, field, ctx.now)
    return explained.evidence && !explained.blockers.length ? [{ personId, profile, explained, consents }] : []
  })
  const best = matching
    .filter(({ consents }) => consents)
    .sort((a, b) => b.explained.score - a.explained.score || (a.personId < b.personId ? -1 : 1))
  return { total: matching.length, best: best.slice(0, MOST_SHOWN) }
}

const listProfiles = ({ db }: Ctx, { id, organization }: OpportunityCard) =>
  db.all<{ personId: string; content: string; consents: number }>(sql`
    select p.person_id as "personId", p.content, ${allows(sql`p.person_id`, 'organizations')} as consents from profiles p
    where not exists (select 1 from suspensions where subject_id in (p.person_id, ${organization.id}))
      and not exists (select 1 from members where organization_id = ${organization.id} and person_id = p.person_id)
      and not exists (select 1 from introductions where opportunity_id = ${id} and person_id = p.person_id
        and answer = 'declined')
      and not exists (select 1 from suggestions where opportunity_id = ${id} and person_id = p.person_id
        and dismissed_at is not null)`)

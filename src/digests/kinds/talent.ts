import { sql } from 'drizzle-orm'
import { talentFragment } from '../../../web/emails/digest-mail.tsx'
import type { Ctx } from '../../context.ts'
import { findTalent } from '../../introductions/talent.ts'
import type { OpportunityCard } from '../../opportunities/queries.ts'
import { paths } from '../../paths.ts'
import type { OwnProfile } from '../../profiles/schema.ts'
import { intersect, noBits, positionsIn } from '../../search/bits.ts'
import { openAt } from '../../search/index-of-openings.ts'
import { openings } from '../../search/openings.ts'
import { addOpeningsOf } from '../../search/organization-column.ts'
import { skillById } from '../../taxonomy/terms.ts'
import type { Claimed } from '../claiming.ts'
import type { Draft, Drafting, Item } from '../drafting.ts'
import { mailedOf, ofSubjects, selectMailed } from '../mailed.ts'
import { occasionFor, untold } from './opportunity-news.ts'

const MOST_SKILLS = 3
/** Each costs a few statements. */
const MOST_OPPORTUNITIES = 8

/** Who fits one opportunity, and since when they let organizations see them. */
type Fitting = { opportunity: OpportunityCard; people: { personId: string; since: number; skills: string[] }[] }

/**
 * For an organization: how many people who let organizations see them fit its open opportunities, where they or the
 * opportunity came since the reader asked for it. Counts and skills, never who it is: that is on the page, for members, as cards without names.
 */
export const draftTalent: Drafting = async (ctx, readers) => {
  const organizations = [...new Set(readers.flatMap(({ reader }) => reader.subjectId ?? []))]
  const fitting = new Map<string, Fitting[]>()
  for (const id of organizations) fitting.set(id, await fittingFor(ctx, id))
  const personIds = [...fitting.values()].flat().flatMap(({ people }) => people.map(({ personId }) => personId))
  const mailed = mailedOf(await selectMailed(ctx, readers, ofSubjects(personIds)))
  return async ({ reader }: Claimed): Promise<Draft | null> => {
    const own = fitting.get(reader.subjectId ?? '') ?? []
    const items = own.flatMap(({ opportunity, people }): Item[] => {
      const occasion = `talent ${opportunity.id}`
      const isNews = occasionFor(opportunity, reader, ctx.now) !== null
      const fresh = people.filter(({ since }) => isNews || since > reader.confirmedAt)
      const item = (subjectIds: string[], skills: string[]): Item => ({
        title: opportunity.title,
        news: subjectIds.map((subjectId) => ({ subjectId, occasion })),
        show: () =>
          talentFragment({
            title: opportunity.title,
            count: subjectIds.length,
            skills: [...new Set(skills)].slice(0, MOST_SKILLS),
            link: ctx.origin + paths.talent(opportunity.id),
          }),
      })
      const told = fresh.filter(({ personId }) => untold(mailed, reader.emailKey, [item([personId], [])]).length)
      return told.length
        ? [
            item(
              told.map(({ personId }) => personId),
              told.flatMap(({ skills }) => skills),
            ),
          ]
        : []
    })
    if (!items.length) return null
    const intro = `New people for ${own[0]?.opportunity.organization.name ?? 'your organization'}`
    return {
      intro,
      see: paths.officeOpportunities(reader.subjectId ?? ''),
      where: 'in your office',
      items,
      closing: [],
    }
  }
}

async function fittingFor(ctx: Ctx, organizationId: string): Promise<Fitting[]> {
  const { index } = await openings(ctx)
  const bits = noBits(index.openings.length)
  addOpeningsOf(index.organization, [organizationId], bits)
  const open = [...positionsIn(intersect(bits, openAt(index, ctx.now)))].slice(0, MOST_OPPORTUNITIES)
  const fitting: Fitting[] = []
  for (const opportunity of await index.openings.cardsAt(open)) {
    const { best } = await findTalent(ctx, opportunity)
    const since = await listSince(
      ctx,
      best.map(({ personId }) => personId),
    )
    const people = best.flatMap(({ personId, profile }) => {
      const at = since.get(personId)
      return at === undefined ? [] : [{ personId, since: at, skills: namesOf(opportunity, profile) }]
    })
    fitting.push({ opportunity, people })
  }
  return fitting
}

/** The skills somebody brings of those that are asked. */
function namesOf({ skills }: OpportunityCard, profile: OwnProfile): string[] {
  const own = new Set(profile.skills.map(({ id }) => id))
  return skills.flatMap(({ id }) => (own.has(id) ? (skillById.get(id)?.name ?? []) : []))
}

/** Since when each lets organizations see them. */
async function listSince({ db }: Ctx, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.all<{ personId: string; since: number }>(sql`
    select person_id as "personId", given_at as since from consents
    where purpose = 'organizations' and withdrawn_at is null
      and person_id in (select value from json_each(${JSON.stringify(ids)}))`)
  return new Map(rows.map(({ personId, since }) => [personId, since]))
}

import { sql } from 'drizzle-orm'
import { talentFragment } from '../../../web/emails/digest-mail.tsx'
import type { Ctx } from '../../context.ts'
import { listNewcomers, matchAllTalent, type Newcomer } from '../../introductions/all-talent.ts'
import { selectLeftOut } from '../../introductions/talent.ts'
import type { OpportunityCard } from '../../opportunities/queries.ts'
import { paths } from '../../paths.ts'
import { intersect, noBits, positionsIn } from '../../search/bits.ts'
import { type OpeningsIndex, openAt } from '../../search/index-of-openings.ts'
import { openings } from '../../search/openings.ts'
import { addOpeningsOf } from '../../search/organization-column.ts'
import { skillById } from '../../taxonomy/terms.ts'
import type { Claimed, Reader } from '../claiming.ts'
import { type Draft, type Drafting, type Item, type Mailed, mailedKey } from '../drafting.ts'
import { mailedOf, ofSubjects, selectMailed } from '../mailed.ts'
import { soonFor } from './closing-window.ts'
import { closingItems, firstToClose, itemsForAll, occasionFor, untold } from './opportunity-news.ts'

const MOST_SKILLS = 3

/** All who fit one opportunity and let organizations see them. */
type Fitting = { opportunity: OpportunityCard; personIds: string[] }

const newsOf = ({ id }: OpportunityCard, personId: string) => ({ subjectId: personId, occasion: `talent ${id}` })

/**
 * For an organization: how many people who let organizations see them fit its open opportunities, where they or the
 * opportunity came since the reader asked for it. Counts and skills, never who it is: that is on the page, for members,
 * as cards without names.
 */
export const draftTalent: Drafting = async (ctx, readers) => {
  const { index } = await openings(ctx)
  const cards = await index.openings.cardsAt(openOf(index, readers, ctx.now))
  const [leftOut, mailed] = await ctx.db.batch([selectLeftOut(ctx, cards), selectMailed(ctx, readers, whatOf(cards))])
  const before = mailedOf(mailed)
  const fitting = (await matchAllTalent(ctx, cards, leftOut)).map((one) => withoutTold(one, readers, before))
  const newcomers = await listNewcomers(
    ctx,
    fitting.flatMap(({ personIds }) => personIds),
    cards,
  )
  const about = itemsForAll(ctx)
  return async ({ reader }: Claimed): Promise<Draft | null> => {
    const own = fitting.filter(({ opportunity }) => opportunity.organization.id === reader.subjectId)
    const items = own.flatMap(({ opportunity, personIds }) => {
      const isNews = occasionFor(opportunity, reader, ctx.now) !== null
      const isFresh = (id: string) =>
        !before.has(mailedKey(reader.emailKey, newsOf(opportunity, id))) &&
        (isNews || (newcomers.get(id)?.since ?? 0) > reader.confirmedAt)
      const people = personIds.filter((id) => newcomers.has(id) && isFresh(id))
      return people.length ? [itemOf(ctx, opportunity, people, newcomers)] : []
    })
    if (!items.length) return null
    const closing = own
      .map(({ opportunity }) => opportunity)
      .filter(({ closesAt }) => closesAt !== null && closesAt <= ctx.now + soonFor(reader))
      .sort(firstToClose)
    return {
      intro: `New people for ${own[0]?.opportunity.organization.name ?? 'your organization'}`,
      see: paths.officeOpportunities(reader.subjectId ?? ''),
      where: 'in your office',
      others: 'more of your opportunities',
      items: untold(before, reader.emailKey, items),
      closing: closingItems(before, reader, { cards: closing, items, about }),
    }
  }
}

/** Where in the index the open opportunities of the readers' organizations are. */
function openOf(index: OpeningsIndex, readers: readonly Claimed[], now: number): number[] {
  const bits = noBits(index.openings.length)
  addOpeningsOf(index.organization, [...new Set(readers.flatMap(({ reader }) => reader.subjectId ?? []))], bits)
  return [...positionsIn(intersect(bits, openAt(index, now)))]
}

function whatOf(cards: readonly OpportunityCard[]) {
  const ids = cards.map(({ id }) => id)
  const talent = sql`occasion in (select value from json_each(${JSON.stringify(ids.map((id) => `talent ${id}`))}))`
  return sql`(${talent} or occasion = 'closing' and ${ofSubjects(ids)})`
}

/** Whom somebody is still to be told of: of most nobody is, and nothing is read of them. */
function withoutTold({ opportunity, personIds }: Fitting, readers: readonly Claimed[], before: Mailed): Fitting {
  const of = ({ subjectId }: Reader) => subjectId === opportunity.organization.id
  const emailKeys = readers.flatMap(({ reader }) => (of(reader) ? reader.emailKey : []))
  const isUntold = (id: string) => emailKeys.some((key) => !before.has(mailedKey(key, newsOf(opportunity, id))))
  return { opportunity, personIds: personIds.filter(isUntold) }
}

/** How many are new for an opportunity, and what they bring of what it asks. */
function itemOf(
  { origin }: Ctx,
  opportunity: OpportunityCard,
  people: readonly string[],
  newcomers: ReadonlyMap<string, Newcomer>,
): Item {
  const { id, title, skills: asked } = opportunity
  const brought = new Set(people.flatMap((person) => newcomers.get(person)?.skills ?? []))
  const skills = asked.flatMap((skill) => (brought.has(skill.id) ? (skillById.get(skill.id)?.name ?? []) : []))
  const link = origin + paths.talent(id)
  return {
    title: `${people.length === 1 ? '1 new person' : `${people.length} new people`} for ${title}`,
    news: people.map((person) => newsOf(opportunity, person)),
    show: () => talentFragment({ title, count: people.length, skills: skills.slice(0, MOST_SKILLS), link }),
  }
}

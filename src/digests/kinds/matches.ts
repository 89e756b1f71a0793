import { sql } from 'drizzle-orm'
import { dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { matchOpenings } from '../../matching/matching.ts'
import { paths } from '../../paths.ts'
import type { Profile } from '../../profiles/schema.ts'
import { addBit, type Bits, intersect, noBits } from '../../search/bits.ts'
import { type OpeningsIndex, openAt } from '../../search/index-of-openings.ts'
import { openings } from '../../search/openings.ts'
import type { Claimed, Reader } from '../claiming.ts'
import { type Drafting, mailedKey } from '../drafting.ts'
import { mailedOf, ofSubjects, selectMailed } from '../mailed.ts'
import { longestOf, soonFor } from './closing-window.ts'
import {
  closingBy,
  closingItems,
  firstToClose,
  isClosingTold,
  itemOf,
  itemsForAll,
  mayBeNews,
  occasionFor,
  untold,
} from './opportunity-news.ts'

const MOST_MATCHES = 50

/**
 * Somebody's best new matches, each with one line of why. Only what shares a skill or a profession with them; without what
 * they set aside or track already. What was told is left out before the best are chosen: the others come the next times.
 */
export const draftMatches: Drafting = async (ctx, readers) => {
  const { index } = await openings(ctx)
  const open = openAt(index, ctx.now)
  const news = new Map(readers.map((claimed) => [claimed, mayBeNews(index, open, claimed.reader)]))
  const soon = closingBy(index, open, ctx.now + longestOf(readers))
  const positions = [...new Set([...news.values()].flat())]
  const cards = new Map((await index.openings.cardsAt(positions)).map((card) => [card.seq, card]))
  const ids = [...new Set([...positions, ...soon])].flatMap((at) => index.openings.at(at)?.id ?? [])
  const [stated, mailed] = await ctx.db.batch([selectStated(ctx, readers), selectMailed(ctx, readers, ofSubjects(ids))])
  const byPerson = new Map(stated.map((row) => [row.personId, row]))
  const before = mailedOf(mailed)
  const about = itemsForAll(ctx)

  /** What among these is new to a reader. */
  const newTo = ({ reader }: Claimed, positions: readonly number[]) =>
    positions.filter((at) => {
      const card = cards.get(index.seqs[at] ?? 0)
      const occasion = card && occasionFor(card, reader, ctx.now)
      return occasion && !before.has(mailedKey(reader.emailKey, { subjectId: card.id, occasion }))
    })

  const closingFor = (reader: Reader, positions: readonly number[]) =>
    positions.filter(
      (at) =>
        (index.closesAt[at] ?? 0) <= ctx.now + soonFor(reader) &&
        !isClosingTold(before, reader, index.openings.at(at)?.id ?? ''),
    )

  /** The best of some openings for a profile, and how many share something with it. */
  const best = async (profile: Profile, positions: readonly number[]) => {
    const { matches, evident } = await matchOpenings(index, profile, ctx.now, {
      within: intersect(setOf(positions, index.openings.length), open),
      limit: MOST_MATCHES,
    })
    return { matches: matches.filter(({ evidence }) => evidence), total: evident }
  }

  return async (claimed) => {
    const { reader } = claimed
    const row = byPerson.get(reader.personId ?? '')
    if (!row?.content) return null
    const profile: Profile = JSON.parse(row.content)
    const known = new Set(JSON.parse(row.known) as number[])
    const unknownTo = (positions: readonly number[]) => positions.filter((at) => !known.has(index.seqs[at] ?? 0))
    const fresh = newTo(claimed, unknownTo(news.get(claimed) ?? []))
    const { matches, total } = await best(profile, fresh)
    const items = untold(
      before,
      reader.emailKey,
      matches.flatMap(({ opportunity, fits }) => {
        const occasion = occasionFor(opportunity, reader, ctx.now)
        return occasion ? [itemOf(ctx, opportunity, occasion, fits[0] ?? null)] : []
      }),
    )
    if (!items.length) return null
    const closing = await best(profile, closingFor(reader, unknownTo(soon)))
    const cards = closing.matches.map(({ opportunity }) => opportunity)
    return {
      intro: 'Your best new matches',
      see: paths.ownMatches(),
      seeRest: () => paths.ownMatches(`since=${firstDay(index, fresh)}`),
      where: 'among your matches',
      items,
      total,
      closing: closingItems(before, reader, { cards: cards.sort(firstToClose), items, about }),
    }
  }
}

/** The day from which on all of these were published. */
const firstDay = ({ publishedAt }: OpeningsIndex, positions: readonly number[]) =>
  dayIn(Math.min(...positions.map((at) => publishedAt[at] ?? 0)), 'UTC')

function setOf(positions: readonly number[], length: number): Bits {
  const bits = noBits(length)
  for (const position of positions) addBit(bits, position)
  return bits
}

/** What the readers state of themselves, and the numbers of what they set aside or track. */
const selectStated = ({ db }: Ctx, readers: readonly Claimed[]) =>
  db.all<{ personId: string; content: string | null; known: string }>(sql`
    select p.value as "personId", (select content from profiles where person_id = p.value) as content,
      (select json_group_array(seq) from opportunities where id in (
        select opportunity_id from dismissals where person_id = p.value
        union select opportunity_id from applications where person_id = p.value)) as known
    from json_each(${JSON.stringify(readers.flatMap(({ reader }) => reader.personId ?? []))}) p`)

import { searchWords } from '../../../web/emails/search-words.ts'
import { dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import type { OpportunityCard } from '../../opportunities/queries.ts'
import { paths } from '../../paths.ts'
import type { Bits } from '../../search/bits.ts'
import { findBeforeWords, type OpeningsIndex } from '../../search/index-of-openings.ts'
import { openings } from '../../search/openings.ts'
import { selectSpeaking, speakingOf } from '../../search/queries.ts'
import { type BoardQuery, boardQueryString, parseBoardQuery } from '../../search/schema.ts'
import type { Claimed } from '../claiming.ts'
import type { Drafting, Item } from '../drafting.ts'
import { mailedOf, ofSubjects, selectMailed } from '../mailed.ts'
import { longestOf, soonFor } from './closing-window.ts'
import { whyFound } from './found-by.ts'
import { closingBy, closingItems, itemsForAll, mayBeNews, occasionFor, untold } from './opportunity-news.ts'

type Search = {
  query: BoardQuery
  intro: string
  bits: Bits
  closing: number[]
  about: ReturnType<typeof itemsForAll>
}

/** Each search once, however many readers have it. */
function searchesOf(ctx: Ctx, readers: readonly Claimed[], index: OpeningsIndex): Map<string, Search> {
  const byText = Map.groupBy(readers, ({ reader }) => reader.query)
  return new Map(
    [...byText].map(([text, ofText]) => {
      const { query } = parseBoardQuery(new URLSearchParams(text))
      const bits = findBeforeWords(index, query, ctx.now)
      const intro = `New for your search: ${searchWords(text, index)}`
      const closing = closingBy(index, bits, ctx.now + longestOf(ofText))
      return [text, { query, intro, bits, closing, about: itemsForAll(ctx, whyFound(index, query)) }]
    }),
  )
}

/** What a saved search finds that is new to its reader, newest first. */
export const draftSearches: Drafting = async (ctx: Ctx, readers) => {
  const { index } = await openings(ctx)
  const searches = searchesOf(ctx, readers, index)
  const fresh = new Map<Claimed, number[]>()
  for (const claimed of readers) {
    const search = searches.get(claimed.reader.query)
    if (search) fresh.set(claimed, mayBeNews(index, search.bits, claimed.reader))
  }
  const positions = new Set([...fresh.values(), ...[...searches.values()].map(({ closing }) => closing)].flat())
  const cards = new Map((await index.openings.cardsAt([...positions])).map((card) => [card.seq, card]))
  const words = [...searches.values()].map(({ query }) => query.q)
  const [speaking, mailed] = await ctx.db.batch([
    selectSpeaking(ctx.db, words, [...cards.keys()]),
    selectMailed(ctx, readers, ofSubjects([...cards.values()].map(({ id }) => id))),
  ])
  const holding = speakingOf(words, speaking)
  const before = mailedOf(mailed)

  return async (claimed) => {
    const { reader } = claimed
    const search = searches.get(reader.query)
    if (!search) return null
    const among = holding.get(search.query.q)
    const cardsAt = (found: readonly number[]) =>
      found.flatMap((position) => {
        const card = cards.get(index.seqs[position] ?? 0)
        return card && (among?.has(card.seq) ?? true) ? [card] : []
      })
    const found = cardsAt(fresh.get(claimed) ?? [])
    const items = found.flatMap((card) => {
      const occasion = occasionFor(card, reader, ctx.now)
      return occasion ? [search.about(card, occasion)] : []
    })
    const news = untold(before, reader.emailKey, items)
    if (!news.length) return null
    const until = ctx.now + soonFor(reader)
    const closing = search.closing.filter((position) => (index.closesAt[position] ?? 0) <= until)
    return {
      intro: search.intro,
      see: paths.board(reader.query),
      seeRest: () => paths.board(boardQueryString({ ...search.query, since: firstDayOf(news, found) })),
      items: news,
      closing: closingItems(before, reader, { cards: cardsAt(closing), items: news, about: search.about }),
    }
  }
}

/** The day from which on the board holds all of this news. */
function firstDayOf(news: readonly Item[], cards: readonly OpportunityCard[]): string {
  const told = new Set(news.flatMap((item) => item.news.map(({ subjectId }) => subjectId)))
  return dayIn(Math.min(...cards.flatMap(({ id, publishedAt }) => (told.has(id) ? publishedAt : []))), 'UTC')
}

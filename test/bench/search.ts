import assert from 'node:assert/strict'
import type Database from 'libsql'
import MiniSearch from 'minisearch'
import { buildIndex, followChange } from '../../src/search/building.ts'
import { find } from '../../src/search/index-of-openings.ts'
import { openings } from '../../src/search/openings.ts'
import { pageOf } from '../../src/search/paging.ts'
import { parseBoardQuery } from '../../src/search/schema.ts'
import { searchBoard } from '../../src/search/searching.ts'
import { COMMON_WORD } from '../../src/seeds/load/words.ts'
import { openWords } from './board.ts'
import { type Board, contextOver, NOW } from './database.ts'
import { facetsBySql, sqlFacets } from './facets-sql.ts'
import { measure, type Peer } from './measure.ts'
import { type Limit, type Row, rowsOf } from './row.ts'

const SHOWN = 25
/** A rare word still fills a page. */
const RARE = 40
const chosen = { kind: 'role', pay: 'paid' }
const queryOf = (search: string) => parseBoardQuery(new URLSearchParams(search)).query

/** What a search costs inside this process, beside other ways to find and count the same. */
export async function benchSearch(board: Board): Promise<Row[]> {
  return [...(await benchIndex(board)), ...(await benchFacets(board)), ...(await benchText(board))]
}

const CHANGED = 50

async function benchIndex({ open, db }: Board): Promise<Row[]> {
  const { index } = await openings(contextOver(db))
  const cards = await index.openings.cardsAt([...index.positions].filter((position) => position >= 0))
  const some = cards.slice(0, CHANGED)
  const change = { version: index.version + 1, now: NOW, touched: new Set(some.map(({ seq }) => seq)), cards: some }
  const names = {
    follow: `${openWords(open)}: the index follows ${CHANGED} changes`,
    build: 'building it from every row',
  }
  const peers: Peer[] = [
    { name: names.follow, run: () => followChange(index, change) },
    { name: names.build, run: () => buildIndex(cards, index.version, NOW) },
  ]
  return rowsOf(await measure('index', peers, { rounds: 5 }), [{ name: names.follow, peer: names.build, limit: 0.15 }])
}

async function benchFacets({ open, db, sql }: Board): Promise<Row[]> {
  const { index } = await openings(contextOver(db))
  const query = queryOf(new URLSearchParams(chosen).toString())
  const again = () => find(index, query, null, NOW)
  /** Counts are kept with the index: a copy of it knows none. */
  const ours = () => find({ ...index }, query, null, NOW)
  const bySql = facetsBySql(sql, chosen, NOW)
  const { facets } = again()
  assert.deepEqual(bySql(), Object.fromEntries(sqlFacets.map((facet) => [facet, facets[facet]])))

  const names = {
    ours: `${openWords(open)}: a filter with the counts of all ${Object.keys(facets).length} facets, from nothing`,
    again: `${openWords(open)}: the same once more`,
    sql: `${sqlFacets.length} of them by SQL`,
    page: `${openWords(open)}: cutting page ${pageNumber(open)}`,
    first: 'page 1',
  }
  const all = queryOf('')
  const { bits } = find(index, all, null, NOW)
  const deep = pageOf(index, bits, 'newest', null, SHOWN * (pageNumber(open) - 1)).next
  const peers: Peer[] = [
    { name: names.ours, run: ours },
    { name: names.again, run: again },
    { name: names.sql, run: bySql },
    { name: names.page, run: () => pageOf(index, find(index, all, null, NOW).bits, 'newest', deep, SHOWN) },
    { name: names.first, run: () => pageOf(index, find(index, all, null, NOW).bits, 'newest', null, SHOWN) },
  ]
  const limits: Limit[] = [
    { name: names.ours, peer: names.sql, limit: 0.02 },
    { name: names.again, peer: names.sql, limit: null },
    { name: names.page, peer: names.first, limit: 1.1 },
  ]
  return rowsOf(await measure('facets', peers, { rounds: 9 }), limits)
}

/** A page deep in the list: at 100,000 open the one after 90,000, the 4,500th of pages of 20. */
export const pageNumber = (open: number) => Math.max(2, Math.round((open * 0.9) / SHOWN))

async function benchText({ open, db, sql }: Board): Promise<Row[]> {
  const rare = rareWord(sql)
  const names = {
    common: `${openWords(open)}: searching “${COMMON_WORD}” (in ${documentsWith(sql, COMMON_WORD)}), counts and snippets`,
    rare: `“${rare}” (in ${documentsWith(sql, rare)})`,
    rank: 'FTS5 alone, ordered by rank',
    mini: 'MiniSearch alone',
  }
  const ctx = contextOver(db)
  const ours = (q: string) => () => searchBoard(ctx, queryOf(`q=${q}`), SHOWN)
  const mini = miniSearchOf(sql)
  const ranked = sql.prepare(
    `select rowid from opportunity_text where opportunity_text match ? order by rank limit ${SHOWN}`,
  )
  const peers: Peer[] = [
    { name: names.common, run: ours(COMMON_WORD) },
    { name: names.rare, run: ours(rare) },
    { name: names.rank, run: () => ranked.all(COMMON_WORD) },
    { name: names.mini, run: () => mini.search(COMMON_WORD).slice(0, SHOWN) },
  ]
  assert.equal(mini.search(COMMON_WORD).length, documentsWith(sql, COMMON_WORD))
  const limits: Limit[] = [
    { name: names.common, peer: names.rare, limit: 5 },
    { name: names.common, peer: names.rank, limit: null },
    { name: names.common, peer: names.mini, limit: null },
  ]
  return rowsOf(await measure('text', peers, { rounds: 9 }), limits)
}

function miniSearchOf(sql: Database.Database): MiniSearch {
  const mini = new MiniSearch({ fields: ['title', 'organization', 'summary', 'body', 'terms'] })
  mini.addAll(sql.prepare('select rowid as id, title, organization, summary, body, terms from opportunity_text').all())
  return mini
}

const documentsWith = (sql: Database.Database, word: string) =>
  Number(
    (
      sql.prepare('select count(*) as n from opportunity_text where opportunity_text match ?').get(word) as {
        n: number
      }
    ).n,
  )

/** The word whose number of documents is nearest to what fills a page. */
export function rareWord(sql: Database.Database): string {
  sql.exec("create virtual table if not exists temp.bench_words using fts5vocab('main', 'opportunity_text', 'row')")
  const row = sql
    .prepare(
      `select term from bench_words where term glob '[a-z][a-z][a-z][a-z]*' order by abs(doc - ${RARE}), term limit 1`,
    )
    .get() as { term: string }
  return row.term
}

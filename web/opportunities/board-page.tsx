import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { paths } from '../../src/paths.ts'
import type { FacetCounts } from '../../src/search/index-of-openings.ts'
import {
  type BoardQuery,
  boardQueryString,
  facetNames,
  type Notice,
  type Sort,
  sorts,
  without,
} from '../../src/search/schema.ts'
import { Layout } from '../layout.tsx'
import { Notices } from '../ui/notices.tsx'
import { FacetForm } from './facet-form.tsx'
import { facetValueName } from './facet-names.ts'
import { OpportunityRow } from './row.tsx'

export type BoardProps = {
  query: BoardQuery
  notices: Notice[]
  total: number
  facets: FacetCounts
  openings: OpportunityCard[]
  next: string | null
  now: number
}

export function BoardPage(props: BoardProps) {
  const { query, notices, total, facets, openings, next, now } = props
  const search = boardQueryString(query)
  const chips = chipsOf(query)
  return (
    <Layout
      title="Opportunities"
      path={paths.board()}
      description="Internships, fellowships and fractional roles in AI safety: with hours, pay and honest deadlines."
    >
      <div class="board">
        <FacetForm query={query} facets={facets} total={total} chosen={chips.length} />
        <main id="main">
          <h1 class="visually-hidden">Opportunities in AI safety</h1>
          <search class="search">
            <input
              type="search"
              name="q"
              form="filters"
              maxlength={200}
              aria-label="Search opportunities"
              placeholder="Search what is open"
              value={query.q}
            />
            <button class="button main" type="submit" form="filters">
              Search
            </button>
          </search>
          <Notices notices={notices} />
          <div class="found">
            <h2 class="num">{`${total} open`}</h2>
            {chips.map((chip) => (
              <a key={chip.label} class="chip" href={paths.board(chip.search)} aria-label={`Remove ${chip.label}`}>
                {chip.label}
              </a>
            ))}
            <span class="aside">
              <a href={paths.subscribe(search)}>Mail me this search</a>
              <SortLinks query={query} />
            </span>
          </div>
          {openings.length ? <List openings={openings} now={now} /> : <Nothing query={query} search={search} />}
          <Paging query={query} search={search} next={next} />
        </main>
      </div>
    </Layout>
  )
}

const List = ({ openings, now }: { openings: OpportunityCard[]; now: number }) => (
  <ol class="list">
    {openings.map((opportunity) => (
      <li key={opportunity.id}>
        <OpportunityRow opportunity={opportunity} now={now} />
      </li>
    ))}
  </ol>
)

function Nothing({ query, search }: { query: BoardQuery; search: string }) {
  if (!search) {
    return (
      <div class="panel">
        <h2>Nothing is open yet</h2>
        <p>
          <a href={paths.subscribe()}>Leave an address</a> and we write when something is.
        </p>
      </div>
    )
  }
  return (
    <div class="panel">
      <h2>Nothing open fits all of this</h2>
      <p>
        Remove a filter above,{' '}
        <a href={paths.board(query.q ? boardQueryString(without(query, 'q')) : '')}>widen the search</a>, or{' '}
        <a href={paths.subscribe(search)}>get mail when something fits</a>.
      </p>
    </div>
  )
}

type Chip = { label: string; search: string }

function chipsOf(query: BoardQuery): Chip[] {
  const chips: Chip[] = []
  const add = (label: string, name: string, value?: string) =>
    chips.push({ label, search: boardQueryString(without(query, name, value)) })
  if (query.q) add(`“${query.q}”`, 'q')
  if (query.hoursMax !== null) add(`up to ${query.hoursMax} h a week`, 'hours_max')
  for (const facet of facetNames)
    for (const value of query.facets[facet] ?? []) add(chipLabel(facetValueName(facet, value), facet), facet, value)
  if (query.since) add(`since ${query.since}`, 'since')
  return chips
}

const chipLabel = (name: string, facet: string) =>
  name === 'not stated' ? `${facet.replace('_', ' ')} not stated` : name

function SortLinks({ query }: { query: BoardQuery }) {
  const link = (sort: Sort) =>
    sort === query.sort ? (
      <b key={sort}>{sort}</b>
    ) : (
      <a key={sort} href={paths.board(boardQueryString({ ...query, sort }))}>
        {sort}
      </a>
    )
  return <span class="sort">sort: {sorts.map((sort, i) => [i > 0 && ' · ', link(sort)])}</span>
}

function Paging({ query, search, next }: { query: BoardQuery; search: string; next: string | null }) {
  if (!next && !query.cursor) return null
  return (
    <nav class="paging" aria-label="Pages">
      {query.cursor && (
        <a class="button" href={paths.board(search)}>
          From the start
        </a>
      )}
      {next && (
        <a class="button" rel="next" href={paths.board([search, `cursor=${next}`].filter(Boolean).join('&'))}>
          More
        </a>
      )}
    </nav>
  )
}

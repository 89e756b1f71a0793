import { Fragment } from 'preact'
import { paths } from '../../src/paths.ts'
import type { Offer } from '../../src/search/named.ts'
import { facetValueName } from '../../src/search/naming.ts'
import {
  type BoardQuery,
  type BoardView,
  boardQueryString,
  type Facet,
  MOST_EXPORTED,
  type Sort,
  sorts,
  without,
} from '../../src/search/schema.ts'
import type { BoardResult } from '../../src/search/searching.ts'
import { discoveryLinks } from '../feeds/discovery-links.ts'
import { embedCode } from '../feeds/embed-code.tsx'
import { Layout } from '../layout.tsx'
import { Notices } from '../ui/notices.tsx'
import { boardLink } from './board-link.ts'
import { chipsOf } from './chips.ts'
import { FacetForm } from './facet-form.tsx'
import { KeptRow } from './kept-row.tsx'
import { KeysHelp } from './keys-help.tsx'
import { snippetPieces } from './snippet.ts'
import { TableView } from './table-view.tsx'

export type BoardProps = BoardResult & { now: number; view: BoardView; origin: string }

export function BoardPage(props: BoardProps) {
  const { query, notices, total, facets, openings, view } = props
  const search = boardQueryString(query)
  const nameOf = (facet: Facet, value: string) =>
    facet === 'org' ? (props.organizations.get(value) ?? 'an organization') : facetValueName(facet, value)
  const chips = chipsOf(query, props.organizations)
  return (
    <Layout
      title="Opportunities"
      path={paths.board()}
      canonical={props.origin + paths.board(search)}
      head={discoveryLinks(search, props.origin).map((link) => <link key={link.href} {...link} />)}
      description="Internships, fellowships and fractional roles in AI safety: with hours, pay and honest deadlines."
    >
      <div class="board">
        <FacetForm query={query} view={view} facets={facets} chosen={chips.length} nameOf={nameOf} />
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
            <h2 class="num">{`${total.toLocaleString('en')}${props.isCut ? '+' : ''} open`}</h2>
            {chips.map((chip) => (
              <a key={chip.label} class="chip" href={boardLink(chip.search, view)} aria-label={`Remove ${chip.label}`}>
                {chip.label}
              </a>
            ))}
            <span class="aside">
              <a href={paths.subscribe(search)}>Mail me this search</a>
              <SortLinks query={query} view={view} />
            </span>
          </div>
          {props.isCut && (
            <p class="soft small">More than 1,000 hold these words: shown and counted are the newest 1,000.</p>
          )}
          {(query.facets.country ?? query.facets.region) && openings.some(({ zoneFence }) => zoneFence) && (
            <p class="soft small">Time zones are shown and not filtered by: look whether yours fits.</p>
          )}
          {props.offer && <Offered {...props.offer} view={view} before="By filter:" />}
          {openings.length ? <Shown {...props} /> : <Nothing {...props} search={search} />}
          <Paging {...props} search={search} />
          <SaveSearch {...props} search={search} />
          <KeysHelp />
        </main>
      </div>
    </Layout>
  )
}

type OfferedProps = Offer & { view: BoardView; before: string }

const Offered = ({ query, words, view, before }: OfferedProps) => (
  <p>
    {before} <a href={boardLink(boardQueryString(query), view)}>{words}</a>
  </p>
)

const Shown = (props: BoardProps) => (props.view === 'table' ? <TableView {...props} /> : <List {...props} />)

const List = ({ openings, snippets, now }: BoardProps) => (
  <ol class="list">
    {openings.map((opportunity) => {
      const snippet = snippets?.get(opportunity.seq)
      return (
        <Fragment key={opportunity.id}>
          <KeptRow opportunity={opportunity} now={now} />
          {snippet && <FoundIn snippet={snippet} />}
        </Fragment>
      )
    })}
  </ol>
)

/** Where the words stand, with what was found marked. */
const FoundIn = ({ snippet }: { snippet: string }) => (
  <li class="found-in">
    {snippetPieces(snippet).map((piece, i) => (i % 2 ? <mark key={piece}>{piece}</mark> : piece))}
  </li>
)

function Nothing({ query, suggestion, search, view }: BoardProps & { search: string }) {
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
      {suggestion && <Offered {...suggestion} view={view} before="Did you mean:" />}
      <p>
        Remove a filter above,{' '}
        <a href={boardLink(query.q ? boardQueryString(without(query, 'q')) : '', view)}>widen the search</a>, or{' '}
        <a href={paths.subscribe(search)}>get mail when something fits</a>.
      </p>
    </div>
  )
}

function SortLinks({ query, view }: { query: BoardQuery; view: BoardView }) {
  const link = (sort: Sort) =>
    sort === query.sort ? (
      <b key={sort}>{sort}</b>
    ) : (
      <a key={sort} href={boardLink(boardQueryString({ ...query, sort }), view)}>
        {sort}
      </a>
    )
  return <span class="sort">sort: {sorts.map((sort, i) => [i > 0 && ' · ', link(sort)])}</span>
}

/** The same search elsewhere: the string after the question mark means the same everywhere. */
function SaveSearch({ search, view, total, origin }: BoardProps & { search: string }) {
  return (
    <>
      <p class="soft small save">
        Keep this search: <a href={boardLink(search, view)}>link to this search</a> ·{' '}
        <a href={paths.subscribe(search)}>by mail</a> · <a href={paths.feed('atom', search)}>feed</a> ·{' '}
        <a href={paths.deadlines(search)}>deadlines as calendar</a> · <a href={paths.csv(search)}>CSV</a>
        {total > MOST_EXPORTED && ` (the first ${MOST_EXPORTED.toLocaleString('en')})`} ·{' '}
        {view === 'table' ? (
          <a href={boardLink(search, 'list')}>as a list</a>
        ) : (
          <a href={boardLink(search, 'table')}>as a table</a>
        )}{' '}
        <button id="keys-help" class="quiet" type="button" hidden>
          keys
        </button>
      </p>
      <details class="copy small">
        <summary>On your website</summary>
        <textarea
          readonly
          rows={3}
          aria-label="HTML for your website"
          value={embedCode(origin + paths.embed(search), 'Onward')}
        />
      </details>
    </>
  )
}

function Paging({ next, previous, search, view }: BoardProps & { search: string }) {
  if (!next && !previous) return null
  const at = (cursor: string) => boardLink([search, `cursor=${cursor}`].filter(Boolean).join('&'), view)
  return (
    <nav class="paging" aria-label="Pages">
      {previous && (
        <a class="button" rel="prev" href={at(previous)}>
          Previous page
        </a>
      )}
      {next && (
        <a class="button" rel="next" href={at(next)}>
          Next page
        </a>
      )}
    </nav>
  )
}

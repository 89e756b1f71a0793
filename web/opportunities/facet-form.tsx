import { LRUCache } from 'lru-cache'
import { renderToString } from 'preact-render-to-string'
import { levels } from '../../src/opportunities/schema.ts'
import { paths } from '../../src/paths.ts'
import type { FacetCount } from '../../src/search/counting.ts'
import type { FacetCounts } from '../../src/search/index-of-openings.ts'
import type { BoardQuery, BoardView, Facet } from '../../src/search/schema.ts'

/** The filters in the order people ask them, with how many values are shown at once. */
const shown: { facet: Facet; label: string; most: number }[] = [
  { facet: 'commitment', label: 'Commitment', most: 3 },
  { facet: 'kind', label: 'Kind', most: 8 },
  { facet: 'side', label: 'Side', most: 2 },
  { facet: 'work_group', label: 'Work group', most: 4 },
  { facet: 'workplace', label: 'Workplace', most: 4 },
  { facet: 'country', label: 'Country', most: 8 },
  { facet: 'pay', label: 'Pay', most: 4 },
  { facet: 'closes', label: 'Deadline', most: 5 },
  { facet: 'region', label: 'Region', most: 6 },
  { facet: 'level', label: 'Level', most: 7 },
  { facet: 'profession', label: 'Profession', most: 8 },
  { facet: 'skill', label: 'Skill', most: 10 },
  { facet: 'months', label: 'Months', most: 12 },
  { facet: 'audience', label: 'Made for', most: 8 },
  { facet: 'visa', label: 'Visa support', most: 3 },
  { facet: 'language', label: 'Language', most: 6 },
  { facet: 'org', label: 'Organization', most: 8 },
]
const ALWAYS_OPEN = 8

type NameOf = (facet: Facet, value: string) => string
type Props = { query: BoardQuery; view: BoardView; facets: FacetCounts; chosen: number; nameOf: NameOf }

export function FacetForm({ query, view, facets, chosen, nameOf }: Props) {
  const groups = shown.map((group) => facetGroup({ ...group, query, facets, nameOf }))
  const [open, folded] = [groups.slice(0, ALWAYS_OPEN), groups.slice(ALWAYS_OPEN)]
  const isNothingToChoose = query.hoursMax === null && !groups.some(Boolean)
  const form = (
    <form id="filters" method="get" action={paths.board()}>
      {query.sort !== 'newest' && <input type="hidden" name="sort" value={query.sort} />}
      {query.since && <input type="hidden" name="since" value={query.since} />}
      {query.opportunity && <input type="hidden" name="opportunity" value={query.opportunity} />}
      {view !== 'list' && <input type="hidden" name="view" value={view} />}
      {!isNothingToChoose && (
        <>
          <fieldset>
            <legend>My time</legend>
            <label>
              up to
              <input
                class="hours"
                type="text"
                inputmode="decimal"
                name="hours_max"
                size={3}
                value={query.hoursMax ?? ''}
              />
              h a week
            </label>
          </fieldset>
          {open}
          {folded.some(Boolean) && (
            <details class="more" open={shown.slice(ALWAYS_OPEN).some(({ facet }) => query.facets[facet])}>
              <summary>More filters</summary>
              {folded}
            </details>
          )}
          <p class="apply-filters">
            <button class="button main" type="submit">
              Show results
            </button>
          </p>
        </>
      )}
    </form>
  )
  if (isNothingToChoose) return form
  return (
    <details class="facets">
      <summary class="button">{chosen ? `Filters · ${chosen}` : 'Filters'}</summary>
      {form}
    </details>
  )
}

type Group = { facet: Facet; label: string; most: number; query: BoardQuery; facets: FacetCounts; nameOf: NameOf }

/** Every choice weighs on the page, and there may be thousands of organizations: how many are left out is said. */
const MOST_MORE = 60

function facetGroup({ facet, label, most, query, facets, nameOf }: Group) {
  const chosen = query.facets[facet] ?? []
  const counts = facets[facet] ?? []
  const reach = most + MOST_MORE + chosen.length
  const near = counts.slice(0, reach).filter(({ value, count }) => count > 0 || chosen.includes(value))
  // What is beyond is looked through only for what is chosen.
  const far = chosen.length ? counts.slice(reach).filter(({ value }) => chosen.includes(value)) : []
  const rarer = counts.length - reach - far.length
  const offered = inOrder(facet, [...near, ...far])
  const isFirst = (value: string, i: number) => i < most || chosen.includes(value)
  const first = offered.filter(({ value }, i) => isFirst(value, i))
  const more = offered.filter(({ value }, i) => !isFirst(value, i))
  if (!offered.length) return null
  const choices = (some: readonly FacetCount[]) =>
    some
      .map(({ value, count }) => choiceHtml(facet, value, nameOf(facet, value), chosen.includes(value), count))
      .join('')
  const last = rarer > 0 ? `<small>and ${grouped(rarer)} rarer: search for them</small>` : ''
  const rest = more.length
    ? `<details class="more"><summary>${more.length} more</summary>${choices(more)}${last}</details>`
    : ''
  return (
    <fieldset key={facet} dangerouslySetInnerHTML={{ __html: `<legend>${label}</legend>${choices(first)}${rest}` }} />
  )
}

const ownOrder: Partial<Record<Facet, (value: string) => number>> = {
  months: Number,
  level: (value) => (levels as readonly string[]).indexOf(value),
}

/** The most frequent first, but for what has an order of its own; what is not stated comes last. */
function inOrder(facet: Facet, offered: readonly FacetCount[]): FacetCount[] {
  const stated = offered.filter(({ value }) => value !== 'unknown')
  const place = ownOrder[facet]
  if (place) stated.sort((a, b) => place(a.value) - place(b.value))
  return stated.length < offered.length ? [...stated, ...offered.filter(({ value }) => value === 'unknown')] : stated
}

/** "2,500". A page has hundreds of counts: to format them for a locale would take as long as all the rest. */
const grouped = (count: number) => (count < 1_000 ? String(count) : String(count).replace(/\B(?=(\d{3})+$)/g, ','))

const newKept = (max: number) => new LRUCache<string, { name: string; start: string }>({ max })
const kept = new Map(shown.map(({ facet }) => [facet, { chosen: newKept(50), offered: newKept(400) }]))
const END = '</span></label>'

/**
 * A page has some 250 choices that differ from one to the next by their counts: all before that is rendered once. Kept
 * by value alone: a key made of more for each would cost as much as the rest of the page.
 */
function choiceHtml(facet: Facet, value: string, name: string, isChosen: boolean, count: number): string {
  const choices = kept.get(facet)?.[isChosen ? 'chosen' : 'offered']
  const known = choices?.get(value)
  if (known?.name === name) return known.start + grouped(count) + END
  const start = renderToString(<Choice {...{ facet, value, name, isChosen }} />).slice(0, -END.length)
  choices?.set(value, { name, start })
  return start + grouped(count) + END
}

type ChoiceProps = { facet: Facet; value: string; name: string; isChosen: boolean }

const Choice = ({ facet, value, name, isChosen }: ChoiceProps) => (
  <label>
    <input type="checkbox" name={facet} value={value} checked={isChosen} />
    {name}
    <span class="num" />
  </label>
)

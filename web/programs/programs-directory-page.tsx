import { formatDay } from '../../src/calendar.ts'
import type { Issue } from '../../src/errors.ts'
import { paths } from '../../src/paths.ts'
import type { ProgramCard, ProgramsFound } from '../../src/programs/directory.ts'
import { activityName, facetValueWords, placeName } from '../../src/programs/naming.ts'
import {
  type ProgramFacet,
  type ProgramQuery,
  programFacets,
  programSearch,
  programSorts,
} from '../../src/programs/schema.ts'
import { Layout } from '../layout.tsx'
import { Notices } from '../ui/notices.tsx'

type Props = ProgramsFound & { query: ProgramQuery; issues: Issue[]; today: string; origin: string }

const labels: Record<ProgramFacet, string> = {
  activity: 'Activity',
  country: 'Country',
  audience: 'Made for',
  language: 'Language',
}

export function ProgramsDirectoryPage(props: Props) {
  const { query, issues, programs, total, origin } = props
  const search = programSearch({ ...query, after: null })
  return (
    <Layout
      title="Programs"
      path={paths.programs()}
      description="Bootcamps, courses, hackathons and fellowships of field-building groups in AI safety, by country and language."
      canonical={origin + paths.programs(programSearch(query))}
    >
      <div class="board">
        <Facets {...props} />
        <main id="main">
          <h1 class="visually-hidden">Programs</h1>
          <search>
            <form class="search" method="get" action={paths.programs()}>
              {programFacets.flatMap((facet) =>
                query.facets[facet].map((value) => (
                  <input key={facet + value} type="hidden" name={facet} value={value} />
                )),
              )}
              {query.sort !== 'name' && <input type="hidden" name="sort" value={query.sort} />}
              <input type="search" name="q" maxlength={200} aria-label="Search programs" value={query.q} />
              <button class="button main" type="submit">
                Search
              </button>
            </form>
          </search>
          <Notices notices={issues} />
          <div class="found">
            <h2 class="num">{`${total.toLocaleString('en')} ${total === 1 ? 'program' : 'programs'}`}</h2>
            {chipsOf(query).map(({ label, search: without }) => (
              <a key={label} class="chip" href={paths.programs(without)} aria-label={`Remove ${label}`}>
                {label}
              </a>
            ))}
          </div>
          {programs.length > 1 && <Sorting query={query} />}
          {programs.length ? <List {...props} /> : <Nothing search={search} />}
          <Paging {...props} />
        </main>
      </div>
    </Layout>
  )
}

/** What narrows the directory, each with the search without it. */
function chipsOf(query: ProgramQuery) {
  const first = { ...query, after: null }
  const facets = programFacets.flatMap((facet) =>
    query.facets[facet].map((value) => {
      const others = query.facets[facet].filter((other) => other !== value)
      return {
        label: facetValueWords(facet, value),
        search: programSearch({ ...first, facets: { ...query.facets, [facet]: others } }),
      }
    }),
  )
  return query.q ? [{ label: `“${query.q}”`, search: programSearch({ ...first, q: '' }) }, ...facets] : facets
}

const sorts = { name: 'A to Z', landed: 'Landed within a year' } as const

const Sorting = ({ query }: { query: ProgramQuery }) => (
  <p class="small">
    Sorted by:{' '}
    {programSorts.map((sort, i) => (
      <>
        {i > 0 && ' · '}
        {sort === query.sort ? (
          <b>{sorts[sort]}</b>
        ) : (
          <a href={paths.programs(programSearch({ ...query, sort, after: null }))}>{sorts[sort]}</a>
        )}
      </>
    ))}
  </p>
)

const List = ({ programs, today }: Props) => (
  <ol class="list">
    {programs.map((program) => (
      <Row key={program.id} program={program} today={today} />
    ))}
  </ol>
)

function Row({ program: p, today }: { program: ProgramCard; today: string }) {
  return (
    <li class="organization">
      <h3>
        <a href={paths.program(p.id, p.name)}>{p.name}</a>
        {p.example && <span class="kind example">example</span>}
      </h3>
      <p class="soft small">{[activityName(p.activity), p.group.name, placeName(p)].filter(Boolean).join(' · ')}</p>
      {p.landed && <p class="small num">{landedWords(p.landed)}</p>}
      <span class="soft small num">{whenWords(p, today)}</span>
    </li>
  )
}

const landedWords = ({ count, answered, outOf }: NonNullable<ProgramCard['landed']>) =>
  `${Math.round((100 * count) / outOf)} % landed within a year: about ${count} of ${outOf}; about ${answered} answered`

const monthOf = (day: string) => formatDay(day).replace(/^\d+ /, '')

function whenWords({ nextOn, lastOn }: ProgramCard, today: string): string {
  if (nextOn) return nextOn === today ? 'starts today' : `next ${monthOf(nextOn)}`
  return lastOn ? `last ${monthOf(lastOn)}` : 'no date yet'
}

const Nothing = ({ search }: { search: string }) => (
  <div class="panel">
    <h2>{search ? 'No program fits all of this' : 'No program is here yet'}</h2>
    <p>
      {search ? (
        <>
          Remove a filter above, or <a href={paths.programs()}>see all of them</a>.
        </>
      ) : (
        <>
          Do you run one? <a href={paths.newGroup()}>Found a group</a> and publish it.
        </>
      )}
    </p>
  </div>
)

function Paging({ query, next }: Props) {
  if (!next && query.after === null) return null
  return (
    <nav class="paging" aria-label="Pages">
      {query.after !== null && (
        <a class="button" href={paths.programs(programSearch({ ...query, after: null }))}>
          From the start
        </a>
      )}
      {next && (
        <a class="button" rel="next" href={paths.programs(programSearch({ ...query, after: next }))}>
          More
        </a>
      )}
    </nav>
  )
}

const MOST_VALUES = 20

function Facets({ query, facets }: Props) {
  const chosen = programFacets.reduce((sum, facet) => sum + query.facets[facet].length, 0)
  return (
    <details class="facets">
      <summary class="button">{chosen ? `Filters · ${chosen}` : 'Filters'}</summary>
      <form method="get" action={paths.programs()}>
        {query.q && <input type="hidden" name="q" value={query.q} />}
        {query.sort !== 'name' && <input type="hidden" name="sort" value={query.sort} />}
        {programFacets.map((facet) => (
          <FacetGroup key={facet} facet={facet} chosen={query.facets[facet]} counts={facets[facet]} />
        ))}
        <p class="apply-filters">
          <button class="button main" type="submit">
            Show results
          </button>
        </p>
      </form>
    </details>
  )
}

type GroupProps = { facet: ProgramFacet; chosen: string[]; counts: { value: string; count: number }[] }

function FacetGroup({ facet, chosen, counts }: GroupProps) {
  const lost = chosen.filter((value) => !counts.some((one) => one.value === value))
  const values = [
    ...counts.filter(({ value }, i) => i < MOST_VALUES || chosen.includes(value)),
    ...lost.map((value) => ({ value, count: 0 })),
  ]
  if (!values.length) return null
  return (
    <fieldset>
      <legend>{labels[facet]}</legend>
      {values.map(({ value, count }) => (
        <label key={value}>
          <input type="checkbox" name={facet} value={value} checked={chosen.includes(value)} />
          {facetValueWords(facet, value)}
          <span class="num">{count}</span>
        </label>
      ))}
    </fieldset>
  )
}

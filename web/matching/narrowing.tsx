import { kinds } from '../../src/opportunities/schema.ts'
import { paths } from '../../src/paths.ts'
import { type BoardQuery, boardQueryString, closesValues } from '../../src/search/schema.ts'
import { Boxes, Folded, spoken } from './choices.tsx'

/** Fields that the form has itself. */
const own = ['q', 'kind', 'closes']

/** A search among the matches, with the parameters of the board; those without a field here stay as they are. */
export function Narrowing({ query }: { query: BoardQuery }) {
  const rest = [...new URLSearchParams(boardQueryString(query))].filter(([name]) => !own.includes(name))
  return (
    <div class="profile">
      <Folded title="Narrow them down" open={false}>
        <form method="get" action={paths.ownMatches()}>
          {rest.map(([name, value]) => (
            <input key={name + value} type="hidden" name={name} value={value} />
          ))}
          <div class="field">
            <label for="q">Words</label>
            <input id="q" type="search" name="q" maxlength={200} value={query.q} />
          </div>
          <Boxes legend="Kinds" name="kind" choices={spoken(kinds)} chosen={query.facets.kind ?? []} />
          <Boxes legend="Closes" name="closes" choices={spoken(closesValues)} chosen={query.facets.closes ?? []} />
          <p>
            <button class="button" type="submit">
              Show these
            </button>
          </p>
        </form>
      </Folded>
    </div>
  )
}

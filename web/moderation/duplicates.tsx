import type { Duplicate } from '../../src/moderation/duplicates.ts'

/** Each with what differs of what tells a duplicate; the rest is counted. */
export const Duplicates = ({ duplicates }: { duplicates: Duplicate[] }) => (
  <section id="duplicates" class="panel" aria-labelledby="duplicates-title">
    <h2 id="duplicates-title">May be here already</h2>
    {duplicates.map((d) => (
      <div key={d.id} class="stack">
        <h3>
          <a href={d.href}>{d.title}</a>
          {d.organizationName && ` · ${d.organizationName}`} <span class="kind">{d.state}</span>
        </h3>
        <p class="soft small">{d.why}</p>
        <Beside duplicate={d} />
      </div>
    ))}
  </section>
)

function Beside({ duplicate: { title, rows } }: { duplicate: Duplicate }) {
  const differing = rows.filter(({ same }) => !same)
  const equal = rows.length - differing.length
  return (
    <>
      {differing.length > 0 && (
        <table class="beside" aria-label={`Beside ${title}`}>
          <thead>
            <tr>
              <td />
              <th scope="col">This one</th>
              <th scope="col">That one</th>
            </tr>
          </thead>
          <tbody>
            {differing.map(({ name, ours, theirs }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td data-of="This one: ">{ours || <span class="soft">not stated</span>}</td>
                <td data-of="That one: ">{theirs || <span class="soft">not stated</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="soft small">{sameWords(equal, differing.length === 0)}</p>
    </>
  )
}

function sameWords(equal: number, all: boolean): string | null {
  if (all) return `All ${equal} that we compare are the same.`
  if (!equal) return null
  return equal === 1 ? 'One more is the same.' : `${equal} more are the same.`
}

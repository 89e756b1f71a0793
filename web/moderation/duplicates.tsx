import type { Duplicate } from '../../src/moderation/duplicates.ts'

/** Beside each other, what tells a duplicate; equal lines are marked. */
export const Duplicates = ({ duplicates }: { duplicates: Duplicate[] }) => (
  <section id="duplicates" class="panel" aria-labelledby="duplicates-title">
    <h2 id="duplicates-title">May be here already</h2>
    {duplicates.map((d) => (
      <div key={d.id} class="wide">
        <table class="beside">
          <caption>
            <a href={d.href}>{d.title}</a>
            {d.organizationName && ` · ${d.organizationName}`} <span class="kind">{d.state}</span>
            <span class="soft small"> {d.why}</span>
          </caption>
          <thead>
            <tr>
              <td />
              <th scope="col">This one</th>
              <th scope="col">That one</th>
            </tr>
          </thead>
          <tbody>
            {d.rows.map(({ name, ours, theirs, same }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {same ? (
                  <td colspan={2} class="same">
                    {ours} <span class="kind">same</span>
                  </td>
                ) : (
                  <>
                    <td>{ours || <span class="soft">not stated</span>}</td>
                    <td>{theirs || <span class="soft">not stated</span>}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    ))}
  </section>
)

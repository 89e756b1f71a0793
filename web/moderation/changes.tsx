import type { Change } from '../../src/moderation/comparing.ts'
import type { Changes } from '../../src/moderation/reviewing.ts'
import type { Piece } from '../../src/moderation/word-diff.ts'

const MOST_SAME = 300
const KEPT = 120

/** What stayed is cut in its middle: the whole text stands below. */
const cut = (text: string) => (text.length > MOST_SAME ? `${text.slice(0, KEPT)} […] ${text.slice(-KEPT)}` : text)

/** Marked by more than colour: struck, underlined, and said to those who listen. */
const Marked = ({ piece: { type, text } }: { piece: Piece }) => {
  if (type === 'same') return <>{cut(text)}</>
  if (type === 'removed')
    return (
      <del>
        <span class="visually-hidden">removed: </span>
        {text}
        <span class="visually-hidden">, </span>
      </del>
    )
  return (
    <ins>
      <span class="visually-hidden">added: </span>
      {text}
      <span class="visually-hidden">, </span>
    </ins>
  )
}

const Field = ({ change: { name, pieces } }: { change: Change }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      {pieces.map((piece, i) => (
        <Marked key={i} piece={piece} />
      ))}
    </dd>
  </div>
)

/** Field by field, what differs from what the public reads, or from the version that was sent back. */
export const ChangesPanel = ({ changes: { since, reason, list } }: { changes: Changes }) => (
  <section class="panel" aria-labelledby="changes">
    <h2 id="changes">
      {since === 'approved' ? 'What changed since it was approved' : 'What changed since it was sent back'}
    </h2>
    {reason && (
      <p>
        It was sent back with: <q>{reason}</q>
      </p>
    )}
    {list.length === 0 && <p>Every word is the same; at most the layout of the text differs.</p>}
    <dl class="changes">
      {list.map((change) => (
        <Field key={change.name} change={change} />
      ))}
    </dl>
  </section>
)

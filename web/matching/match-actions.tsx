import { type DismissalReason, dismissalReasons } from '../../src/matching/schema.ts'
import { paths } from '../../src/paths.ts'
import { reasonWords } from './dismissal-words.ts'

type Props = {
  opportunity: { id: string; title: string }
  /** Where to come back to. */
  back: string
}

const pressed = dismissalReasons.filter((reason): reason is Exclude<DismissalReason, 'other'> => reason !== 'other')

/** Onto the tracker, or out of the matches with a reason. */
export const MatchActions = ({ opportunity, back }: Props) => (
  <div class="match-actions">
    <form method="post" action={paths.applications()}>
      <About {...{ opportunity, back }} />
      <button class="button" type="submit" name="state" value="saved">
        Save
        <Of {...opportunity} />
      </button>
      <button class="button" type="submit" name="state" value="applied">
        I applied
        <Of {...opportunity} />
      </button>
    </form>
    <details>
      <summary>
        Not for me
        <Of {...opportunity} />
      </summary>
      <p class="soft small">Why? It leaves your matches; the organization sees counts only, from five people on.</p>
      <form method="post" action={paths.dismissals()}>
        <About {...{ opportunity, back }} />
        {pressed.map((reason) => (
          <button key={reason} class="button" type="submit" name="reason" value={reason}>
            {reasonWords[reason]}
          </button>
        ))}
      </form>
      <form method="post" action={paths.dismissals()}>
        <About {...{ opportunity, back }} />
        <input type="hidden" name="reason" value="other" />
        <label for={`note-${opportunity.id}`}>{reasonWords.other}</label>
        <input id={`note-${opportunity.id}`} type="text" name="note" maxlength={200} required />
        <button class="button" type="submit">
          Set aside
        </button>
      </form>
    </details>
  </div>
)

const About = ({ opportunity, back }: Props) => (
  <>
    <input type="hidden" name="opportunity" value={opportunity.id} />
    <input type="hidden" name="back" value={back} />
  </>
)
const Of = ({ title }: Props['opportunity']) => <span class="visually-hidden">{`: ${title}`}</span>

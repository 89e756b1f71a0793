import { paths } from '../../src/paths.ts'
import { Field, TextArea } from '../ui/field.tsx'

/** The quick way: a link to a board that we can read, or the text itself. */
export const Prefill = ({ link = '', text = '', problem }: { link?: string; text?: string; problem?: string }) => (
  <details class="panel" open={problem !== undefined}>
    <summary>Fill it in from a link or a text</summary>
    <form method="post" action={paths.postingPrefill()} class="stack">
      <Field
        name="link"
        label="Link to it on Greenhouse, Lever, Ashby or Workable"
        value={link}
        error={problem}
        maxlength={2000}
      />
      <TextArea
        name="text"
        label="Or its text"
        rows={5}
        value={text}
        hint="We guess title, place, hours, deadline and link."
      />
      <p>
        <button class="button" type="submit">
          Fill it in
        </button>
      </p>
    </form>
  </details>
)

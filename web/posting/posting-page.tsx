import type { Issue } from '../../src/errors.ts'
import type { ReadCommitment } from '../../src/opportunities/posting/hours.ts'
import { isField, labels } from '../../src/opportunities/posting/schema.ts'
import type { Typed } from '../../src/opportunities/schema.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Differences } from './differences.tsx'
import type { Filled } from './form-parts.tsx'
import { Poster, type PosterProps } from './poster-section.tsx'
import { Prefill } from './prefill.tsx'
import { Applying, Dates, Pay, What, WhenAsked, Where, Who } from './sections.tsx'

/** What goes along with a form: which opportunity it is, and from what it was begun. */
export type Control = { id: string; base: string; version: number; stamp: string }

export type PostingProps = {
  form: Filled
  control: Control
  poster: PosterProps
  /** How the time typed is understood. */
  time: ReadCommitment
  action: string
  /** Nothing was typed yet: the browser may fill in what it knows. */
  fresh: boolean
  done?: 'saved' | 'filled' | 'copied'
  /** What somebody else has saved meanwhile, and where it is read. */
  theirs?: Typed
  prefill?: { link: string; text: string; problem?: string }
}

const doneWords = {
  saved: 'Saved as a draft. Only you and the members of its organization see it.',
  filled: 'Filled in as far as we could tell. Look at what is marked as guessed; everything can be changed.',
  copied: 'A new draft like the other one. Change what is different and submit it.',
}

export function PostingPage({ form, control, poster, time, action, fresh, done, theirs, prefill }: PostingProps) {
  const isNew = action === paths.newOpportunity()
  const title = isNew ? 'Post an opportunity' : 'Edit an opportunity'
  return (
    <Layout title={title} path={paths.newOpportunity()} hidden={!isNew} workspace>
      <main id="main" class="narrow posting">
        <h1>{title}</h1>
        {isNew && !form.issues.length && (
          <p class="soft">
            Five minutes. Only the kind, a title and a description or link are needed; the more you say, the better it
            is found. A moderator looks at it before it is public.
          </p>
        )}
        {done && (
          <p role="status" class="done">
            {doneWords[done]}
          </p>
        )}
        <Summary issues={form.issues} />
        {theirs && <Differences mine={form.typed} theirs={theirs} theirsAt={paths.editOpportunity(control.id)} />}
        {isNew && <Prefill {...prefill} />}
        <form
          method="post"
          action={action}
          novalidate
          data-posting={poster.who === 'visitor' ? 'visitor' : 'draft'}
          data-fresh={fresh ? '' : undefined}
        >
          <Hidden control={control} />
          {poster.who === 'visitor' && <Trap />}
          <What form={form} />
          <WhenAsked form={form} read={time} />
          <Where form={form} />
          <Who form={form} />
          <Pay form={form} />
          <Dates form={form} fresh={fresh} />
          <Applying form={form} />
          <Poster form={form} poster={poster} />
          <div class="buttons">
            <button class="button main" type="submit" name="action" value="submit">
              Submit
            </button>
            <button class="button" type="submit" name="action" value="preview">
              Preview
            </button>
            {poster.who !== 'visitor' && (
              <button class="button" type="submit" name="action" value="draft">
                Save draft
              </button>
            )}
            <span class="soft small" role="status" data-saved />
          </div>
        </form>
      </main>
    </Layout>
  )
}

export const Hidden = ({ control: { id, base, version, stamp } }: { control: Control }) => (
  <>
    <input type="hidden" name="id" value={id} />
    <input type="hidden" name="base" value={base} />
    <input type="hidden" name="version" value={String(version)} />
    {stamp && <input type="hidden" name="stamp" value={stamp} />}
  </>
)

/** People do not see it; programs that fill in everything are told by it. */
const Trap = () => (
  <p class="visually-hidden" aria-hidden="true">
    <label for="homepage">Leave this empty</label>
    <input id="homepage" name="homepage" type="text" tabindex={-1} autocomplete="off" value="" />
  </p>
)

/** Takes the focus, so that it is read first; each entry leads to its field. */
function Summary({ issues }: { issues: readonly Issue[] }) {
  if (!issues.length) return null
  const nameOf = (path: string) => (isField(path) ? labels[path] : path === 'email' ? 'Your e-mail address' : path)
  return (
    <section class="summary" tabindex={-1} autofocus aria-labelledby="to-change">
      <h2 id="to-change">{issues.length === 1 ? 'One thing to change' : `${issues.length} things to change`}</h2>
      <p class="soft small">What you typed is all there; nothing was posted yet.</p>
      <ul>
        {issues.map(({ path, message }) => (
          <li key={path + message}>
            {isField(path) || path === 'email' ? <a href={`#${path}`}>{nameOf(path)}</a> : <b>{path}</b>}: {message}
          </li>
        ))}
      </ul>
    </section>
  )
}

import { formatDay } from '../../src/calendar.ts'
import type { ListedDraft } from '../../src/opportunities/posting/queries.ts'
import type { Opportunity } from '../../src/opportunities/queries.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { AsReadersSee } from './preview-page.tsx'

export type PostedState = 'draft' | 'waiting' | 'published' | 'answered'

const headings: Record<PostedState, string> = {
  draft: 'This is still a draft',
  waiting: 'It waits for a moderator',
  published: 'It is public',
  answered: 'A moderator has answered',
}
const next: Record<PostedState, string> = {
  draft: 'It was saved, but not submitted. Open it and submit it again.',
  waiting: 'Somebody looks at it, usually within two days, and you get mail. Until then you can still change it.',
  published:
    'Readers find it on the board now. What you change in its kind, title, text, places or link, or in for whom it is, waits for a moderator again.',
  answered: 'The answer came by mail. Change what it says and submit again.',
}

type Posted = { id: string; title: string; state: PostedState; isPublic: boolean }

export const PostedPage = ({ id, title, state, isPublic }: Posted) => (
  <Layout title={headings[state]} path={paths.newOpportunity()} hidden workspace>
    <main id="main" class="narrow">
      <h1>{headings[state]}</h1>
      <section class="panel">
        <h2>{title || 'Untitled'}</h2>
        <p>{next[state]}</p>
        <p class="actions">
          {isPublic && (
            <a class="button" href={paths.opportunity(id, title)}>
              See it
            </a>
          )}
          <a class="button" href={paths.editOpportunity(id)}>
            {state === 'draft' ? 'Open it' : 'Change it'}
          </a>
        </p>
      </section>
      <form method="post" action={paths.opportunityCopies(id)} class="actions">
        <button class="button" type="submit" name="as" value="another">
          Post another like this
        </button>
        <button class="button" type="submit" name="as" value="next_year">
          Post it again for next year
        </button>
        <a class="button" href={paths.drafts()}>
          Your drafts
        </a>
      </form>
    </main>
  </Layout>
)

type Drafts = { drafts: ListedDraft[]; dayOf: (at: number) => string }

export const DraftsPage = ({ drafts, dayOf }: Drafts) => (
  <Layout title="Drafts" path={paths.newOpportunity()} hidden workspace>
    <main id="main" class="narrow">
      <h1>Drafts</h1>
      {drafts.length === 0 && <p class="soft">You have no drafts. What you begin to post is kept here.</p>}
      <ul class="lines">
        {drafts.map(({ id, title, organization, isMine, updatedAt }) => (
          <li key={id}>
            <span>
              <a href={paths.editOpportunity(id)}>{title || 'Untitled'}</a>
              <br />
              <span class="soft small">
                {[organization, isMine ? null : 'by a colleague', `saved on ${formatDay(dayOf(updatedAt))}`]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <form method="post" action={paths.draftRemoval(id)}>
              <button class="button" type="submit" aria-label={`Delete ${title || 'Untitled'}`}>
                Delete
              </button>
            </form>
          </li>
        ))}
      </ul>
      <p>
        <a class="button main" href={paths.newOpportunity()}>
          Post an opportunity
        </a>
      </p>
    </main>
  </Layout>
)

/** The same for every address. */
export const AskedToConfirmPage = () => (
  <Layout title="Look into your mail" hidden>
    <main id="main" class="narrow">
      <h1>Look into your mail</h1>
      <p>
        If this address can get mail from us, a link is on its way. It shows what you wrote once more; one press
        confirms it. The link works for seven days.
      </p>
      <p class="soft">
        Then a moderator looks at it, usually within two days, and it goes on the board. No mail after a few minutes?
        Look into the spam folder, or go back and submit again.
      </p>
    </main>
  </Layout>
)

type Confirm = { opportunity: Opportunity; now: number; origin: string }

/** What the mailed link opens. Opening does nothing; the press confirms. */
export const ConfirmPostingPage = (shown: Confirm) => (
  <AsReadersSee {...shown}>
    <p>
      <b>This is what you wrote.</b> Confirming submits it for {shown.opportunity.organization.name} and makes an
      account for your address if there is none. A moderator looks at it before it is public.
    </p>
    <form method="post">
      <button class="button main" type="submit">
        Confirm and submit
      </button>
    </form>
  </AsReadersSee>
)

type Confirmed = { state: 'submitted' | 'kept'; id: string; isPublic: boolean }

export const ConfirmedPage = ({ state, id, isPublic }: Confirmed) => {
  const heading = state === 'kept' ? 'It is kept as a draft' : isPublic ? 'It is public' : 'It waits for a moderator'
  return (
    <Layout title={heading} hidden>
      <main id="main" class="narrow">
        <h1>{heading}</h1>
        <p>
          {state === 'kept'
            ? 'It could not be submitted just now. Sign in: it is among your drafts.'
            : isPublic
              ? 'Readers find it on the board now.'
              : 'Somebody looks at it, usually within two days, and you get mail. Then readers find it on the board.'}
        </p>
        <p>You are not signed in by this. Sign in with the same address to change it or see how it does.</p>
        <p>
          <a class="button main" href={paths.signIn(paths.editOpportunity(id))}>
            Sign in
          </a>
        </p>
      </main>
    </Layout>
  )
}

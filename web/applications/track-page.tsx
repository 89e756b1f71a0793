import type { Known } from '../../src/applications/queries.ts'
import type { State } from '../../src/applications/schema.ts'
import { formatDay } from '../../src/calendar.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { leftWords, ofWhom, PublicTitle } from './opportunity-line.tsx'
import { type Sent, SentFields } from './sent-fields.tsx'
import { moveWords, stateNames } from './words.ts'

type Props = Known & {
  /** The state that the link means; null where it leaves the choice. */
  wanted: State | null
  sent: Sent
  now: number
}

const headings: Partial<Record<State, string>> = {
  saved: 'Save it to your applications?',
  applied: 'Have you applied?',
}

/** What a link on a public page or in a mail opens: one press says it. Nothing happens before. */
export function TrackPage({ opportunity: o, tracked, wanted, sent, now }: Props) {
  const left = leftWords(o, now)
  const isThere = tracked !== null && (wanted === null || tracked.state === wanted)
  const title = isThere ? 'It is among your applications' : (headings[wanted ?? 'saved'] ?? 'How does it stand?')
  return (
    <Layout title={title} path={paths.me()} own={paths.applications()} hidden workspace>
      <main id="main" class="narrow">
        <h1>{title}</h1>
        <div class="panel">
          <p>
            <b>
              <PublicTitle opportunity={o} />
            </b>
            <br />
            <span class="soft">{ofWhom(o)}</span>
          </p>
          {left && <p class={left.soon ? 'soon' : 'soft'}>{left.text}</p>}
          {tracked && (
            <p>
              {'It stands at '}
              <b>{stateNames[tracked.state]}</b>
              {` since ${formatDay(tracked.since)}. `}
              <a href={paths.ownApplication(tracked.id)}>Notes and history</a>
            </p>
          )}
          {!isThere && (
            <form method="post" action={paths.applications()}>
              <input type="hidden" name="opportunity" value={o.opportunityId} />
              {tracked && <input type="hidden" name="version" value={tracked.version} />}
              <SentFields sent={sent} />
              <p class="actions">
                {wanted === null ? (
                  <>
                    <Button state="saved" text="Save it" main />
                    <Button state="applied" text="I have applied" />
                  </>
                ) : (
                  <Button state={wanted} text={wanted === 'saved' ? 'Save it' : moveWords[wanted]} main />
                )}
              </p>
            </form>
          )}
          <p class="soft small">
            Only you see your applications. We remind you of the deadline, and you can turn that off.
          </p>
        </div>
        {isThere && (
          <p>
            <a href={paths.applications()}>All your applications</a>
          </p>
        )}
      </main>
    </Layout>
  )
}

const Button = ({ state, text, main }: { state: State; text: string; main?: boolean }) => (
  <button class={main ? 'button main' : 'button'} type="submit" name="state" value={state}>
    {text}
  </button>
)

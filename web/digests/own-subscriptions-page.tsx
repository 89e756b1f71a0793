import { kindWords } from '../../src/digests/naming.ts'
import type { Offer, OwnMail } from '../../src/digests/own-subscriptions.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Done } from '../ui/done.tsx'
import { stateWords, suppressedWords } from './about.tsx'

type Props = OwnMail & { zone: string; now: number; done: string; error?: string }

const doneWords = { started: 'It is set up. What stands there now counts as known to you.' }

/** All mail somebody gets, and what else they may have. */
export const OwnSubscriptionsPage = ({ own, offers, suppressed, zone, now, done, error }: Props) => (
  <Layout title="Mail" path={paths.me()} own={paths.ownSubscriptions()} hidden workspace>
    <main id="main" class="narrow">
      <h1>Mail</h1>
      <Done done={done} words={doneWords} />
      {error && (
        <p role="alert" class="error">
          Nothing was set up: {error}
        </p>
      )}
      {suppressed && <p class="flag">{suppressedWords(suppressed, zone)}</p>}
      <section class="panel">
        <h2>What you get</h2>
        {own.length === 0 && <p class="soft">Nothing so far.</p>}
        <ul class="lines">
          {own.map((mail) => (
            <Line key={mail.subscription.id} mail={mail} now={now} />
          ))}
        </ul>
      </section>
      {offers.length > 0 && (
        <section class="panel">
          <h2>What else you can have</h2>
          <ul class="lines">
            {offers.map((offer) => (
              <Offered key={offer.kind + offer.subject} offer={offer} zone={zone} />
            ))}
          </ul>
          <p class="soft small">
            Every week on Monday at 8:00 to begin with; only what is new, and no mail when nothing is.
          </p>
        </section>
      )}
      <p>
        <a href={paths.board()}>Search the board</a> and press “Mail me this search” to get a search by mail.
      </p>
    </main>
  </Layout>
)

const Line = ({ mail, now }: { mail: OwnMail['own'][number]; now: number }) => {
  const { subscription, words, token, standing } = mail
  const said = capital(subscription.kind === 'search' ? `search: ${words}` : words)
  return (
    <li>
      <span>
        <b>{said}</b>
        <br />
        <span class="soft small">
          {standing.suppressed && !standing.lapse
            ? 'Stopped: see above.'
            : stateWords(subscription, { ...standing, suppressed: null }, now)}
        </span>
      </span>
      <div class="actions">
        <a class="button" href={paths.subscription(token)}>
          Change
          <span class="visually-hidden">{`: ${said}`}</span>
        </a>
        <a class="button" href={paths.subscriptionMails(token)}>
          Mails that came
          <span class="visually-hidden">{`: ${said}`}</span>
        </a>
        <a class="button" href={paths.subscription(token, 'pause=4w')}>
          Pause
          <span class="visually-hidden">{`: ${said}`}</span>
        </a>
        <form method="post" action={paths.unsubscribe(token)}>
          <button class="button" type="submit">
            Unsubscribe
            <span class="visually-hidden">{`: ${said}`}</span>
          </button>
        </form>
      </div>
    </li>
  )
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const why: Record<Offer['kind'], string> = {
  matches: 'what fits the profile you keep here, with why',
  talent: 'who could fill it and lets organizations see them, without names',
  group: 'landings, records that grow old, surveys that are due',
}

const Offered = ({ offer: { kind, subject, name }, zone }: { offer: Offer; zone: string }) => (
  <li>
    <span>
      <b>{capital(kindWords(kind, name))}</b>
      <br />
      <span class="soft small">{why[kind]}</span>
    </span>
    <form method="post" action={paths.ownSubscriptions()}>
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="subject" value={subject} />
      <input type="hidden" name="zone" value={zone} data-zone />
      <button class="button" type="submit">
        Mail me this
        <span class="visually-hidden">{`: ${kindWords(kind, name)}`}</span>
      </button>
    </form>
  </li>
)

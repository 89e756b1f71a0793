import { dayIn, formatDay } from '../../src/calendar.ts'
import type { Gone, SentDigest, SentMail } from '../../src/digests/archive.ts'
import type { Subscription } from '../../src/digests/queries.ts'
import { MAIL_KEPT_DAYS, periodInPath } from '../../src/digests/schema.ts'
import type { Standing } from '../../src/digests/standing.ts'
import { paths } from '../../src/paths.ts'
import type { Mail } from '../emails/mail.tsx'
import { Layout } from '../layout.tsx'
import { Letter } from '../ui/letter.tsx'
import { About, StateOf } from './about.tsx'

type Asked = { subscription: Subscription; words: string; token: string }

const Back = ({ token }: { token: string }) => (
  <p class="soft small">
    <a href={paths.subscription(token)}>← Your subscription</a>
  </p>
)

type Preview = Asked & { standing: Standing; mail: Mail | null; now: number }

/** What the next mail would hold if it went now. */
export const PreviewPage = ({ subscription, words, token, standing, mail, now }: Preview) => (
  <Layout title="The next mail" hidden workspace>
    <main id="main" class="narrow letter-of">
      <Back token={token} />
      <h1>The next mail, as it stands now</h1>
      <p>
        <About subscription={subscription} words={words} standing={standing} />.
      </p>
      <StateOf subscription={subscription} standing={standing} now={now} />
      {mail ? (
        <>
          <h2>{mail.subject}</h2>
          <p>
            <a class="button" href={paths.subscriptionPreviewHtml(token)}>
              As it looks in a mail program
            </a>
          </p>
          <Letter text={mail.text} />
        </>
      ) : (
        <p class="flag">Nothing is new to you at the moment, so nothing would be sent.</p>
      )}
    </main>
  </Layout>
)

/** What tells of people is not shown again, for as long as they may change their minds. */
const keptWords = ({ kind }: Subscription) =>
  kind === 'talent' || kind === 'group'
    ? 'These mails tell of other people, who may change their minds later: here stands that they came, and what they said is in your mailbox alone.'
    : `Mails can be read here for ${MAIL_KEPT_DAYS} days. After that only the day they came is kept.`

const listWords = (gone: Gone) =>
  gone === 'old' ? 'A mail that is not kept any more' : 'A mail that is not shown any more'

const dayOf = (at: number | null, zone: string) => formatDay(dayIn(at ?? 0, zone))

type Sent = Asked & { mails: SentDigest[]; next: number | null }

/** The mails that came from one subscription, newest first. */
export const SentMailsPage = ({ subscription, words, token, mails, next }: Sent) => (
  <Layout title="Mails that came" hidden workspace>
    <main id="main" class="narrow letter-of">
      <Back token={token} />
      <h1>Mails that came</h1>
      <p>
        <About subscription={subscription} words={words} />.
      </p>
      <p class="soft small">{keptWords(subscription)}</p>
      {mails.length === 0 && <p class="soft">None yet. No mail comes where nothing is new.</p>}
      <ol class="list">
        {mails.map(({ period, subject, sentAt, gone }) => (
          <li key={period} class="kept">
            <a href={paths.subscriptionMail(token, periodInPath(period))}>{subject ?? listWords(gone)}</a>
            <span class="soft">{dayOf(sentAt, subscription.zone)}</span>
          </li>
        ))}
      </ol>
      {next !== null && (
        <p>
          <a class="button" href={`${paths.subscriptionMails(token)}?before=${next}`}>
            Older ones
          </a>
        </p>
      )}
      <p class="soft small">
        These are the mails of this one subscription: a link from a mail may be passed on, so it opens no others.{' '}
        <a href={paths.ownSubscriptions()}>Sign in to see all that is mailed to your address</a>.
      </p>
    </main>
  </Layout>
)

/** One of them, as it was sent. */
export const SentMailPage = ({ subscription, token, mail }: Omit<Asked, 'words'> & { mail: SentMail }) => (
  <Layout title={mail.subject ?? 'Mail'} hidden workspace>
    <main id="main" class="narrow letter-of">
      <p class="soft small">
        <a href={paths.subscriptionMails(token)}>← Mails that came</a>
      </p>
      <h1>{mail.subject ?? 'Not shown any more'}</h1>
      <p class="soft">{`Sent on ${dayOf(mail.sentAt, subscription.zone)}`}</p>
      {mail.text === null ? (
        <p class="flag">{mail.gone && goneWords[mail.gone]}</p>
      ) : (
        <>
          <p>
            <a class="button" href={paths.subscriptionMailHtml(token, periodInPath(mail.period))}>
              As it looked in a mail program
            </a>
          </p>
          <Letter text={mail.text} />
        </>
      )}
    </main>
  </Layout>
)

const goneWords: Record<NonNullable<Gone>, string> = {
  old: `Mails are kept for ${MAIL_KEPT_DAYS} days, and this one is older. You may have it in your mailbox still.`,
  'taken down':
    'Something in this mail was taken down since, so it is not shown here. The rest of it stands on the board where it is still open.',
  'of others':
    'This mail told of other people. It is not shown again, for they may have changed their minds since; you have it in your mailbox.',
}

import { isoInstant } from '../../src/calendar.ts'
import type { OutboxMail } from '../../src/mail/queries.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Letter } from '../ui/letter.tsx'

/** Mail that was kept instead of sent, for development. */
export const DevMailPage = ({ mails }: { mails: OutboxMail[] }) => (
  <Layout title="Kept mail" hidden>
    <main id="main" class="narrow">
      <h1>Mail kept instead of sent</h1>
      {mails.length === 0 && <p>Nothing has been mailed yet.</p>}
      <ol class="list">
        {mails.map((mail) => (
          <li key={mail.id} class="kept">
            <a href={paths.devMailMessage(mail.id)}>{mail.subject}</a>
            <span class="soft">{`to ${mail.recipient} · ${isoInstant(mail.sentAt)}`}</span>
          </li>
        ))}
      </ol>
    </main>
  </Layout>
)

export const DevMailMessagePage = ({ mail }: { mail: OutboxMail }) => (
  <Layout title={mail.subject} hidden>
    <main id="main" class="narrow">
      <p class="soft">{`from ${mail.sender} to ${mail.recipient} · ${isoInstant(mail.sentAt)}`}</p>
      <h1>{mail.subject}</h1>
      <p>
        <a class="button" href={`${paths.devMailMessage(mail.id)}/html`}>
          As HTML
        </a>
      </p>
      <Letter text={mail.bodyText} />
      <h2>Headers</h2>
      <pre class="letter">
        {Object.entries(mail.headers)
          .map(([name, value]) => `${name}: ${value}`)
          .join('\n')}
      </pre>
    </main>
  </Layout>
)

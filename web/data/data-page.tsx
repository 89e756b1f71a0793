import { dayIn, formatDay } from '../../src/calendar.ts'
import { paths } from '../../src/paths.ts'
import { type Purpose, purposes, WORDS_VERSION } from '../../src/profiles/schema.ts'
import type { SeenByOrganizations, SeenByPublic } from '../../src/profiles/seen.ts'
import { Card } from '../introductions/talent-card.tsx'
import { Layout } from '../layout.tsx'
import { StatedFacts } from '../profiles/stated-facts.tsx'
import { consentWords } from './consent-words.ts'

type Seen = { organizations: SeenByOrganizations; everybody: SeenByPublic }

type Props = {
  personId: string
  seen: Seen
  /** Since when each purpose is allowed. */
  given: Partial<Record<Purpose, number>>
  /** Whether anything was stated yet. */
  isStated: boolean
  /** What was switched just now. */
  done?: Purpose
  error?: string
}

export const DataPage = ({ personId, seen, given, isStated, done, error }: Props) => (
  <Layout title="Your data" path={paths.me()} own={paths.personalData()} hidden workspace>
    <main id="main" class="narrow">
      <h1>Your data</h1>
      {error && (
        <p role="alert" class="error">
          Nothing was changed. {error}
        </p>
      )}
      <p>
        What you state in <a href={paths.profile()}>your profile</a> is yours. It serves your matches, and nobody else
        sees it, unless you allow that here: each purpose for itself. A change holds at once. Whether you need a visa or
        pay is shown to nobody.
      </p>
      {!isStated && (
        <p class="flag">
          Your profile is empty so far, so there is nothing that others could see.{' '}
          <a href={paths.profile()}>Start your profile</a>.
        </p>
      )}
      {purposes.map((purpose) => (
        <Consent key={purpose} {...{ purpose, personId, seen }} since={given[purpose]} isNew={done === purpose} />
      ))}
      <section class="panel">
        <h2>What groups hold</h2>
        <p>A group whose program you took part in may keep a record of you. See it, claim it, or object.</p>
        <p>
          <a class="button" href={paths.ownRecords()}>
            Groups that hold a record of you
          </a>
        </p>
      </section>
      <section class="panel">
        <h2>Download</h2>
        <p>All that the service holds of you. Files for programs are JSON, for spreadsheets CSV.</p>
        <p class="actions">
          <a class="button" href={paths.dataExport('json')} download>
            Download as JSON
          </a>
          <a class="button" href={paths.dataExport('csv')} download>
            Download as CSV
          </a>
        </p>
      </section>
      <section class="panel">
        <h2>Erase</h2>
        <p>Your account and what belongs to it, for good. The next page says what goes and what stays.</p>
        <p>
          <a class="button" href={paths.erasure()}>
            Erase my account …
          </a>
        </p>
      </section>
    </main>
  </Layout>
)

type ConsentProps = Pick<Props, 'personId' | 'seen'> & { purpose: Purpose; since: number | undefined; isNew: boolean }

function Consent({ purpose, personId, seen, since, isNew }: ConsentProps) {
  const { title, who, what } = consentWords[purpose]
  const isOn = since !== undefined
  const state = isOn ? `Allowed since ${formatDay(dayIn(since, 'UTC'))}` : 'Not allowed'
  return (
    <section class="panel consent" id={purpose} aria-labelledby={`${purpose}-title`}>
      <div class="switching">
        <h2 id={`${purpose}-title`}>{title}</h2>
        <form method="post" action={paths.consents()}>
          <input type="hidden" name="purpose" value={purpose} />
          <input type="hidden" name="words" value={WORDS_VERSION} />
          <button
            id={`${purpose}-switch`}
            class="switch"
            type="submit"
            name="allow"
            value={isOn ? 'no' : 'yes'}
            role="switch"
            aria-checked={isOn}
            aria-labelledby={`${purpose}-title ${purpose}-switch`}
            aria-describedby={`${purpose}-state`}
          >
            {isOn ? 'On' : 'Off'}
          </button>
        </form>
      </div>
      <p id={`${purpose}-state`} class={isNew ? 'done' : 'soft small'} role={isNew ? 'status' : undefined}>
        {isNew && !isOn ? 'Withdrawn: nobody sees it any more.' : `${state}.`}
      </p>
      <p>
        <b>{who}</b> {what}
      </p>
      <Beside {...{ purpose, personId, seen, isOn }} />
    </section>
  )
}

type BesideProps = Pick<ConsentProps, 'purpose' | 'personId' | 'seen'> & { isOn: boolean }

/** What others see, or would see. */
function Beside({ purpose, personId, seen, isOn }: BesideProps) {
  switch (purpose) {
    case 'groups':
      return <p class="soft">Of your profile: your name, and what the public page below shows.</p>
    case 'organizations':
      return (
        <div class="seen">
          <Card seen={seen.organizations} name="Somebody who fits" />
        </div>
      )
    case 'public_page':
      return (
        <>
          <div class="seen">
            <h3>{seen.everybody.name || 'Somebody'}</h3>
            <StatedFacts seen={seen.everybody} />
          </div>
          {isOn && (
            <p>
              <a href={paths.person(personId)}>See your public page</a>
            </p>
          )}
        </>
      )
    default:
      return <p class="soft">Nothing of your profile is shown for this.</p>
  }
}

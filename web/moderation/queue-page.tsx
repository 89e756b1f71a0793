import type { DecisionRow } from '../../src/moderation/queries.ts'
import type { Ages, Waiting } from '../../src/moderation/queue.ts'
import type { LookAlike } from '../../src/organizations/look-alikes.ts'
import { paths } from '../../src/paths.ts'
import { say } from '../../src/search/naming.ts'
import { Layout } from '../layout.tsx'
import { Field } from '../ui/field.tsx'
import { Decided, DecidedLately } from './decided.tsx'
import { ModerationKeysHelp } from './keys-help.tsx'
import { StaffLinks } from './staff-links.tsx'
import { authorWords, historyWords, OrganizationBadges } from './standing.tsx'
import { ageWords, isOld } from './when.tsx'

type Props = {
  queue: Waiting[]
  ages: Ages
  /** Of organizations that nobody has vouched for, by id. */
  lookAlikes: Map<string, LookAlike[]>
  decided: DecisionRow | null
  /** Those that can still be undone. */
  lately: DecisionRow[]
  now: number
  typed?: string
  error?: string
}

export const QueuePage = ({ queue, ages, lookAlikes, decided, lately, now, typed = '', error }: Props) => (
  <Layout title="Queue" hidden workspace>
    <main id="main" class="desk">
      <StaffLinks path={paths.moderation()} />
      {decided && <Decided decided={decided} />}
      <div class="heading">
        <h1>{agesWords(ages, now)}</h1>
        <ModerationKeysHelp />
      </div>
      {queue.length === 0 ? (
        <p>
          Nothing waits. What readers report is under <a href={paths.moderationReports()}>Reports</a>.
        </p>
      ) : (
        <ol class="queue">
          {queue.map((waiting) => (
            <Row key={waiting.id} waiting={waiting} like={lookAlikes.get(waiting.organizationId) ?? []} now={now} />
          ))}
        </ol>
      )}
      {ages.count > queue.length && <p class="soft">{`${ages.count - queue.length} more come after these.`}</p>}
      <DecidedLately lately={lately} now={now} />
      <form method="get" action={paths.moderationLookup()} class="filters">
        <Field name="q" label="Look up by id or address of a page" value={typed} error={error} />
        <button class="button" type="submit">
          Look up
        </button>
      </form>
    </main>
  </Layout>
)

/** "12 waiting, oldest 3 days, 2 over a day". */
function agesWords({ count, oldestAt, overADay }: Ages, now: number): string {
  if (!count || oldestAt === null) return 'Nothing waiting'
  return [
    `${count} waiting`,
    `oldest ${ageWords(now - oldestAt)}`,
    ...(overADay ? [`${overADay} over a day`] : []),
  ].join(', ')
}

const Row = ({ waiting: w, like, now }: { waiting: Waiting; like: LookAlike[]; now: number }) => (
  <li>
    <h2>
      <a href={paths.revision(w.id)} data-row>
        {w.title}
      </a>
    </h2>
    <span class={isOld(now - w.submittedAt) ? 'age soon' : 'age soft'}>{ageWords(now - w.submittedAt)}</span>
    <p class="small">
      <span class="kind">{say(w.kind)}</span>
      {w.isEdit === 1 && <span class="kind">edit</span>} {w.organizationName}
      <OrganizationBadges {...w} />
      <span class="soft">
        {' '}
        · {historyWords(w)} · by {authorWords(w)}
      </span>
      <Warnings waiting={w} like={like} />
    </p>
  </li>
)

function Warnings({ waiting: w, like }: { waiting: Waiting; like: LookAlike[] }) {
  const words = [
    like.length > 0 && `looks like ${like.map(({ name }) => name).join(', ')}`,
    w.reports > 0 && `${w.reports} open ${w.reports === 1 ? 'report' : 'reports'}`,
    w.authorIsSuspended === 1 && 'its author is suspended',
  ].filter((text) => text !== false)
  return <>{words.length > 0 && <b class="warning"> · {words.join(' · ')}</b>}</>
}

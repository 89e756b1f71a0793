import { formatDay } from '../../src/calendar.ts'
import { describeShare, fteActive, fteYear } from '../../src/commitment.ts'
import type { Beside } from '../../src/matching/beside.ts'
import type { Opportunity } from '../../src/opportunities/queries.ts'
import type { ClosingReason } from '../../src/opportunities/schema.ts'
import { paths } from '../../src/paths.ts'
import { facetValueName } from '../../src/search/naming.ts'
import { skillById } from '../../src/taxonomy/terms.ts'
import { Layout } from '../layout.tsx'
import { Time } from '../ui/year-strip.tsx'
import { agoWords, copyLine, deadlineInFull, deadlineWords, languageName, payWords, placeWords, say } from './words.ts'

type Props = Beside & {
  opportunity: Opportunity
  closed: ClosingReason | null
  /** Structured data for search engines; none once it is closed. */
  jobPosting: object | null
  now: number
  origin: string
}

export function OpportunityPage({ opportunity: o, closed, jobPosting, similar, trainings, now, origin }: Props) {
  return (
    <Layout
      title={o.title}
      description={o.summary || `${say(o.kind)} at ${o.organization.name}`}
      canonical={origin + paths.opportunity(o.id, o.title)}
      hidden={Boolean(closed)}
      head={jobPosting && <StructuredData value={jobPosting} />}
    >
      <div class="sheet">
        <main id="main">
          <p class="soft">
            {[o.organization.name, say(o.kind), ...o.workGroups.map(say)].join(' · ')}
            {o.example && <span class="kind example">example</span>}
          </p>
          <h1>{o.title}</h1>
          {closed && <ClosedNotice opportunity={o} reason={closed} />}
          <Facts opportunity={o} now={now} />
          {!closed && <Actions opportunity={o} origin={origin} />}
          <div class="prose">
            <Skills opportunity={o} />
            {o.bodyHtml && <Body html={o.bodyHtml} />}
            {o.validation && (
              <>
                <h2>How the project was validated</h2>
                <p>{o.validation}</p>
              </>
            )}
          </div>
          <p class="soft small">{provenance(o, now)}</p>
          {!closed && <ReportClosed id={o.id} />}
          {!closed && <CopyLine opportunity={o} />}
        </main>
        <aside aria-label="Beside it">
          <div class="panel">
            <h2>{o.organization.name}</h2>
            {o.organization.website && (
              <p>
                <a href={o.organization.website} rel="nofollow noopener">
                  {new URL(o.organization.website).hostname.replace(/^www\./, '')}
                </a>
              </p>
            )}
            <p>
              <a href={paths.board(`org=${o.organization.id}`)}>All that it has open</a>
            </p>
          </div>
          <Trainings trainings={trainings} />
          <Similar similar={similar} />
        </aside>
      </div>
    </Layout>
  )
}

const reasons: Record<ClosingReason, string> = {
  filled: 'It has been filled',
  withdrawn: 'It has been taken down by those who posted it',
  expired: 'The deadline has passed',
  unreachable: 'Nobody answered whether it is still open',
}

const ClosedNotice = ({ opportunity: o, reason }: { opportunity: Opportunity; reason: ClosingReason }) => (
  <p class="flag" role="status">
    {`Closed. ${reasons[reason]}${reason === 'expired' && o.closesOn ? ` (${formatDay(o.closesOn)})` : ''}.`}
  </p>
)

const percent = (value: number) => String(Math.round(value * 1000) / 1000)

/** Both figures, always: while active, and over a year. */
function shareWords(o: Opportunity): string {
  const [active, year] = [fteActive(o.commitment), fteYear(o.commitment)]
  const share = describeShare(o.commitment)
  if (active === null || year === null) return share
  return [share, `${percent(active)} FTE while active`, `${percent(year)} over a year`].filter(Boolean).join(' · ')
}

/** Days left with the day in full; far away the day alone. */
function applyWords(o: Opportunity, now: number) {
  const { text } = deadlineWords(o, now)
  const full = deadlineInFull(o)
  return full && text.includes(formatDay(o.closesOn ?? '')) ? { value: full } : { value: text, note: full }
}

function Facts({ opportunity: o, now }: { opportunity: Opportunity; now: number }) {
  const facts: { name: string; value: string; note?: string | null }[] = [
    { name: 'Place', value: placeWords(o), note: o.zoneFence },
    { name: 'Pay', value: payWords(o.pay), note: o.pay.min !== null && o.pay.kind === 'stipend' ? 'stipend' : null },
    { name: 'Apply', ...applyWords(o, now) },
  ]
  const optional: [string, string | null][] = [
    ['Starts', o.startsOn && formatDay(o.startsOn)],
    ['Level', o.level && say(o.level)],
    ['Degree', o.degree && (o.degree === 'none' ? 'none asked' : say(o.degree))],
    ['Visa support', o.visa === 'unknown' ? null : o.visa],
    ['Relocation help', o.relocation === 'unknown' ? null : o.relocation],
    ['Languages', o.languages.map(languageName).join(', ') || null],
    ['Seats', o.seats ? String(o.seats) : null],
    ['For', o.audiences.map(say).join(', ') || null],
  ]
  for (const [name, value] of optional) if (value) facts.push({ name, value })
  return (
    <dl class="facts">
      <div>
        <dt>Time</dt>
        <dd>
          <Time commitment={o.commitment} startsOn={o.startsOn} />
          <small>{shareWords(o)}</small>
        </dd>
      </div>
      {facts.map(({ name, value, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {note && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

const Actions = ({ opportunity: o, origin }: { opportunity: Opportunity; origin: string }) => {
  const url = origin + paths.opportunity(o.id, o.title)
  const passOn = new URLSearchParams({ subject: o.title, body: `${o.title}, ${o.organization.name}\n${url}` })
  return (
    <p class="actions">
      {o.applyUrl && (
        <a class="button main" href={o.applyUrl} rel="nofollow noopener">
          {`Apply at ${new URL(o.applyUrl).hostname.replace(/^www\./, '')}`}
        </a>
      )}
      {(o.closesOn || o.opensOn) && (
        <a class="button" href={paths.deadline(o.id)}>
          Deadline to calendar
        </a>
      )}
      <a class="button" href={`mailto:?${passOn.toString().replaceAll('+', '%20')}`}>
        Pass it on
      </a>
    </p>
  )
}

const ReportClosed = ({ id }: { id: string }) => (
  <form method="post" action={paths.report(id)} class="small">
    <button class="quiet" type="submit" name="reason" value="closed">
      Report as closed
    </button>{' '}
    <button class="quiet" type="submit" name="reason" value="broken_link">
      The link is broken
    </button>
  </form>
)

/** One line to paste into a chat or a table. */
const CopyLine = ({ opportunity: o }: { opportunity: Opportunity }) => (
  <p class="field small">
    <label for="copy-line">To copy</label>
    <input id="copy-line" type="text" readonly value={copyLine(o)} />
  </p>
)

const Similar = ({ similar }: Pick<Props, 'similar'>) =>
  similar.length > 0 && (
    <div class="panel">
      <h2>Like this one</h2>
      {similar.map((o) => (
        <p key={o.id}>
          <a href={paths.opportunity(o.id, o.title)}>{o.title}</a>{' '}
          <span class="soft small">
            {say(o.kind)} · {o.organization.name}
          </span>
        </p>
      ))}
    </div>
  )

const Trainings = ({ trainings }: Pick<Props, 'trainings'>) =>
  trainings.length > 0 && (
    <div class="panel">
      <h2>Learn what it asks</h2>
      {trainings.map(({ skill, training }) => (
        <p key={skill}>
          {skillName(skill)}: <a href={paths.opportunity(training.id, training.title)}>{training.title}</a>
        </p>
      ))}
    </div>
  )

/** A data block, which no browser runs; `<` is escaped so that no text can end it. */
const StructuredData = ({ value }: { value: object }) => (
  <script
    type="application/ld+json"
    dangerouslySetInnerHTML={{ __html: JSON.stringify(value).replaceAll('<', '\\u003c') }}
  />
)

/** Safe since it was written: Markdown rendered without raw HTML, foreign HTML sanitised. */
const Body = ({ html }: { html: string }) => <div class="body" dangerouslySetInnerHTML={{ __html: html }} />

const skillName = (id: string) => skillById.get(id)?.name ?? id
const names = (ids: string[]) => ids.map(skillName).join(', ')

function Skills({ opportunity: o }: { opportunity: Opportunity }) {
  const must = o.skills.filter((skill) => skill.must).map((skill) => skill.id)
  const nice = o.skills.filter((skill) => !skill.must).map((skill) => skill.id)
  const rows: [string, string][] = [
    ['Needs', names(must)],
    ['Good to have', names(nice)],
    ['Professions', o.professions.map((id) => facetValueName('profession', id)).join(', ')],
    ['Side', o.sides.map(say).join(' and ')],
    ['Teaches', names(o.teaches)],
  ]
  const stated = rows.filter(([, value]) => value)
  if (!stated.length) return null
  return (
    <dl class="needs">
      {stated.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function provenance(o: Opportunity, now: number): string {
  const parts = [`Published ${agoWords(o.publishedAt, now)}`]
  parts.push(o.verifiedOn ? `verified ${agoWords(Date.parse(o.verifiedOn), now)}` : 'not verified since')
  if (o.source) parts.push(`from ${o.source}`)
  return parts.join(' · ')
}

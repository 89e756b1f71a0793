import { formatDay } from '../../src/calendar.ts'
import { describeCommitment } from '../../src/commitment.ts'
import type { Issue } from '../../src/errors.ts'
import type { GroupLanding, OutcomeCount, ProgramCredit, Waiting } from '../../src/outcomes/queries.ts'
import { type LandingState, outcomes, states } from '../../src/outcomes/schema.ts'
import { paths } from '../../src/paths.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { Done } from '../ui/done.tsx'
import { Field, Select } from '../ui/field.tsx'
import { outcomeNames } from './words.ts'

const done = {
  recorded: 'The landing is recorded.',
  saved: 'The landing is saved.',
  removed: 'The landing is removed.',
  verified: 'It is verified.',
  unverified: 'It is no longer verified.',
  answered: 'The answers are noted.',
}

type Group = { id: string; name: string; example: boolean }
type Named = { id: string; name: string }
type Props = {
  group: Group
  page: GroupLanding[]
  total: number
  next: string | null
  counts: OutcomeCount[]
  waiting: Waiting[]
  credits: ProgramCredit[]
  overlap: number | null
  programs: Named[]
  filter: { state: LandingState | null; programId: string | null }
  today: string
  typed?: { outcome: string; on: string; participants: string[] }
  issues?: Issue[]
  done?: string
}

const stateNames: Record<LandingState, string> = {
  current: 'Going on',
  ended: 'Ended',
  unverified: 'Not verified',
}

const shareOf = (hundredths: number) => String(hundredths / 100)
const fte = (share: number | null) => (share === null ? 'FTE not known' : `${Math.round(share * 100) / 100} FTE`)

/** "from 1 Apr 2026, 20 h a week, 0.5 FTE". */
function termsOf({ startsOn, endedOn, commitment, fteActive }: GroupLanding): string {
  const when = startsOn && `from ${formatDay(startsOn)}${endedOn ? ` to ${formatDay(endedOn)}` : ''}`
  const time = commitment && describeCommitment(commitment)
  return [when, time, fteActive === null ? null : fte(fteActive)].filter(Boolean).join(', ')
}

function Line({ group, landing }: { group: Group; landing: GroupLanding }) {
  const {
    title,
    organizationName,
    participant,
    credits,
    verifiedAt,
    isOwn,
    applied,
    outcome,
    evidenceUrl,
    checkedInOn,
  } = landing
  const what = [title, organizationName].filter(Boolean).join(', ') || 'A landing of somebody who was erased'
  return (
    <li>
      <span>
        <b>{participant || 'Somebody who was erased'}</b>: {what}{' '}
        <span class={verifiedAt === null ? 'state' : 'state on'}>
          {verifiedAt === null ? 'not verified' : 'verified'}
        </span>
        <br />
        {[termsOf(landing), outcome && outcomeNames[outcome]].filter(Boolean).join(', ')}
        <br />
        <span class="soft small">
          {[
            isOwn ? 'Their own word, shared with you' : null,
            checkedInOn ? `Said at a check-in on ${formatDay(checkedInOn)}` : null,
            applied ? 'through an application tracked here' : null,
            credits.length
              ? `credited to ${credits.map(({ program, share }) => `${program} ${shareOf(share)}`).join(', ')}`
              : 'credited to no program',
          ]
            .filter(Boolean)
            .join('; ')}
          .{' '}
          {evidenceUrl && (
            <a href={evidenceUrl} rel="nofollow noopener">
              Evidence<span class="visually-hidden">{` of ${what}`}</span>
            </a>
          )}
        </span>
      </span>
      <a class="button" href={paths.groupLanding(group.id, landing.key)}>
        {isOwn ? 'Credit or verify' : 'Edit or verify'}
        <span class="visually-hidden">{`: ${participant}, ${what}`}</span>
      </a>
    </li>
  )
}

function Filters({ group, programs, filter }: Pick<Props, 'group' | 'programs' | 'filter'>) {
  const any = { value: '', label: 'Any' }
  return (
    <form class="panel filters" action={paths.groupLandings(group.id)}>
      <Select
        name="state"
        label="State"
        value={filter.state ?? ''}
        options={[any, ...states.map((value) => ({ value, label: stateNames[value] }))]}
      />
      <Select
        name="program"
        label="Took part in"
        value={filter.programId ?? ''}
        options={[any, ...programs.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <button class="button" type="submit">
        Show
      </button>
    </form>
  )
}

/** Everybody who took part, and what became of them: nobody is left out. */
function Counts({ counts }: { counts: OutcomeCount[] }) {
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  if (!all) return null
  return (
    <section class="panel">
      <h2>{`What became of ${all === 1 ? 'the one person' : `all ${all}`} who took part`}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Newest answer</th>
            <th scope="col">People</th>
            <th scope="col">Of all</th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ outcome, count }) => (
            <tr key={outcome}>
              <th scope="row">{outcomeNames[outcome]}</th>
              <td class="num">{count}</td>
              <td class="num">{`${Math.round((count * 100) / all)} %`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Credits({ credits, overlap }: Pick<Props, 'credits' | 'overlap'>) {
  if (!credits.length) return null
  return (
    <section class="panel">
      <h2>Credit</h2>
      <ul class="ways">
        {credits.map(({ id, name, landings, shares, fte: credited }) => (
          <li key={id}>
            {`${name}: ${shareOf(shares)} of ${landings === 1 ? '1 landing' : `${landings} landings`}`}
            {credited !== null && `, ${fte(credited)} while active`}
          </li>
        ))}
      </ul>
      <p class="soft small">
        The shares of one landing add to at most 1. Credit is no estimate of what would have been without a program.
        {overlap !== null && ` About ${overlap} of those who landed are known to another group too.`}
      </p>
    </section>
  )
}

function Answers({
  group,
  waiting,
  today,
  typed,
  issues = [],
}: Pick<Props, 'group' | 'waiting' | 'today' | 'typed' | 'issues'>) {
  if (!waiting.length) return null
  const error = (name: string) => issues.find(({ path }) => path === name)?.message
  const chosen = new Set(typed?.participants)
  return (
    <form method="post" action={paths.groupOutcomes(group.id)} class="panel" id="answers">
      <h2>Looking, or without an answer</h2>
      {issues.length > 0 && (
        <p role="alert" class="error" tabIndex={-1} autofocus>
          Nothing was noted yet: see below.
        </p>
      )}
      <fieldset class="choices">
        <legend>Who</legend>
        {waiting.map(({ id, name, outcome }) => (
          <label key={id}>
            <input type="checkbox" name="participant" value={id} checked={chosen.has(id)} />
            <span>
              {name || 'Without a name'} <span class="soft small">{outcomeNames[outcome]}</span>
            </span>
          </label>
        ))}
        {error('participants') && <p class="error">{error('participants')}</p>}
      </fieldset>
      <div class="fields">
        <Select
          name="outcome"
          label="Their answer"
          value={typed?.outcome ?? 'looking'}
          error={error('outcome')}
          options={outcomes.map((value) => ({ value, label: outcomeNames[value] }))}
        />
        <Field name="on" label="As of" type="date" value={typed?.on ?? today} error={error('on')} />
        <button class="button" type="submit">
          Note it
        </button>
      </div>
      <p class="soft small">Where somebody landed, add the landing instead. Earlier answers stay in the history.</p>
    </form>
  )
}

/** Where a group's people landed, what became of the others, and whom it is credited to. */
export function LandingsPage(props: Props) {
  const { group, page, total, next, counts, filter } = props
  const more = new URLSearchParams({
    ...(filter.state ? { state: filter.state } : {}),
    ...(filter.programId ? { program: filter.programId } : {}),
    ...(next ? { cursor: next } : {}),
  })
  return (
    <GroupFrame group={group} title="Landings" current={paths.groupLandings(group.id)}>
      <div class="tracker">
        <h1>Landings</h1>
        <Done done={props.done} words={done} />
        <p class="actions">
          <a class="button main" href={paths.newGroupLanding(group.id)}>
            Add a landing
          </a>
        </p>
        <Filters {...props} />
        {page.length === 0 ? (
          <p class="panel">
            {filter.state || filter.programId
              ? 'No landing is like this.'
              : 'No landing is known yet. Add one, or ask your people to share their own with their groups.'}
          </p>
        ) : (
          <section class="panel">
            <h2>{total === 1 ? '1 landing' : `${total} landings`}</h2>
            <ul class="lines">
              {page.map((landing) => (
                <Line key={landing.key} group={group} landing={landing} />
              ))}
            </ul>
            {next && (
              <p class="paging">
                <a class="button" href={paths.groupLandings(group.id, more.toString())}>
                  Earlier ones
                </a>
              </p>
            )}
          </section>
        )}
        <Credits {...props} />
        <Counts counts={counts} />
        <Answers {...props} />
      </div>
    </GroupFrame>
  )
}

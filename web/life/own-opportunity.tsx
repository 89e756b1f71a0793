import { dayIn, formatDay } from '../../src/calendar.ts'
import type { Told } from '../../src/matching/disclosing.ts'
import type { OfficeRow } from '../../src/opportunities/life/office.ts'
import type { OfficeState } from '../../src/opportunities/life/office-state.ts'
import { paths } from '../../src/paths.ts'
import { stateWords, timeLeft } from './state-words.ts'

export type Own = {
  row: OfficeRow
  state: OfficeState
  /** What waits or was sent back beside what the public reads. */
  edit: OfficeState | null
  /** In how many current subscriptions' searches it is. */
  reach: number
  /** How many people set it aside and why, as far as that may be told. */
  dismissed: Told<string> | null
}
export type Rights = { write: boolean; close: boolean }

const isCopied = ({ state }: Own) => state.is !== 'retracted' && state.is !== 'draft'
export const isOpen = ({ state }: Own) => state.is === 'published' || state.is === 'closing_soon'
const titleOf = ({ public: o, revision, draft }: OfficeRow) =>
  o?.title || revision?.title || draft?.title || 'Without a title'

type Props = { own: Own; rights: Rights; now: number; chosen?: boolean; withOrganization?: boolean }

/** One opportunity for those who posted it: where it stands, its figures, what can be done. */
export function OwnOpportunity({ own, rights, now, chosen, withOrganization }: Props) {
  const { row, state, edit } = own
  const title = titleOf(row)
  const words = stateWords(state)
  const left = timeLeft(row, now)
  const choosable = chosen !== undefined && isOpen(own) && rights.close
  return (
    <li class="own">
      {choosable && <input type="checkbox" name="id" value={row.id} checked={chosen} aria-label={`Choose ${title}`} />}
      <div>
        <h2 id={row.id}>
          {row.public && !row.retracted ? <a href={paths.opportunity(row.id, title)}>{title}</a> : title}
        </h2>
        <p class="small">
          <span class={`state ${words.tone}`.trim()}>{words.text}</span> {left && <span class="soft">{left}</span>}
          {withOrganization && row.organization && <span class="soft"> · {row.organization}</span>}
        </p>
        <Said state={state} />
        {edit && <Edit edit={edit} />}
        {row.draft && state.is !== 'draft' && (
          <p class="small soft">{`A draft of ${formatDay(dayIn(row.draft.at, 'UTC'))} is not submitted yet.`}</p>
        )}
        {row.askedAt !== null && isOpen(own) && (
          <p class="small error">
            {`On ${formatDay(dayIn(row.askedAt, 'UTC'))} we mailed the members whether it is still open. Answer by the link there, or give it a deadline.`}
          </p>
        )}
        {row.public && <Figures own={own} />}
        {own.dismissed && <Dismissed {...own.dismissed} />}
        {(rights.write || rights.close) && <Actions own={own} rights={rights} title={title} />}
      </div>
    </li>
  )
}

const Said = ({ state }: { state: OfficeState }) =>
  'words' in state && state.words !== '' && <blockquote class="spoken small">{state.words}</blockquote>

const Edit = ({ edit }: { edit: OfficeState }) => (
  <>
    <p class="small">
      {edit.is === 'waiting' ? (
        <span class="soft">Your changes wait for a moderator. Readers see the approved version.</span>
      ) : (
        <span class="error">
          {edit.is === 'rejected' ? 'Your changes were rejected.' : 'A moderator asks you to change your changes.'}{' '}
          Readers see the approved version.
        </span>
      )}
    </p>
    <Said state={edit} />
  </>
)

/** Few could be told apart, so how few they are is not said; more are told in whole fives. */
const FEWEST = 5
const matched = (count: number): Figure => ({
  count,
  one: 'people it matches',
  many: 'people it matches',
  words: count < FEWEST ? `fewer than ${FEWEST}` : `at least ${count.toLocaleString('en')}`,
})
type Figure = { count: number; one: string; many: string; act?: boolean; words?: string | undefined }

const Figures = ({ own }: { own: Own }) => {
  const { row, reach } = own
  const figures: Figure[] = [
    { count: row.views, one: 'view', many: 'views' },
    row.public?.hasLink
      ? { count: row.applies, one: 'press on apply', many: 'presses on apply' }
      : { count: row.interests, one: 'interested', many: 'interested' },
    { count: reach, one: 'search it is in', many: 'searches it is in' },
    ...(isOpen(own) && row.people !== null ? [matched(row.people)] : []),
    { count: row.reached, one: 'reader reached by mail', many: 'readers reached by mail' },
    ...(row.tracked === null ? [] : [{ count: row.tracked, one: 'tracks it', many: 'track it' }]),
    ...(row.reports ? [{ count: row.reports, one: 'report', many: 'reports', act: true }] : []),
  ]
  return (
    <dl class="figures">
      {figures.map(({ count, one, many, words = count.toLocaleString('en'), ...rest }) => (
        <div key={many} class={'act' in rest ? 'act' : undefined}>
          <dt>{count === 1 ? one : many}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}

const reasonWords: Record<string, string> = {
  hours: 'too many hours',
  place: 'wrong place',
  field: 'not their field',
  level: 'too senior or too junior',
  known: 'known already',
  other: 'another reason',
}

/** What people said whom it was matched with; nothing of fewer than five. */
const Dismissed = ({ total, parts }: Told<string>) => (
  <p class="small soft num">
    {`${total} set it aside as not for them`}
    {parts.length > 0 && `: ${parts.map(({ name, count }) => `${count} ${reasonWords[name] ?? name}`).join(', ')}`}
  </p>
)

function Actions({ own, rights, title }: { own: Own; rights: Rights; title: string }) {
  const { row, state } = own
  const open = isOpen(own)
  const closed = state.is === 'closed'
  const links = [
    rights.write &&
      state.is !== 'retracted' && {
        href: paths.editOpportunity(row.id),
        text: state.is === 'draft' ? 'Go on writing' : 'Edit',
      },
    rights.write && open && { href: paths.reopening(row.id), text: row.public?.closesOn ? 'Extend' : 'Set a deadline' },
    rights.close && open && { href: paths.closure(row.id), text: 'Close' },
    rights.close && open && { href: paths.talent(row.id), text: 'Who fits' },
    rights.write && closed && { href: paths.reopening(row.id), text: 'Reopen' },
  ].flatMap((link) => link || [])
  return (
    <p class="actions small">
      {links.map(({ href, text }) => (
        <a key={text} href={href}>
          {text}
          <span class="visually-hidden">{` ${title}`}</span>
        </a>
      ))}
      {rights.write && isCopied(own) && <Copies id={row.id} title={title} />}
    </p>
  )
}

const COPY_FORM = 'copies'
const copies = [
  { as: 'another', text: 'Copy' },
  { as: 'next_year', text: 'Repost next year' },
]

/** Buttons of a form that stands beside the list: they begin a new draft. */
const Copies = ({ id, title }: { id: string; title: string }) => (
  <>
    {copies.map(({ as, text }) => (
      <button
        key={as}
        type="submit"
        class="quiet"
        form={COPY_FORM}
        formaction={paths.opportunityCopies(id)}
        name="as"
        value={as}
      >
        {text}
        <span class="visually-hidden">{` ${title}`}</span>
      </button>
    ))}
  </>
)
export const CopyForm = ({ own }: { own: Own[] }) => own.some(isCopied) && <form id={COPY_FORM} method="post" />

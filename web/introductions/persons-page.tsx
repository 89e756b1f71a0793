import type { Issue } from '../../src/errors.ts'
import type { Introduction } from '../../src/introductions/queries.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { TextArea } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { on, titleOf } from './words.ts'

type Props = {
  introduction: Introduction
  /** What the organization would call them. */
  name: string
  typed: string
  issues: Issue[]
  done: boolean
}

/** A request as the person reads it who is asked: an organization would like to know who they are. */
export function PersonsPage({ introduction: i, name, typed, issues, done }: Props) {
  const isOpen = i.answer === null && i.consents
  return (
    <Layout
      title={`${i.organization} would like to meet you`}
      path={paths.me()}
      own={paths.ownIntroductions()}
      hidden
      workspace
    >
      <main id="main" class="narrow">
        <p class="soft small">
          <a href={paths.ownIntroductions()}>Introductions</a>
        </p>
        <h1>{`${i.organization} would like to meet you`}</h1>
        {done && i.answer && (
          <p role="status" class="done">
            {i.answer === 'accepted' ? 'Accepted. We tell them.' : 'Declined. They learn only that.'}
          </p>
        )}
        <FormSummary issues={issues} labels={isOpen ? { note: 'How they can reach you' } : {}} />
        <p>
          {'For '}
          {i.retracted ? titleOf(i) : <a href={paths.opportunity(i.opportunityId, i.title)}>{i.title}</a>}
          <span class="soft">{`, asked by ${i.askedBy || 'a member'} on ${on(i.askedAt)}`}</span>
        </p>
        {!i.answer && !i.consents ? <Lapsed /> : i.message && <blockquote class="spoken">{i.message}</blockquote>}
        {isOpen && <Answer organization={i.organization} name={name} typed={typed} issues={issues} />}
        {i.answer && <Answered introduction={i} />}
      </main>
    </Layout>
  )
}

const Lapsed = () => (
  <p class="flag">
    You let organizations see nothing of you now, so nobody sees this request. To answer it, allow that again under{' '}
    <a href={paths.personalData()}>your data</a>.
  </p>
)

type AnswerProps = { organization: string; name: string; typed: string; issues: Issue[] }

const Answer = ({ organization, name, typed, issues }: AnswerProps) => (
  <form method="post" class="panel">
    <p>
      {`So far they see no name and no words of yours. If you accept, members of ${organization} see `}
      {name ? <b>{name}</b> : <>that you gave no name</>}
      {' and '}
      <a href={paths.profile()}>your whole profile</a>. If you decline, they learn only that; after 30 days without an
      answer it ends as if you had.
    </p>
    <TextArea
      name="note"
      label="How they can reach you, if you accept"
      rows={3}
      value={typed}
      error={issues.find(({ path }) => path === 'note')?.message}
      hint="Only its members see it. Left empty, they have only the links in your profile: we give nobody your address."
    />
    <p class="actions">
      <button class="button main" type="submit" name="answer" value="accepted">
        Accept
      </button>
      <button class="button" type="submit" name="answer" value="declined">
        Decline
      </button>
    </p>
  </form>
)

const Answered = ({ introduction: i }: { introduction: Introduction }) => (
  <>
    <h2>Your answer</h2>
    <p>
      {i.answer === 'accepted' ? 'You accepted' : 'You declined'}
      {i.answeredAt !== null && ` on ${on(i.answeredAt)}`}.
    </p>
    {i.note && <blockquote class="spoken">{i.note}</blockquote>}
    {i.answer === 'accepted' && (
      <p class="soft">
        {i.person
          ? 'Its members see your name, your profile and this. You can end that under '
          : 'Its members see nothing of you any more, only that it happened. See '}
        <a href={paths.personalData()}>your data</a>.
      </p>
    )}
  </>
)

import { formatDay } from '../../src/calendar.ts'
import type { Issue } from '../../src/errors.ts'
import { paths } from '../../src/paths.ts'
import type { AskedSurvey } from '../../src/surveys/answering.ts'
import type { Question } from '../../src/surveys/schema.ts'
import { Layout } from '../layout.tsx'
import { Done } from '../ui/done.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { QuestionFields } from './question-fields.tsx'

type Props = {
  token: string
  survey: AskedSurvey
  issues: Issue[]
  typed?: Record<string, string>
  done?: string
}

/** A survey on one page with one button: nothing is saved before it is pressed. */
export function SurveyPage({ token, survey, issues, typed, done }: Props) {
  const { title, group, state, closesOn } = survey
  return (
    <Layout title={title} hidden workspace>
      <main id="main" class="narrow">
        <h1>{title}</h1>
        <p class="soft">{group} asks. It takes under two minutes; leave out what you do not want to answer.</p>
        <Done
          done={state === 'open' ? done : undefined}
          words={{ saved: `Saved. Thank you. You can change your answers here until ${formatDay(closesOn)}.` }}
        />
        {state === 'open' ? (
          <Open {...{ token, survey, issues, typed }} />
        ) : (
          <Shut {...{ survey, lost: typed !== undefined }} />
        )}
        {state !== 'objected' && <Objecting {...{ token, group }} />}
      </main>
    </Layout>
  )
}

function Open({ token, survey: { questions, answers, group, closesOn }, issues, typed }: Omit<Props, 'done'>) {
  const value = (key: string) => typed?.[key] ?? (typed ? '' : String(answers?.[key] ?? ''))
  const error = (key: string) => issues.find(({ path }) => path === key)?.message
  return (
    <>
      <FormSummary issues={issues} labels={labelsOf(questions)} />
      <form method="post" action={paths.survey(token)} class="panel survey">
        {questions.map((question) => (
          <QuestionFields key={question.key} question={question} value={value} error={error} />
        ))}
        <p class="small soft">
          Your answers go to the members of {group}, with your name. Others see figures only, of five people or more.
          Open until {formatDay(closesOn)}.
        </p>
        <p class="actions">
          <button class="button main" type="submit">
            {answers ? 'Save my new answers' : 'Save my answers'}
          </button>
        </p>
      </form>
    </>
  )
}

const labelsOf = (questions: readonly Question[]) =>
  Object.fromEntries(
    questions.flatMap((question) =>
      question.kind === 'chances'
        ? [question.first, question.second].map(({ key, label }) => [key, label])
        : [[question.key, question.text]],
    ),
  )

const words = {
  waiting: (survey: AskedSurvey) => `It opens on ${formatDay(survey.opensOn)}.`,
  closed: (survey: AskedSurvey) =>
    `This survey has closed; its last day was ${formatDay(survey.closesOn)}.${survey.answers ? ' What you answered before counts.' : ''}`,
  objected: (survey: AskedSurvey) => `You asked ${survey.group} to ask you nothing more. Your answers are taken out.`,
  open: () => '',
}

const Shut = ({ survey, lost }: { survey: AskedSurvey; lost: boolean }) => (
  <p role="status" class="panel">
    {words[survey.state](survey)}
    {lost && ' What you just sent was not saved.'}
  </p>
)

const Objecting = ({ token, group }: { token: string; group: string }) => (
  <form method="post" action={paths.surveyObjection(token)} class="small">
    <p>
      Rather not? Then {group} asks you nothing more, and takes your answers out.{' '}
      <button class="quiet" type="submit">
        Ask me nothing more
      </button>
    </p>
  </form>
)

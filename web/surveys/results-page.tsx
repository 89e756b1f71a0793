import { formatDay } from '../../src/calendar.ts'
import type { Issue } from '../../src/errors.ts'
import type { Group } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import type { Respondent, Survey } from '../../src/surveys/queries.ts'
import type { Result } from '../../src/surveys/results.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { Done } from '../ui/done.tsx'
import { Field } from '../ui/field.tsx'
import { QuestionResult } from './question-result.tsx'
import { ofBase, roleWords } from './words.ts'

type Props = {
  group: Group
  survey: Survey
  respondents: Respondent[]
  results: Result[]
  now: number
  done?: string
  issues: Issue[]
  typed?: Record<string, string>
}

const doneWords = {
  made: 'The survey is made. It asks by itself when it opens.',
  closing: 'The last day is changed.',
}

/** What a survey came to, each figure beside its base, and who has not answered. */
export function ResultsPage({ group, survey, respondents, results, now, done, issues, typed }: Props) {
  const answered = respondents.filter(({ answers }) => answers !== null)
  return (
    <GroupFrame group={group} title={survey.title} current={paths.groupSurveys(group.id)}>
      <div class="sheet surveys">
        <div>
          <h1>{survey.title}</h1>
          <Done done={done} words={doneWords} />
          <p class="soft">{standing(survey, now)}</p>
          <Base asked={respondents.length} answered={answered.length} role={survey.role} />
          {results.map((result) => (
            <QuestionResult key={result.key} result={result} base={respondents.length} />
          ))}
        </div>
        <div>
          <Closing {...{ group, survey, issues, typed }} />
          <section aria-labelledby="exports" class="panel">
            <h2 id="exports">Raw answers</h2>
            <p class="actions">
              <a href={paths.groupSurveyAnswers(group.id, survey.id, 'csv')} download>
                CSV
              </a>
              <a href={paths.groupSurveyAnswers(group.id, survey.id, 'json')} download>
                JSON
              </a>
            </p>
            <p class="soft small">Everybody who was asked, without names.</p>
          </section>
          <Silent respondents={respondents} />
        </div>
      </div>
    </GroupFrame>
  )
}

function standing({ opensAt, closesAt, opensOn, closesOn }: Survey, now: number): string {
  if (now < opensAt) return `Opens on ${formatDay(opensOn)}: nobody is asked yet.`
  const from = `Open from ${formatDay(opensOn)} to ${formatDay(closesOn)}`
  return now < closesAt ? `${from}.` : `${from}: closed.`
}

type Counted = { asked: number; answered: number; role: Survey['role'] }
const Base = ({ asked, answered, role }: Counted) => (
  <dl class="facts">
    <div>
      <dt>Response rate</dt>
      <dd class="num">{ofBase(answered, asked)}</dd>
    </div>
    <div>
      <dt>Base</dt>
      <dd class="num">
        {asked} {roleWords[role]}
        <small>Everybody the survey means. Nobody leaves it.</small>
      </dd>
    </div>
    <div>
      <dt>No answer</dt>
      <dd class="num">{asked - answered}</dd>
    </div>
  </dl>
)

const Closing = ({ group, survey, issues, typed }: Pick<Props, 'group' | 'survey' | 'issues' | 'typed'>) => (
  <section aria-labelledby="closing" class="panel">
    <h2 id="closing">Last day</h2>
    <form method="post" action={paths.groupSurveyClosing(group.id, survey.id)} class="stack">
      <Field
        name="closesOn"
        label="Closes on"
        type="date"
        value={typed?.closesOn ?? survey.closesOn}
        error={issues[0]?.message}
        hint="A day that is over closes it now"
        autofocus={issues.length > 0}
        required
      />
      <button class="button" type="submit">
        Change it
      </button>
    </form>
    <form method="post" action={paths.groupSurveyRemoval(group.id, survey.id)}>
      <button class="quiet" type="submit">
        Remove the survey
      </button>
      <p class="soft small">As long as nobody was asked.</p>
    </form>
  </section>
)

/** For the group's members alone. Who was erased has no name, and is counted. */
function Silent({ respondents }: { respondents: Respondent[] }) {
  const silent = respondents.filter(({ answers }) => answers === null)
  const named = silent.filter(({ name }) => name !== '')
  const nameless = silent.length - named.length
  if (!silent.length) return null
  return (
    <section aria-labelledby="silent" class="panel">
      <h2 id="silent">No answer from {silent.length}</h2>
      <ul class="stack small">
        {named.map(({ participantId, name, mailedAt }) => (
          <li key={participantId}>
            {name}
            {mailedAt === null && <span class="soft">: no mail yet</span>}
          </li>
        ))}
        {nameless > 0 && <li>{nameless} erased</li>}
      </ul>
      <p class="soft small">
        No mail goes to who objected, has no address or allows no surveys, nor within a month of another that asked.
      </p>
    </section>
  )
}

import { formatDay } from '../../src/calendar.ts'
import type { Issue } from '../../src/errors.ts'
import type { Group } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import type { ListedSurvey, ReportedFigure } from '../../src/surveys/queries.ts'
import { templateKeys, templates } from '../../src/surveys/schema.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { Done } from '../ui/done.tsx'
import { ReportedFigures } from './reported-figures.tsx'
import { ofBase } from './words.ts'

type Props = {
  group: Group
  surveys: ListedSurvey[]
  reported: ReportedFigure[]
  now: number
  done?: string
  issues: Issue[]
  typed?: Record<string, string>
}

const doneWords = {
  gone: 'The survey is gone.',
  reported: 'The figure is kept, as it was printed.',
  removed: 'The figure is gone.',
}

/** A group's surveys, the templates to make one from, and figures that were printed elsewhere. */
export const SurveysPage = ({ group, surveys, reported, now, done, issues, typed }: Props) => (
  <GroupFrame group={group} title="Surveys" current={paths.groupSurveys(group.id)}>
    <div class="sheet surveys">
      <div>
        <h1>Surveys</h1>
        <Done done={done} words={doneWords} />
        {surveys.length ? (
          <ul class="lines">
            {surveys.map((survey) => (
              <Line key={survey.id} {...{ group, survey, now }} />
            ))}
          </ul>
        ) : (
          <p class="panel">
            No surveys yet. Choose a template: those who took part get a mail with a link, and answer without signing
            in.
          </p>
        )}
        <ReportedFigures {...{ group, reported, issues, typed }} />
      </div>
      <section aria-labelledby="templates" class="panel">
        <h2 id="templates">Make a survey</h2>
        <ul class="stack">
          {templateKeys.map((key) => (
            <li key={key}>
              <a href={paths.newGroupSurvey(group.id, `template=${key}`)}>{templates[key].name}</a>
              <span class="soft small"> {templates[key].questions.length} questions</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  </GroupFrame>
)

type Listed = { group: Group; survey: ListedSurvey; now: number }
const Line = ({ group, survey, now }: Listed) => (
  <li>
    <div>
      <a href={paths.groupSurvey(group.id, survey.id)}>{survey.title}</a>
      <p class="soft small">{standing(survey, now)}</p>
    </div>
    {survey.asked > 0 && <span class="num">{ofBase(survey.answered, survey.asked)} answered</span>}
  </li>
)

function standing({ opensAt, closesAt, opensOn, closesOn }: ListedSurvey, now: number): string {
  if (now < opensAt) return `Opens on ${formatDay(opensOn)}`
  return now < closesAt ? `Open until ${formatDay(closesOn)}` : `Closed since ${formatDay(closesOn)}`
}

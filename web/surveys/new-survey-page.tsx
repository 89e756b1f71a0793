import type { Issue } from '../../src/errors.ts'
import type { Group } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import type { Target } from '../../src/surveys/queries.ts'
import { MOST_OWN, standardQuestion, type TemplateKey, templates } from '../../src/surveys/schema.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { Field, Select } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { roleWords } from './words.ts'

type Props = {
  group: Group
  targets: Target[]
  template: TemplateKey
  days: { opensOn: string; closesOn: string }
  /** Which program or cohort the link chose. */
  of?: string
  issues: Issue[]
  typed?: Record<string, string>
}

const labels = { of: 'Whom it asks', title: 'Title', opensOn: 'Opens on', closesOn: 'Closes on' }

/** A survey from a template: what to ask, whom, and from when to when. */
export function NewSurveyPage({ group, targets, template, ...props }: Props) {
  return (
    <GroupFrame group={group} title="New survey" current={paths.groupSurveys(group.id)}>
      <div class="narrow">
        <h1>New survey</h1>
        <p class="soft">{templates[template].name}</p>
        {targets.length ? (
          <Making {...{ group, targets, template, ...props }} />
        ) : (
          <p class="panel">
            A survey asks the people of a cohort, and there is none yet. First enter one under{' '}
            <a href={paths.groupPrograms(group.id)}>programs</a>.
          </p>
        )}
      </div>
    </GroupFrame>
  )
}

function Making({ group, targets, template, days, of, issues, typed }: Props) {
  const { role, questions, title } = templates[template]
  const chosen = typed?.of ?? of ?? targets[0]?.cohortId ?? ''
  const program = targets.find(({ cohortId, programId }) => cohortId === chosen || programId === chosen)?.program
  const error = (name: string) => issues.find(({ path }) => path === name)?.message
  const named = (name: string) => ({ name, error: error(name) })
  const firstAsk = `ask-${questions[0]}`
  const ownLabels = Object.fromEntries(own.map((number) => [`own-${number}`, `Own question ${number}`]))
  const all = { ...labels, ...ownLabels, [firstAsk]: 'What it asks' }
  return (
    <>
      <FormSummary issues={issues} labels={all} />
      <form method="post" action={paths.newGroupSurvey(group.id)} class="panel making">
        <input type="hidden" name="template" value={template} />
        <Select {...named('of')} label={labels.of} value={chosen} options={targetOptions(targets, role)} />
        <Field
          {...named('title')}
          label={labels.title}
          value={typed?.title ?? title.replaceAll('{program}', program ?? 'the program')}
          hint="As those who are asked read it"
          maxlength={200}
          required
        />
        <div class="fields">
          <Field
            {...named('opensOn')}
            label={labels.opensOn}
            type="date"
            value={typed?.opensOn ?? days.opensOn}
            required
          />
          <Field
            {...named('closesOn')}
            label={labels.closesOn}
            type="date"
            value={typed?.closesOn ?? days.closesOn}
            required
          />
        </div>
        <p class="small soft">
          Each person gets a mail when it opens. Nobody gets more than one such mail a month, whoever asks, so the one
          reminder goes out four weeks later: leave it open for six.
        </p>
        <fieldset class="choices" aria-describedby={error(firstAsk) && `${firstAsk}-error`}>
          <legend>What it asks</legend>
          {questions.map((key) => (
            <label key={key}>
              <input
                id={`ask-${key}`}
                type="checkbox"
                name={`ask-${key}`}
                value="yes"
                checked={typed ? typed[`ask-${key}`] === 'yes' : true}
              />
              {standardQuestion(key, program ?? 'the program').text}
            </label>
          ))}
          {error(firstAsk) && (
            <p id={`${firstAsk}-error`} class="error">
              {error(firstAsk)}
            </p>
          )}
        </fieldset>
        {own.map((number) => (
          <div key={number} class="fields own-question">
            <Field
              {...named(`own-${number}`)}
              label={`Own question ${number}`}
              value={typed?.[`own-${number}`] ?? ''}
              maxlength={300}
            />
            <Select
              name={`own-${number}-kind`}
              label={`Answered with (question ${number})`}
              value={typed?.[`own-${number}-kind`] ?? 'text'}
              options={[
                { value: 'text', label: 'Words' },
                { value: 'scale', label: '0 to 10' },
              ]}
            />
          </div>
        ))}
        <p class="actions">
          <button class="button main" type="submit">
            Make the survey
          </button>
        </p>
      </form>
    </>
  )
}

const own = Array.from({ length: MOST_OWN }, (_, i) => i + 1)

/** Each cohort, and behind the cohorts of a program all of them together. */
function targetOptions(targets: Target[], role: keyof typeof roleWords) {
  const count = (one: Target) => (role === 'mentor' ? one.mentors : one.participants)
  const programs = [...new Set(targets.map(({ programId }) => programId))]
  return programs.flatMap((programId) => {
    const cohorts = targets.filter((one) => one.programId === programId)
    const name = cohorts[0]?.program ?? ''
    return [
      ...cohorts.map((one) => ({
        value: one.cohortId,
        label: `${name}, ${one.cohort}: ${count(one)} ${roleWords[role]}`,
      })),
      { value: programId, label: `${name}: ${roleWords[role]} of all cohorts` },
    ]
  })
}

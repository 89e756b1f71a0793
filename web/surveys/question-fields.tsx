import type { ComponentChildren } from 'preact'
import type { Question } from '../../src/surveys/schema.ts'
import { TextArea } from '../ui/field.tsx'

type Of<Kind extends Question['kind']> = Extract<Question, { kind: Kind }>
type Props<Q = Question> = { question: Q; value: (key: string) => string; error: (key: string) => string | undefined }

/** A question with its field or fields, under the key of the answer. */
export function QuestionFields({ question, ...props }: Props) {
  switch (question.kind) {
    case 'scale':
      return <Scale question={question} {...props} />
    case 'choice':
      return <Choice question={question} {...props} />
    case 'chances':
      return <Chances question={question} {...props} />
    case 'chance':
      return (
        <div class="field question">
          <label for={question.key}>{question.text}</label>
          <Percent name={question.key} {...props} />
        </div>
      )
    case 'number':
      return <Amount question={question} {...props} />
    case 'text':
      return (
        <div class="question">
          <TextArea
            name={question.key}
            label={question.text}
            rows={3}
            value={props.value(question.key)}
            error={props.error(question.key)}
          />
        </div>
      )
  }
}

/** Radio buttons side by side, in reach of arrow keys and thumbs. */
const Scale = ({ question: { key, text, low, high }, value, error }: Props<Of<'scale'>>) => (
  <Group name={key} legend={text} error={error(key)}>
    <div class="scale">
      {Array.from({ length: 11 }, (_, i) => String(i)).map((step) => (
        <Option key={step} name={key} value={step} label={step} chosen={value(key)} error={error(key)} />
      ))}
    </div>
    <p class="ends soft small">
      <span>0: {low}</span>
      <span>10: {high}</span>
    </p>
    <NoAnswer name={key} chosen={value(key)} />
  </Group>
)

const Choice = ({ question: { key, text, options }, value, error }: Props<Of<'choice'>>) => (
  <Group name={key} legend={text} error={error(key)}>
    {options.map((option) => (
      <Option key={option.value} {...option} name={key} chosen={value(key)} error={error(key)} />
    ))}
    <NoAnswer name={key} chosen={value(key)} />
  </Group>
)

type Chosen = { name: string; value: string; label: string; chosen: string; error?: string }
const Option = ({ name, value, label, chosen, error }: Chosen) => (
  <label>
    <input
      type="radio"
      name={name}
      value={value}
      checked={value === chosen}
      aria-invalid={error ? 'true' : undefined}
      aria-describedby={error && `${name}-error`}
    />
    {label}
  </label>
)

/** Radio buttons cannot be let go of otherwise. */
const NoAnswer = (props: { name: string; chosen: string }) => (
  <div class="soft small">
    <Option {...props} value="" label="No answer" />
  </div>
)

const Chances = ({ question: { text, first, second }, ...props }: Props<Of<'chances'>>) => (
  <fieldset class="choices question">
    <legend>{text}</legend>
    <div class="pair">
      {[first, second].map(({ key, label }) => (
        <div key={key} class="field">
          <label for={key}>{label}</label>
          <Percent name={key} {...props} />
        </div>
      ))}
    </div>
  </fieldset>
)

const Percent = ({ name, value, error }: Omit<Props, 'question'> & { name: string }) => (
  <>
    <span class="amount">
      <Digits name={name} value={value(name)} error={error(name)} describedBy={`${name}-unit`} />
      <span id={`${name}-unit`}>% (0 to 100)</span>
    </span>
    <Fault name={name} error={error(name)} />
  </>
)

const Amount = ({ question: { key, text, unit }, value, error }: Props<Of<'number'>>) => (
  <div class="field question">
    <label for={key}>{text}</label>
    <span class="amount">
      <Digits name={key} value={value(key)} error={error(key)} describedBy={`${key}-unit`} signed />
      <span id={`${key}-unit`}>{unit}</span>
    </span>
    <Fault name={key} error={error(key)} />
  </div>
)

/** Text, so that what cannot be read is kept as it was typed. Keypads of digits have no minus. */
type Typed = { name: string; value: string; error?: string; describedBy: string; signed?: boolean }
const Digits = ({ name, value, error, describedBy, signed }: Typed) => (
  <input
    id={name}
    name={name}
    type="text"
    inputmode={signed ? undefined : 'numeric'}
    autocomplete="off"
    maxlength={12}
    value={value}
    aria-invalid={error ? 'true' : undefined}
    aria-describedby={error ? `${describedBy} ${name}-error` : describedBy}
  />
)

type Framed = { name: string; legend: string; error?: string; children: ComponentChildren }
const Group = ({ name, legend, error, children }: Framed) => (
  <fieldset id={name} class="choices question">
    <legend>{legend}</legend>
    {children}
    <Fault name={name} error={error} />
  </fieldset>
)

const Fault = ({ name, error }: { name: string; error?: string }) =>
  error ? (
    <p id={`${name}-error`} class="error">
      {error}
    </p>
  ) : null

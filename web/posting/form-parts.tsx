import type { Issue } from '../../src/errors.ts'
import {
  type FieldName,
  type ListField,
  labels,
  listIn,
  type TextField,
  textIn,
} from '../../src/opportunities/posting/schema.ts'
import type { Typed } from '../../src/opportunities/schema.ts'
import { Field, Select, TextArea } from '../ui/field.tsx'

/** A form as it stands: what was typed, what is wrong with it, what was guessed from elsewhere. */
export type Filled = { typed: Typed; issues: readonly Issue[]; guessed: readonly FieldName[] }
export type Choice = { value: string; label: string }

export const problemOf = ({ issues }: Filled, name: string) => issues.find(({ path }) => path === name)?.message

const GUESSED = 'Guessed: check it.'
const hintOf = ({ guessed }: Filled, name: FieldName, hint?: string) =>
  guessed.includes(name) ? [GUESSED, hint].filter(Boolean).join(' ') : hint

type Of = { form: Filled; name: TextField; hint?: string; label?: string }
type Typing = Omit<Parameters<typeof Field>[0], 'name' | 'label' | 'value' | 'error' | 'hint'>

const common = ({ form, name, hint, label }: Of) => ({
  name,
  label: label ?? labels[name],
  value: textIn(form.typed, name),
  error: problemOf(form, name),
  hint: hintOf(form, name, hint),
})

export const Text = ({ form, name, hint, label, ...typing }: Of & Typing) => (
  <Field placeholder=" " {...common({ form, name, hint, label })} {...typing} />
)

export const Area = ({ rows, ...of }: Of & { rows?: number }) => (
  <TextArea rows={rows} placeholder=" " {...common(of)} />
)

export const Choose = ({ options, ...of }: Of & { options: Choice[] }) => (
  <Select options={[{ value: '', label: 'not stated' }, ...options]} {...common(of)} />
)

/** A day that is none stays as text: a date field would drop it. */
export const Day = (of: Of) => (
  <Field {...common(of)} type={problemOf(of.form, of.name) ? 'text' : 'date'} placeholder=" " />
)

export const Tick = ({ form, name, hint }: Of) => (
  <div class="tick">
    <label class="box">
      <input
        type="checkbox"
        name={name}
        value="yes"
        checked={textIn(form.typed, name) !== ''}
        aria-describedby={hint && `${name}-hint`}
      />
      {labels[name]}
    </label>
    {hint && (
      <p id={`${name}-hint`} class="soft small">
        {hint}
      </p>
    )}
  </div>
)

type Many = { form: Filled; name: ListField; choices: readonly Choice[]; hint?: string }

/** The first box carries the name, so that a summary can lead to it. */
export function Boxes({ form, name, choices, hint }: Many) {
  const chosen = listIn(form.typed, name)
  const problem = problemOf(form, name)
  const about = [hint && `${name}-hint`, problem && `${name}-error`].filter(Boolean).join(' ')
  return (
    <fieldset class="boxes" aria-describedby={about || undefined}>
      <legend>{labels[name]}</legend>
      {hint && (
        <p id={`${name}-hint`} class="soft small">
          {hint}
        </p>
      )}
      <div class="chips">
        {choices.map(({ value, label }, i) => (
          <label key={value} class="box">
            <input
              id={i ? undefined : name}
              type="checkbox"
              name={name}
              value={value}
              checked={chosen.includes(value)}
            />
            {label}
          </label>
        ))}
      </div>
      <Problem name={name} problem={problem} />
    </fieldset>
  )
}

const MORE = 2
const LEAST = 3

type Listed = { form: Filled; name: ListField; list: string; hint?: string }

/** One field for each that is chosen and some empty ones; a list offers what there is. */
export function Lines({ form, name, list, hint }: Listed) {
  const filled = listIn(form.typed, name)
  const problem = problemOf(form, name)
  const about = [hint && `${name}-hint`, problem && `${name}-error`].filter(Boolean).join(' ') || undefined
  const values = [...filled, ...Array<string>(Math.max(MORE, LEAST - filled.length)).fill('')]
  return (
    <fieldset class="boxes" data-lines aria-describedby={about}>
      <legend>{labels[name]}</legend>
      {hint && (
        <p id={`${name}-hint`} class="soft small">
          {hint}
        </p>
      )}
      <div class="line-fields">
        {values.map((value, i) => (
          <input
            key={i}
            id={i ? undefined : name}
            type="text"
            name={name}
            value={value}
            list={list}
            placeholder=" "
            aria-label={`${labels[name]} ${i + 1}`}
            aria-invalid={problem && value ? 'true' : undefined}
          />
        ))}
      </div>
      <Problem name={name} problem={problem} />
    </fieldset>
  )
}

export const Problem = ({ name, problem }: { name: string; problem?: string }) =>
  problem ? (
    <p id={`${name}-error`} class="error">
      {problem}
    </p>
  ) : null

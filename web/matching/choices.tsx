import type { ComponentChildren } from 'preact'
import { say } from '../../src/search/naming.ts'
import { about, Problem } from './named-fields.tsx'

export type Choice = { value: string; label: string }
export const spoken = (values: readonly string[]): Choice[] => values.map((value) => ({ value, label: say(value) }))

type BoxesProps = {
  legend: string
  name: string
  choices: Choice[]
  chosen: readonly string[]
  hint?: string
  many?: boolean
  /** How many opportunities an answer opens, where none is given. */
  opens?: number
}

export const Boxes = ({ legend, name, choices, chosen, hint, many = false, opens }: BoxesProps) => (
  <fieldset class={many ? 'grid' : undefined} aria-describedby={hint && `${name}-hint`}>
    <legend>
      {legend}
      <Opens count={opens} />
    </legend>
    {choices.map(({ value, label }) => (
      <Box key={value} name={name} value={value} label={label} checked={chosen.includes(value)} />
    ))}
    {hint && (
      <p id={`${name}-hint`} class="soft small">
        {hint}
      </p>
    )}
  </fieldset>
)

export const Opens = ({ count }: { count: number | undefined }) =>
  count ? <small class="opens num"> up to {count} more match</small> : null

type BoxProps = { name: string; value: string; label: string; checked: boolean; problem?: string }

export const Box = ({ label, problem, ...input }: BoxProps) => (
  <>
    <label class="box">
      <input type="checkbox" {...input} id={problem && input.name} {...about(input.name, problem)} />
      {label}
    </label>
    <Problem id={input.name} problem={problem} />
  </>
)

type PickProps = { label: string; name: string; values: readonly string[]; chosen: string | null; opens?: number }

export const Pick = ({ label, name, values, chosen, opens }: PickProps) => (
  <div class="field">
    <label for={name}>
      {label}
      <Opens count={opens} />
    </label>
    <select id={name} name={name}>
      <option value="">not stated</option>
      {values.map((value) => (
        <option key={value} value={value} selected={value === chosen}>
          {say(value)}
        </option>
      ))}
    </select>
  </div>
)

export const Folded = ({ title, open, children }: { title: string; open: boolean; children: ComponentChildren }) => (
  <details class="area" open={open}>
    <summary>{title}</summary>
    {children}
  </details>
)

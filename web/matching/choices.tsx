import type { ComponentChildren } from 'preact'
import { say } from '../../src/search/naming.ts'

export type Choice = { value: string; label: string }
export const spoken = (values: readonly string[]): Choice[] => values.map((value) => ({ value, label: say(value) }))

type BoxesProps = {
  legend: string
  name: string
  choices: Choice[]
  chosen: readonly string[]
  hint?: string
  many?: boolean
}

export const Boxes = ({ legend, name, choices, chosen, hint, many = false }: BoxesProps) => (
  <fieldset class={many ? 'grid' : undefined} aria-describedby={hint && `${name}-hint`}>
    <legend>{legend}</legend>
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

export const Box = ({ label, ...input }: { name: string; value: string; label: string; checked: boolean }) => (
  <label class="box">
    <input type="checkbox" {...input} />
    {label}
  </label>
)

type PickProps = { label: string; name: string; values: readonly string[]; chosen: string | null }

export const Pick = ({ label, name, values, chosen }: PickProps) => (
  <div class="field">
    <label for={name}>{label}</label>
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

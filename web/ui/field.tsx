type Common = {
  name: string
  label: string
  value: string
  error?: string
  hint?: string
  /** Where it is the first to change on a form without a summary. */
  autofocus?: boolean
}

const about = ({ name, error, hint }: Common) =>
  [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ') || undefined

const Below = ({ name, error, hint }: Common) => (
  <>
    {hint && (
      <p id={`${name}-hint`} class="soft small">
        {hint}
      </p>
    )}
    {error && (
      <p id={`${name}-error`} class="error">
        {error}
      </p>
    )}
  </>
)

type Typed = {
  type?: 'text' | 'email' | 'url' | 'date' | 'number'
  required?: boolean
  autocomplete?: string
  maxlength?: number
  /** A blank lets styles tell an empty field from a filled one. */
  placeholder?: string
  inputmode?: 'decimal' | 'numeric'
  /** Filled by the browser with the reader's zone. */
  zone?: boolean
  /** Suggestions. */
  choices?: readonly string[]
}

/** A labelled field that keeps what was typed and says beside it what to change. */
export const Field = ({
  choices,
  type = 'text',
  required,
  autocomplete,
  maxlength,
  placeholder,
  inputmode,
  zone,
  ...props
}: Common & Typed) => (
  <div class="field">
    <label for={props.name}>{props.label}</label>
    <input
      id={props.name}
      name={props.name}
      type={type}
      required={required}
      autocomplete={autocomplete as 'on'}
      maxlength={maxlength}
      placeholder={placeholder}
      inputmode={inputmode}
      data-zone={zone ? '' : undefined}
      list={choices && `${props.name}-choices`}
      value={props.value}
      autofocus={props.autofocus}
      aria-invalid={props.error ? 'true' : undefined}
      aria-describedby={about(props)}
    />
    {choices && (
      <datalist id={`${props.name}-choices`}>
        {choices.map((choice) => (
          <option key={choice} value={choice} />
        ))}
      </datalist>
    )}
    <Below {...props} />
  </div>
)

type Long = { rows?: number; required?: boolean; placeholder?: string }

export const TextArea = ({ rows = 6, required, placeholder, ...props }: Common & Long) => (
  <div class="field">
    <label for={props.name}>{props.label}</label>
    <textarea
      id={props.name}
      name={props.name}
      rows={rows}
      required={required}
      placeholder={placeholder}
      autofocus={props.autofocus}
      aria-invalid={props.error ? 'true' : undefined}
      aria-describedby={about(props)}
    >
      {props.value}
    </textarea>
    <Below {...props} />
  </div>
)

export const Select = ({ options, ...props }: Common & { options: { value: string; label: string }[] }) => (
  <div class="field">
    <label for={props.name}>{props.label}</label>
    <select
      id={props.name}
      name={props.name}
      aria-invalid={props.error ? 'true' : undefined}
      aria-describedby={about(props)}
    >
      {options.map(({ value, label }) => (
        <option key={value} value={value} selected={value === props.value}>
          {label}
        </option>
      ))}
    </select>
    <Below {...props} />
  </div>
)

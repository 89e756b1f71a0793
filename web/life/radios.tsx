type Props = {
  name: string
  legend: string
  value: string
  options: readonly { value: string; label: string }[]
  error?: string
}

/** One choice of a few, all of them in sight. */
export const Radios = ({ name, legend, value, options, error }: Props) => (
  <fieldset class="choices" aria-describedby={error && `${name}-error`}>
    <legend>{legend}</legend>
    {options.map((option) => (
      <label key={option.value}>
        <input
          type="radio"
          name={name}
          value={option.value}
          checked={option.value === value}
          aria-invalid={error ? 'true' : undefined}
        />
        {option.label}
      </label>
    ))}
    {error && (
      <p id={`${name}-error`} class="error">
        {error}
      </p>
    )}
  </fieldset>
)

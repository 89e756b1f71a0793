/** `CLOCK` (the ISO instant the service believes it is now) as milliseconds ahead of the real clock, taken once. */
export function clockOffset(text: string | undefined): number {
  if (!text) return 0
  const at = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at))
    throw new Error(`CLOCK is “${text}”; give an instant such as 2026-11-21T12:00:00Z in the environment`)
  return at - Date.now()
}

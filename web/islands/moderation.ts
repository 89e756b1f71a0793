/** What a key does on the queue and on a version; forms and links do the work. */
export function decide(key: string): boolean {
  if (key === 'j') move(1)
  else if (key === 'k') move(-1)
  else return press(key)
  return true
}

/** Presses the button that a key belongs to, or goes to its field. */
function press(key: string): boolean {
  if (!/^[acru]$/.test(key)) return false
  const target = document.querySelector<HTMLElement>(`[data-key="${key}"]`)
  if (!target) return false
  const folded = target.closest('details')
  if (folded) folded.open = true
  if (target instanceof HTMLButtonElement) target.click()
  else target.focus()
  return true
}

function move(step: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))
  rows[next]?.focus()
}

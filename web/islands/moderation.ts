/** Presses the button that a key belongs to, or goes to its field; forms do the work. */
export function decide(key: string): boolean {
  if (!/^[acru]$/.test(key)) return false
  const target = document.querySelector<HTMLElement>(`[data-key="${key}"]`)
  if (!target) return false
  const folded = target.closest('details')
  if (folded) folded.open = true
  if (target instanceof HTMLButtonElement) target.click()
  else target.focus()
  return true
}

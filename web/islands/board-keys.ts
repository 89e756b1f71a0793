const SWITCH = 'onward-keys'
const typed = 'textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])'
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches(typed))

/** Moving through a list by keys, which links alone cannot do. */
export const boardKeys = (): void => listenForKeys('#keys', '.list .row h3 a, .board td a', toSearch)

/**
 * Keys for a page that has their help: `?` opens it, and it can switch them off, everywhere. `j` and `k` move through
 * what stands at `rowsAt`; the others are the page's.
 */
export function listenForKeys(helpAt: string, rowsAt: string, act: (key: string) => boolean): void {
  const help = document.querySelector<HTMLDialogElement>(helpAt)
  if (!help) return
  const on = help.querySelector<HTMLInputElement>('input[type=checkbox]')
  if (on) {
    on.checked = localStorage.getItem(SWITCH) !== 'off'
    on.addEventListener('change', () => localStorage.setItem(SWITCH, on.checked ? 'on' : 'off'))
  }
  const opener = document.querySelector<HTMLButtonElement>('#keys-help')
  if (opener) {
    opener.hidden = false
    opener.addEventListener('click', () => help.showModal())
  }
  document.addEventListener('keydown', (event) => {
    const off = on?.checked === false || help.open || isTyping(event.target)
    if (off || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === '?') help.showModal()
    else if (event.key === 'j') move(rowsAt, 1)
    else if (event.key === 'k') move(rowsAt, -1)
    else if (!act(event.key)) return
    event.preventDefault()
  })
}

function toSearch(key: string): boolean {
  if (key !== '/') return false
  document.querySelector<HTMLInputElement>('input[type=search]')?.focus()
  return true
}

function move(rowsAt: string, step: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>(rowsAt)]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))
  rows[next]?.focus()
}

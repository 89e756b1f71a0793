const SWITCH = 'onward-keys'
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))

/** Moving through a list by keys, which links alone cannot do. */
export const boardKeys = (): void => listenForKeys('#keys', onBoard)

/** Keys for a page that has their help: `?` opens it, and it can switch them off, everywhere. */
export function listenForKeys(helpAt: string, act: (key: string) => boolean): void {
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
    else if (!act(event.key)) return
    event.preventDefault()
  })
}

function onBoard(key: string): boolean {
  if (key === '/') document.querySelector<HTMLInputElement>('input[type=search]')?.focus()
  else if (key === 'j') move(1)
  else if (key === 'k') move(-1)
  else return false
  return true
}

function move(step: number): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.list .row h3 a')]
  const at = links.indexOf(document.activeElement as HTMLAnchorElement)
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step))
  links[next]?.focus()
}

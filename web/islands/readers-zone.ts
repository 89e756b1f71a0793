/** The reader's zone, which only the browser knows: the digest comes on Monday morning there. */
export function readersZone(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('input[data-zone]'))
    field.value = Intl.DateTimeFormat().resolvedOptions().timeZone
  for (const place of document.querySelectorAll<HTMLElement>('[data-at]')) {
    const at = new Date(place.dataset.at ?? '')
    const style = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
    place.textContent = `${at.toLocaleString('en-GB', style)} where you are`
    place.hidden = false
  }
}

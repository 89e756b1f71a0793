/** Counts a reader's view, which the page itself cannot: it is kept and sent without the service being asked. */
export function countView(): void {
  const path = document.querySelector<HTMLElement>('[data-views]')?.dataset.views
  if (!path) return
  const send = () => navigator.sendBeacon(path)
  if (document.visibilityState === 'visible') send()
  else document.addEventListener('visibilitychange', send, { once: true })
}

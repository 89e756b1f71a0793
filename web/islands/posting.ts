const QUIET_MS = 2_000
const ASK_MS = 300
const KEPT = 'onward-posting'

/** While one types: the draft is kept, the time is shown as it is understood, and lists grow. Only a script can. */
export function posting(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-posting]')
  if (!form) return
  showTime(form)
  growLines(form)
  if (form.dataset.posting === 'draft') saveDrafts(form)
  else keepHere(form)
}

/** Calls once nothing has happened for a while. */
function later(ms: number, act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    clearTimeout(timer)
    timer = setTimeout(act, ms)
  }
}

const clock = () => new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })

function say(form: HTMLFormElement, words: string): void {
  const place = form.querySelector('[data-saved]')
  if (place) place.textContent = words
}

const valuesOf = (form: HTMLFormElement) => new URLSearchParams([...new FormData(form)] as [string, string][])

/** Whether somebody typed before this was loaded, or the browser gave back what was typed. */
const isTouched = (form: HTMLFormElement, names?: readonly string[]) =>
  [...form.elements].some((field) => {
    if (field instanceof HTMLTextAreaElement) return !names && field.value !== field.defaultValue
    if (!(field instanceof HTMLInputElement) || field.type === 'hidden' || field.name === 'zone') return false
    if (names && !names.includes(field.name)) return false
    return field.checked !== field.defaultChecked || field.value !== field.defaultValue
  })

const TIME_FIELDS = ['commitment', 'startsOn', 'kind']

/** The server understands it, so that it is understood in one way only. */
function showTime(form: HTMLFormElement): void {
  const place = form.querySelector('#time-said')
  const ask = async () => {
    const values = valuesOf(form)
    const asked = new URLSearchParams()
    for (const name of TIME_FIELDS) asked.set(name, values.get(name) ?? '')
    const answer = await fetch(`/opportunities/new/time?${asked}`).catch(() => null)
    // Our own HTML: what is typed comes back escaped.
    if (place && answer?.ok) place.innerHTML = await answer.text()
  }
  const soon = later(ASK_MS, () => void ask())
  form.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement && TIME_FIELDS.includes(target.name)) soon()
  })
  if (isTouched(form, TIME_FIELDS)) soon()
}

/** When the last field of a list is filled, an empty one follows. */
function growLines(form: HTMLFormElement): void {
  for (const list of form.querySelectorAll<HTMLElement>('[data-lines] .line-fields')) {
    list.addEventListener('input', () => {
      const last = list.querySelector<HTMLInputElement>('input:last-child')
      if (!last?.value) return
      const next = last.cloneNode() as HTMLInputElement
      next.value = ''
      next.removeAttribute('id')
      next.removeAttribute('aria-invalid')
      next.setAttribute(
        'aria-label',
        (last.getAttribute('aria-label') ?? '').replace(/\d+$/, (n) => String(Number(n) + 1)),
      )
      last.insertAdjacentElement('afterend', next)
    })
  }
}

/** A few seconds after a change. Another's change in between is left to the page that saving opens. */
function saveDrafts(form: HTMLFormElement): void {
  let saving = false
  let leaving = false
  // A button is called `action` too, and hides the form's own.
  const to = form.getAttribute('action') ?? ''
  const save = async () => {
    if (leaving) return
    if (saving) return soon()
    saving = true
    const values = valuesOf(form)
    values.set('action', 'draft')
    const headers = { Accept: 'application/json' }
    const answer = await fetch(to, { method: 'POST', body: values, headers }).catch(() => null)
    saving = false
    if (answer?.status === 409) return say(form, 'Somebody else has changed it: save to see what.')
    if (!answer?.ok) return say(form, 'Not saved: trying again at the next change.')
    const { version } = (await answer.json()) as { version: number }
    const field = form.elements.namedItem('version')
    if (field instanceof HTMLInputElement) field.value = String(version)
    say(form, `Saved ${clock()}`)
  }
  const soon = later(QUIET_MS, () => void save())
  form.addEventListener('input', soon)
  if (isTouched(form)) soon()
  form.addEventListener('submit', (event) => {
    // What is being saved moves the version that this form carries along.
    if (saving) {
      event.preventDefault()
      const again = setInterval(() => {
        if (saving) return
        clearInterval(again)
        form.requestSubmit(event.submitter as HTMLButtonElement | null)
      }, 50)
      return
    }
    leaving = true
  })
  addEventListener('pageshow', () => {
    leaving = false
  })
}

/** Without an account nothing is sent while one types: it stays in this browser until it is submitted. */
function keepHere(form: HTMLFormElement): void {
  const ours = new Set(['id', 'base', 'version', 'stamp', 'homepage', 'email'])
  const soon = later(ASK_MS, () => {
    const kept = [...valuesOf(form)].filter(([name]) => !ours.has(name))
    sessionStorage.setItem(KEPT, new URLSearchParams(kept).toString())
    say(form, `Kept in this tab ${clock()}`)
  })
  const kept = new URLSearchParams(sessionStorage.getItem(KEPT) ?? '')
  const untouched = form.hasAttribute('data-fresh')
  const isTyped = isTouched(form)
  if (untouched && [...kept].length) fill(form, kept)
  form.addEventListener('input', soon)
  if (isTyped) soon()
  form.addEventListener('submit', ({ submitter }) => {
    if (submitter instanceof HTMLButtonElement && submitter.value === 'submit') sessionStorage.removeItem(KEPT)
  })
}

function fill(form: HTMLFormElement, kept: URLSearchParams): void {
  for (const name of new Set(kept.keys())) {
    const values = kept.getAll(name)
    for (const field of form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = values.includes(field.value)
      else field.value = values.shift() ?? ''
    }
  }
  say(form, 'What you typed before is back.')
  form.querySelector('[name=commitment]')?.dispatchEvent(new Event('input', { bubbles: true }))
}

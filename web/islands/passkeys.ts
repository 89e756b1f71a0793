import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON as CreationOptions,
  type PublicKeyCredentialRequestOptionsJSON as RequestOptions,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'

/** Adding and showing a passkey: only a script can ask the device for its key. */
export function passkeys(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    form.hidden = false
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void send(form)
    })
  }
}

async function send(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector('button')
  const failure = form.querySelector('[data-failure]')
  if (!button || !failure) return
  failure.textContent = ''
  button.disabled = true
  try {
    const { done } = await (form.dataset.passkey === 'add' ? add(form) : show(form))
    location.assign(form.dataset.next ?? `${location.pathname}?done=${done}`)
  } catch (error) {
    button.disabled = false
    failure.textContent = wordsFor(error)
  }
}

async function add(form: HTMLFormElement) {
  const name = form.querySelector('input')?.value ?? ''
  const optionsJSON = await post<CreationOptions>(`${form.action}/options`, {})
  return post<Done>(form.action, { name, credential: await startRegistration({ optionsJSON }) })
}

async function show(form: HTMLFormElement) {
  const optionsJSON = await post<RequestOptions>(`${form.action}/options`, {})
  return post<Done>(form.action, { credential: await startAuthentication({ optionsJSON }) })
}

type Done = { done: string }
class Refused extends Error {}

async function post<Answer>(url: string, body: object): Promise<Answer> {
  if (!browserSupportsWebAuthn()) throw new Refused('This browser cannot use passkeys. Try a newer one.')
  const headers = { 'Content-Type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (answer.status === 401) throw new Refused('You are signed out. Sign in again, then come back here.')
  const said = (await answer.json()) as Answer & { error?: { message: string } }
  if (said.error) throw new Refused(said.error.message)
  return said
}

function wordsFor(error: unknown): string {
  if (error instanceof Refused) return error.message
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
    return 'This device holds a passkey for you already. Take another device, or show that one.'
  if (error instanceof Error && error.name === 'SecurityError')
    return 'Passkeys need the name of the site: open it as localhost instead of a number such as 127.0.0.1.'
  if (error instanceof Error && /^(NotAllowed|Abort)Error$/.test(error.name))
    return 'Nothing was shown. Try again, and confirm when your device asks.'
  return 'That did not work. Check your connection and try again.'
}

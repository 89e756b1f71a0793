import { boardKeys, listenForKeys } from './islands/board-keys.ts'
import { countView } from './islands/count-view.ts'
import { readersZone } from './islands/readers-zone.ts'

readersZone()
boardKeys()
if (document.querySelector('#moderation-keys'))
  import('./islands/moderation.ts').then(({ decide }) => listenForKeys('#moderation-keys', '[data-row]', decide))
countView()
if (document.querySelector('[data-posting]')) import('./islands/posting.ts').then(({ posting }) => posting())
if (document.querySelector('[data-passkey]')) import('./islands/passkeys.ts').then(({ passkeys }) => passkeys())

/** Fields left empty would only lengthen the address of a search; what is posted empty means empty. */
document.addEventListener('formdata', ({ formData, target }) => {
  if ((target as HTMLFormElement).method !== 'get') return
  for (const name of new Set([...formData.keys()])) {
    const filled = formData.getAll(name).filter((value) => value !== '')
    formData.delete(name)
    for (const value of filled) formData.append(name, value)
  }
})

import { boardKeys } from './islands/board-keys.ts'
import { readersZone } from './islands/readers-zone.ts'

readersZone()
boardKeys()

/** Fields left empty would only lengthen the address. */
document.addEventListener('formdata', ({ formData }) => {
  for (const [name, value] of [...formData]) if (value === '') formData.delete(name)
})

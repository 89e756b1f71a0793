const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_CHARACTERS = 10
const RANDOM_CHARACTERS = 12

/** Chance is drawn for many at a time: asked for one by one it takes most of what an id costs. */
const drawn = new Uint8Array(RANDOM_CHARACTERS * 256)
let used = drawn.length

function drawBytes(): Uint8Array {
  if (used === drawn.length) {
    crypto.getRandomValues(drawn)
    used = 0
  }
  used += RANDOM_CHARACTERS
  return drawn.subarray(used - RANDOM_CHARACTERS, used)
}

/** A new id that tells its type and sorts by time, such as `opp_01jx…`: 10 characters of time, 60 bits of chance. */
export function newId(prefix: string, now: number): string {
  let time = ''
  for (let rest = now, i = 0; i < TIME_CHARACTERS; i++, rest = Math.floor(rest / 32)) time = ALPHABET[rest % 32] + time
  let random = ''
  for (const byte of drawBytes()) random += ALPHABET[byte % 32]
  return `${prefix}_${time}${random}`
}

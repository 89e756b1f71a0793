const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_CHARACTERS = 10
const RANDOM_CHARACTERS = 12

/** A new id that tells its type and sorts by time, such as `opp_01jx…`: 10 characters of time, 60 bits of chance. */
export function newId(prefix: string, now: number): string {
  let time = ''
  for (let rest = now, i = 0; i < TIME_CHARACTERS; i++, rest = Math.floor(rest / 32)) time = ALPHABET[rest % 32] + time
  let random = ''
  for (const byte of crypto.getRandomValues(new Uint8Array(RANDOM_CHARACTERS))) random += ALPHABET[byte % 32]
  return `${prefix}_${time}${random}`
}

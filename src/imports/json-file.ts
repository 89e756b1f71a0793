import { malformed } from '../errors.ts'

/** Parses JSON; broken JSON is told with its line and column. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const before = text.slice(0, breakIn(text))
    const line = before.split('\n').length
    const column = before.length - before.lastIndexOf('\n')
    throw malformed(`The file is not valid JSON: it breaks at line ${line}, column ${column}`)
  }
}

/** Where JSON stops making sense: after the longest beginning that something could still complete. */
function breakIn(text: string): number {
  let [sound, broken] = [0, text.length + 1]
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2)
    if (mayGoOn(text.slice(0, middle))) sound = middle
    else broken = middle
  }
  return sound
}

// Not every message of V8 carries a position: "Unexpected token" names none.
function mayGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning)
    return true
  } catch (error) {
    const { message } = error as Error
    return /end of JSON input|Unterminated/.test(message) || message.includes(`position ${beginning.length} `)
  }
}

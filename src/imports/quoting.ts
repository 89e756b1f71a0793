const MOST = 60
const PLENTY = 1_000

/** A value as messages show it: on one line, without control characters, at most 60 characters long. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  const line = [...text.slice(0, PLENTY).replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')]
  return `“${line.slice(0, MOST).join('')}${line.length > MOST ? '…' : ''}”`
}

/** "A", "A and B", "A, B and C". */
export const all = (items: readonly string[]) => joined(items, 'and')
export const any = (items: readonly string[]) => joined(items, 'or')

function joined(items: readonly string[], word: string): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`
}

/** Hours as people say them: at most two decimals. */
export const hourWords = (value: number) => String(Math.round(value * 100) / 100)

/** As a sentence begins. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
/** As it goes on after a colon. */
export const withoutCapital = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

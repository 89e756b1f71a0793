/** "A", "A and B", "A, B and C". */
export const all = (items: readonly string[]) => joined(items, 'and')
export const any = (items: readonly string[]) => joined(items, 'or')

function joined(items: readonly string[], word: string): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`
}

/** Hours as people say them: at most two decimals. */
export const hourWords = (value: number) => String(Math.round(value * 100) / 100)

const kindWords: Record<string, string> = { phd: 'PhD' }
export const say = (value: string) => kindWords[value] ?? value.replaceAll('_', ' ')

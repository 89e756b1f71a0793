/** A text from which what is understood is taken, piece by piece. */
export type Rest = {
  left: string
  take(pattern: RegExp): RegExpExecArray | null
  /** What nobody has understood, without words that say nothing; empty where all was. */
  strange(): string
}

const numbers = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const more: Record<string, number> = { fifteen: 15, twenty: 20, thirty: 30, forty: 40 }
const numberWords = new Map([...numbers.map((word, i) => [word, i] as const), ...Object.entries(more)])
const numberWord = new RegExp(`\\b(${[...numberWords.keys()].join('|')})\\b`, 'g')

/** What people say in other words, or in the languages next door. */
const sayings: [RegExp, string][] = [
  [/\bstunden?\b|\bstd\b|\bheures?\b|\bhoras?\b/g, 'hours'],
  [/\btage?n?\b|\bjours?\b/g, 'days'],
  [/\bwochen?\b|\bsemaines?\b|\bsemanas?\b/g, 'week'],
  [/\bmonate?n?\b|\bmois\b|\bmes(?:es)?\b/g, 'month'],
  [/\bpro\b|\bpar\b|\bpor\b/g, 'per'],
  [/\bvollzeit\b|\btemps plein\b|\bplein temps\b/g, 'full-time'],
  [/\bteilzeit\b|\btemps partiel\b/g, 'part-time'],
  [/\bhalbtags\b|\bmi-temps\b/g, 'half-time'],
]
const said = (text: string) => sayings.reduce((so, [pattern, words]) => so.replace(pattern, words), text)

const FILLERS =
  /\b(?:about|around|roughly|approximately|approx|circa|ca|up|for|from|in|of|and|or|the|during|over|only|at|on|work|time|all year(?: round)?|permanent|ongoing|remotely)\b|[,;·.:+×()]/g

export function restOf(text: string): Rest {
  const rest: Rest = {
    left: plain(text),
    take(pattern) {
      const found = pattern.exec(rest.left)
      if (found) rest.left = `${rest.left.slice(0, found.index)} , ${rest.left.slice(found.index + found[0].length)}`
      return found
    },
    strange: () => rest.left.replace(FILLERS, ' ').replace(/\s+/g, ' ').trim(),
  }
  return rest
}

/** Lower case, one kind of dash, decimal points, digits for number words. */
const plain = (text: string) =>
  said(text.toLowerCase())
    .replace(/[–—−]/g, '-')
    .replace(/(\d)[,](\d)/g, '$1.$2')
    .replace(/\bwks?\b/g, 'week')
    .replace(/½/g, '0.5')
    .replace(/\bhalf an? (day|hour)\b/g, '0.5 $1')
    .replace(/\ba half (day|hour)\b/g, '0.5 $1')
    .replace(numberWord, (word) => String(numberWords.get(word)))
    .replace(/\s+/g, ' ')
    .trim()

import { fold } from '../text/fold.ts'
import { isNear } from '../text/near-names.ts'

/** Letters and digits that look like a Latin letter (a part of https://www.unicode.org/reports/tr39/). */
const LOOKS_LIKE = new Map(
  'аa еe оo рp сc уy хx іl їl јj ѕs кk мm нh тt вb гr ԁd ԛq ԝw αa οo ρp νv ιl κk τt υu εe ηn χx ωw γy 0o 1l 3e 5s 8b il'
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
)
const SHARE = 0.2
const LONGEST = 80

const drawn = (folded: string) =>
  [...folded]
    .map((letter) => LOOKS_LIKE.get(letter) ?? letter)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')

/** Words that tell no organization from another. */
const general = new Set(
  `the a an of for and inc ltd llc gmbh ev ngo foundation institute institution initiative center centre lab labs group
  organization organisation association network`
    .split(/\s+/)
    .flatMap((word) => [word, drawn(word)]),
)

/** The words by which a name is told from others, folded; all of them where each is general. */
export function tellingWords(name: string): string[] {
  const words = fold(name).split(' ').filter(Boolean)
  const telling = words.filter((word) => !general.has(word) && !general.has(drawn(word)))
  return telling.length ? telling : words
}

const joined = (words: readonly string[]) => drawn(words.join('')).slice(0, LONGEST)

/** Whether a reader may take one name for the other: by a slip, by letters drawn alike, or by words that say little. */
export function looksAlike(name: string, other: string): boolean {
  const [one, two] = [joined(tellingWords(name)), joined(tellingWords(other))]
  const [whole, otherWhole] = [joined(fold(name).split(' ')), joined(fold(other).split(' '))]
  return one !== '' && (one === two || isNear(one, two, SHARE) || isNear(whole, otherWhole, SHARE))
}

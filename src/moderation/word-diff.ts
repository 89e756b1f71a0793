export type Piece = { type: 'same' | 'removed' | 'added'; text: string }

/** A table of so many cells takes some ten milliseconds; longer texts are compared by lines, or as a whole. */
const MOST_CELLS = 4_000_000

/** What turned one text into the other, word by word: the longest common run of words stays. */
export function diffWords(before: string, after: string): Piece[] {
  const words = /\s+|[^\s]+/g
  return diffBy(words, before, after) ?? diffBy(/[^\n]*\n?/g, before, after) ?? wholly(before, after)
}

const wholly = (before: string, after: string) => joined([piece('removed', before), piece('added', after)])
const piece = (type: Piece['type'], text: string): Piece => ({ type, text })

function diffBy(pattern: RegExp, before: string, after: string): Piece[] | null {
  const [old, fresh]: [string[], string[]] = [before.match(pattern) ?? [], after.match(pattern) ?? []]
  let start = 0
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++
  let end = 0
  while (end < Math.min(old.length, fresh.length) - start && old.at(-1 - end) === fresh.at(-1 - end)) end++
  const middle = aligned(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end))
  if (!middle) return null
  const head = piece('same', old.slice(0, start).join(''))
  const tail = piece('same', end ? old.slice(-end).join('') : '')
  return joined([head, ...middle, tail])
}

/** Longest common subsequence by dynamic programming (https://en.wikipedia.org/wiki/Longest_common_subsequence). */
function aligned(old: readonly string[], fresh: readonly string[]): Piece[] | null {
  const width = fresh.length + 1
  if (old.length * width > MOST_CELLS) return null
  const lengths = new Uint16Array((old.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = fresh.length - 1; j >= 0; j--)
      lengths[i * width + j] = old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < fresh.length) {
    const [was, is] = [old[i], fresh[j]]
    if (was !== undefined && was === is) {
      pieces.push(piece('same', was))
      i++
      j++
    } else if (was !== undefined && (is === undefined || at(i + 1, j) >= at(i, j + 1))) {
      pieces.push(piece('removed', was))
      i++
    } else {
      pieces.push(piece('added', is ?? ''))
      j++
    }
  }
  return pieces
}

/** Neighbours of a kind are one; a blank between two changes belongs to both, so that a changed phrase reads as one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const runs: Piece[] = []
  let [removed, added] = ['', '']
  const flush = () => {
    if (removed) runs.push(piece('removed', removed))
    if (added) runs.push(piece('added', added))
    removed = ''
    added = ''
  }
  pieces.forEach(({ type, text }, i) => {
    if (!text) return
    if (type === 'removed') removed += text
    else if (type === 'added') added += text
    else if (text.trim() === '' && !text.includes('\n') && removed && added && pieces[i + 1]?.type !== 'same') {
      removed += text
      added += text
    } else {
      flush()
      const last = runs.at(-1)
      if (last?.type === 'same') last.text += text
      else runs.push(piece('same', text))
    }
  })
  flush()
  return runs
}

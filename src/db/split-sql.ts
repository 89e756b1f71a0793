const blank = /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y
const quoted = /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)/y
const word = /[\p{L}\p{N}_$]+/uy
const trigger = /^(?:explain (?:query plan )?)?create (?:temp |temporary )?trigger /

interface Token {
  kind: 'blank' | 'quoted' | 'word' | 'sign'
  text: string
}

/**
 * The statements of a SQL file, without their closing semicolons and the comments before them. A semicolon ends no
 * statement inside a string, a quoted name, a comment or the body of a trigger.
 */
export function splitSql(sql: string): string[] {
  const statements: string[] = []
  let text = ''
  let seen: string[] = []
  for (const token of tokens(sql)) {
    if (token.kind === 'blank' && seen.length === 0) continue
    if (token.text === ';' && !(isTrigger(seen) && !closesTrigger(seen))) {
      if (text !== '') statements.push(text.trimEnd())
      text = ''
      seen = []
      continue
    }
    text += token.text
    if (token.kind !== 'blank') seen.push(token.kind === 'word' ? token.text.toLowerCase() : token.text)
  }
  return text === '' ? statements : [...statements, text.trimEnd()]
}

function* tokens(sql: string): Generator<Token> {
  for (let at = 0; at < sql.length; ) {
    const token = match(sql, at)
    yield token
    at += token.text.length
  }
}

function match(sql: string, at: number): Token {
  for (const [kind, pattern] of [
    ['blank', blank],
    ['quoted', quoted],
    ['word', word],
  ] as const) {
    pattern.lastIndex = at
    const found = pattern.exec(sql)
    if (found) return { kind, text: found[0] }
  }
  return { kind: 'sign', text: sql.charAt(at) }
}

function isTrigger(seen: string[]): boolean {
  return trigger.test(`${seen.slice(0, 6).join(' ')} `)
}

// As in sqlite3_complete: only `; end ;` closes a trigger, because `case ... end` never follows a semicolon.
function closesTrigger(seen: string[]): boolean {
  return seen.at(-1) === 'end' && seen.at(-2) === ';'
}

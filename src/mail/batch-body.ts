import type { MessageInPieces, TextPiece } from './mailer.ts'

const encoder = new TextEncoder()
/** As it stands between the quotes of JSON. */
const quoted = (text: string) => JSON.stringify(text).slice(1, -1)

type Encoded = { html: Uint8Array; text: Uint8Array }
const encoded = new WeakMap<TextPiece, Encoded>()

function encodedOf(piece: TextPiece): Encoded {
  const known = encoded.get(piece)
  if (known) return known
  const made = { html: encoder.encode(quoted(piece.html)), text: encoder.encode(quoted(piece.text)) }
  encoded.set(piece, made)
  return made
}

/** Calls are of much the same size: one begins with the room that the last one took, and a little more. */
let room = 1 << 16

/** Bytes in one place that grows. What is added as text waits until bytes follow, so that little is encoded by itself. */
class Bytes {
  private bytes = new Uint8Array(room)
  private length = 0
  private waiting = ''

  text(text: string): void {
    this.waiting += text
  }

  add(bytes: Uint8Array): void {
    this.flush()
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  whole(): Uint8Array<ArrayBuffer> {
    this.flush()
    room = Math.max(1 << 16, Math.ceil(this.length * 1.1))
    return this.bytes.subarray(0, this.length)
  }

  private flush(): void {
    if (!this.waiting) return
    // No character takes more than three bytes for each of its units.
    this.reserve(this.waiting.length * 3)
    this.length += encoder.encodeInto(this.waiting, this.bytes.subarray(this.length)).written
    this.waiting = ''
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more))
    grown.set(this.bytes.subarray(0, this.length))
    this.bytes = grown
  }
}

/**
 * Many mails as one array of JSON, in bytes. What mails share is escaped and encoded once a process: from then on it is
 * copied.
 */
export function batchBody(from: string, messages: readonly MessageInPieces[]): Uint8Array<ArrayBuffer> {
  const body = new Bytes()
  const join = (pieces: readonly TextPiece[], part: 'html' | 'text') => {
    for (const piece of pieces)
      if (piece.shared) body.add(encodedOf(piece)[part])
      else body.text(quoted(piece[part]))
  }
  for (const [i, { to, subject, pieces, headers }] of messages.entries()) {
    body.text(`${i ? ',' : '['}${JSON.stringify({ from, to, subject }).slice(0, -1)},"html":"`)
    join(pieces, 'html')
    body.text('","text":"')
    join(pieces, 'text')
    body.text(`","headers":${JSON.stringify(headers)}}`)
  }
  body.text(messages.length ? ']' : '[]')
  return body.whole()
}

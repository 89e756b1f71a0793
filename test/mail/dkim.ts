import { createHash, createVerify, type KeyObject } from 'node:crypto'

/** A value as relaxed canonicalization has it (RFC 6376, 3.4.2). */
const relaxed = (value: string) =>
  value
    .replace(/\r\n(?=[ \t])/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()

/** A body as relaxed canonicalization has it (RFC 6376, 3.4.4). */
function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
  const text = lines.join('\r\n').replace(/(\r\n)+$/, '')
  return text && `${text}\r\n`
}

/** Whether the signature of a raw mail holds under a key: an own reading of the standard. Also which headers it covers. */
export function verifyDkim(
  raw: string,
  key: KeyObject,
): { holds: boolean; signed: string[]; tags: Record<string, string> } {
  const end = raw.indexOf('\r\n\r\n')
  const fields = raw
    .slice(0, end)
    .split(/\r\n(?![ \t])/)
    .map((line) => ({ name: line.slice(0, line.indexOf(':')).toLowerCase(), value: line.slice(line.indexOf(':') + 1) }))
  const signature = fields.find(({ name }) => name === 'dkim-signature')?.value ?? ''
  const tags = Object.fromEntries(
    signature
      .split(';')
      .map((tag) => [tag.slice(0, tag.indexOf('=')).trim(), tag.slice(tag.indexOf('=') + 1).replace(/\s/g, '')]),
  )
  const signed = (tags.h ?? '').toLowerCase().split(':')
  const bodyHash = createHash('sha256')
    .update(relaxedBody(raw.slice(end + 4)), 'latin1')
    .digest('base64')
  const lines = signed.flatMap((name) => {
    const field = fields.findLast((one) => one.name === name)
    return field ? [`${name}:${relaxed(field.value)}\r\n`] : []
  })
  const own = `dkim-signature:${relaxed(signature.replace(/(\bb=)[\s\S]*$/, '$1'))}`
  const verify = createVerify('RSA-SHA256').update(lines.join('') + own, 'latin1')
  return { holds: bodyHash === tags.bh && verify.verify(key, tags.b ?? '', 'base64'), signed, tags }
}

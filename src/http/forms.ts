import { malformed, tooLarge, unsupported } from '../errors.ts'

const FORM_BYTES = 64 * 1024
const FILE_BYTES = 5 * 1024 * 1024

/** The bytes of a body, counted while reading; more than `most` answers 413. */
async function readBody(request: Request, most = FORM_BYTES): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > most) throw tooLarge(`Send at most ${sizeInWords(most)}`)
    chunks.push(chunk)
  }
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer())
}

const sizeInWords = (bytes: number) =>
  bytes < 1024 * 1024 ? `${Math.floor(bytes / 1024)} KB` : `${Math.floor(bytes / 1024 / 1024)} MB`

/** The one file of a posted form, of at most 5 MB; null where none was chosen. */
export async function readUpload(request: Request, field: string): Promise<{ name: string; bytes: Uint8Array } | null> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data\b/i.test(type)) throw unsupported('Send a form with a file')
  const body = await readBody(request, FILE_BYTES + FORM_BYTES)
  const form = await new Response(body, { headers: { 'Content-Type': type } }).formData().catch(() => {
    throw malformed('The form cannot be read')
  })
  const file: unknown = form.get(field)
  if (!(file instanceof File) || file.size === 0) return null
  if (file.size > FILE_BYTES) throw tooLarge(`Send at most ${sizeInWords(FILE_BYTES)}`)
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** A posted form as parameters. Browsers post ours urlencoded; anything else answers 415. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) throw unsupported('Send a form')
  return new URLSearchParams(decode(await readBody(request)))
}

/** A posted JSON value. */
export const readJson = async (request: Request): Promise<unknown> => parseJson(await readJsonText(request))

/** A posted JSON value as it came. */
export async function readJsonText(request: Request): Promise<string> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/(json|[a-z.+-]+\+json)\b/i.test(type))
    throw unsupported('Send JSON with Content-Type: application/json')
  return decode(await readBody(request))
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw malformed('The body is not valid JSON')
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw malformed('The body is not valid UTF-8')
  }
}

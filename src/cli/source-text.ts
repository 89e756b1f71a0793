import { readFile } from 'node:fs/promises'
import { malformed } from '../errors.ts'

const SAVE = 'save it as UTF-8 (in a spreadsheet: “CSV UTF-8”)'

/** The text of a file in UTF-8, or in UTF-16 where it says so. Everything else is refused with what to do instead. */
export async function readSourceText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw malformed(unreadable[error.code ?? ''] ?? `It cannot be read (${error.code})`)
  })
  const text = decode(bytes)
  if (!text.trim()) throw malformed('The file is empty: give CSV with a header, or JSON')
  return text
}

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file',
  EISDIR: 'This is a directory: give one file in it',
  EACCES: 'You may not read this file',
  ERR_FS_FILE_TOO_LARGE: 'The file is too large: split it',
}

function decode(bytes: Buffer): string {
  const utf16 = utf16Of(bytes)
  if (utf16) return new TextDecoder(utf16).decode(bytes)
  refuseBinary(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw malformed(`The file is not UTF-8, line ${brokenLine(bytes)} looks like Latin-1 or Windows-1252: ${SAVE}`)
  }
}

function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

/** Compressed and other binary files hold bytes that no text has; spreadsheets and documents tell by how they begin. */
function refuseBinary(bytes: Buffer): void {
  if (['504b0304', 'd0cf11e0'].includes(bytes.toString('hex', 0, 4)))
    throw malformed('This is a spreadsheet, a document or an archive: save the table as CSV')
  if (bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)))
    throw malformed('The file is not text: give CSV or JSON')
}

/** The first line that UTF-8 cannot read, counted from 1. */
function brokenLine(bytes: Uint8Array): number {
  const lines = new TextDecoder('utf-8').decode(bytes).split('\n')
  return lines.findIndex((line) => line.includes('\uFFFD')) + 1
}

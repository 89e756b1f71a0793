import { readFile } from 'node:fs/promises'
import { malformed } from '../errors.ts'
import { decodeText, isArchive } from '../text/decoding.ts'

/** The bytes of a file, or in words why it cannot be read. */
export const readSourceBytes = (file: string): Promise<Uint8Array> =>
  readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw malformed(unreadable[error.code ?? ''] ?? `It cannot be read (${error.code})`)
  })

/** The text of a file in UTF-8, or in UTF-16 where it says so. Everything else is refused with what to do instead. */
export async function readSourceText(file: string): Promise<string> {
  const bytes = await readSourceBytes(file)
  refuseBinary(bytes)
  const text = decodeText(bytes)
  if (!text.trim()) throw malformed('The file is empty: give CSV with a header, or JSON')
  return text
}

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file',
  EISDIR: 'This is a directory: give one file in it',
  EACCES: 'You may not read this file',
  ERR_FS_FILE_TOO_LARGE: 'The file is too large: split it',
}

/** Compressed and other binary files hold bytes that no text has. */
function refuseBinary(bytes: Uint8Array): void {
  if (isArchive(bytes) || bytes[0] === 0xff || bytes[0] === 0xfe) return
  if (bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)))
    throw malformed('The file is not text: give CSV or JSON')
}

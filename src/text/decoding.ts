import { malformed } from '../errors.ts'

const SAVE = 'save it as UTF-8 (in a spreadsheet: “CSV UTF-8”)'

/** The text of a file in UTF-8, or in UTF-16 where it says so. Everything else is refused with what to do instead. */
export function decodeText(bytes: Uint8Array): string {
  if (isArchive(bytes)) throw malformed('This is a spreadsheet, a document or an archive: save the table as CSV')
  const utf16 = utf16Of(bytes)
  if (utf16) return new TextDecoder(utf16).decode(bytes)
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

const beginnings = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
]

/** Spreadsheets and documents tell by how they begin. */
export const isArchive = (bytes: Uint8Array) =>
  beginnings.some((beginning) => beginning.every((byte, i) => bytes[i] === byte))

/** The first line that UTF-8 cannot read, counted from 1. */
function brokenLine(bytes: Uint8Array): number {
  const lines = new TextDecoder('utf-8').decode(bytes).split('\n')
  return lines.findIndex((line) => line.includes('\uFFFD')) + 1
}

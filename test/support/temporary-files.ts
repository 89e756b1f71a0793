import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

const MEMORY = '/dev/shm'
const LEAST_BYTES = 1_000_000_000

/** What tests keep in temporary files is kept in memory where there is room, for D1 waits for its disk at each write. */
export default function keepInMemory(): (() => void) | undefined {
  if (freeBytes(MEMORY) < LEAST_BYTES) return
  const folder = mkdtempSync(join(MEMORY, 'onward-tests-'))
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return 0
  }
}

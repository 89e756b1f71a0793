import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** `SECRET_KEYS`, or a key made once and kept beside the local database: links in mail must outlive a restart. */
export function secretKeys(given: string | undefined, stateDir: string): string {
  if (given) return given
  const file = join(stateDir, 'secret-key')
  if (!existsSync(file)) {
    mkdirSync(stateDir, { recursive: true })
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 })
  }
  return readFileSync(file, 'utf8').trim()
}

import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const dist = join(import.meta.dirname, '../../dist')

// A killed parent cannot stop workerd, which would keep the port. The dead parent may stay visible as a zombie (state Z).
const script = (workerd: string) => `#!/bin/sh
parent=$PPID
(
  while kill -0 "$parent" && kill -0 $$ && ! grep -q '^State:.Z' "/proc/$parent/status"; do sleep 0.5; done
  kill -9 $$
) </dev/null >/dev/null 2>&1 3>&- &
exec '${workerd.replaceAll("'", "'\\''")}' "$@"
`

/** Has Miniflare start workerd through a script that ends it within a second of this process, however that one ends. */
export function tieWorkerd(): void {
  if (process.platform === 'win32' || process.env.MINIFLARE_WORKERD_PATH) return
  const file = join(dist, 'workerd')
  const text = script(workerdBinary())
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeExecutable(file, text)
  process.env.MINIFLARE_WORKERD_PATH = file
}

function workerdBinary(): string {
  const workerd: { default: string } = createRequire(import.meta.resolve('miniflare'))('workerd')
  return workerd.default
}

function writeExecutable(file: string, text: string): void {
  const fresh = `${file}.${process.pid}`
  mkdirSync(dist, { recursive: true })
  writeFileSync(fresh, text)
  chmodSync(fresh, 0o755)
  renameSync(fresh, file)
}

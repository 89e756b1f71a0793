import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Built } from '../../src/cli/build.ts'

export type Size = { name: string; bytes: number; limit: number }

const KB = 1024
const zipped = (text: string | Buffer) => gzipSync(text).length

/** What crosses the network, compressed: the whole worker on deploy, the page with its style and script to a reader. */
export function sizes({ worker, assets }: Built, board: string | null): Size[] {
  const asset = (name: string) => zipped(readFileSync(join(assets, 'static', name)))
  const found = [{ name: 'worker bundle, gzip', bytes: zipped(readFileSync(worker)), limit: 600 * KB }]
  if (board === null) return found
  const [page, style, script] = [zipped(board), asset('styles.css'), asset('client.js')]
  const parts = `page ${page} + styles.css ${style} + client.js ${script}`
  return [...found, { name: `board, gzip: ${parts}`, bytes: page + style + script, limit: 14 * KB }]
}

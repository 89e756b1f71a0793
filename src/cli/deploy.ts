import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildAll, root } from './build.ts'

const wrangler = join(root, 'node_modules/.bin/wrangler')

function run(...args: string[]): void {
  const { status } = spawnSync(wrangler, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

if (/database_id\s*=\s*"0{8}-/.test(readFileSync(join(root, 'wrangler.toml'), 'utf8'))) {
  console.error(
    'wrangler.toml still has the placeholder database_id: run `npx wrangler d1 create onward` and put its id there',
  )
  process.exit(1)
}
const { assetVersion } = await buildAll()
run('d1', 'migrations', 'apply', 'onward', '--remote')
run('deploy', '--define', `ASSET_VERSION_OF_BUILD:"${assetVersion}"`)

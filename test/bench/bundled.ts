import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { buildApp } from '../../src/app.tsx'
import { root } from '../../src/cli/build.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import type { digestMail } from '../../web/emails/digest-mail.tsx'
import type { digestAnew, partsOf } from '../emails/rendered-anew.tsx'

type Render = (openings: readonly OpportunityCard[], now: number) => string
const folder = join(root, 'dist/bench')

/** Parts with JSX, which Node does not read, bundled for this process. */
async function bundled<T>(name: string, contents: string, jsxImportSource: string, alias = {}): Promise<T> {
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, `${name}.cjs`)
  await build({
    stdin: { contents, resolveDir: root, loader: 'tsx' },
    outfile,
    alias,
    bundle: true,
    minify: true,
    platform: 'node',
    external: ['cloudflare:*'],
    format: 'cjs',
    target: 'node24',
    define: { 'process.env.NODE_ENV': '"production"' },
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', jsxImportSource } },
    logLevel: 'warning',
  })
  return createRequire(import.meta.url)(outfile)
}

/** The whole service in this process, where calls to its database can be counted. */
export const bundledApp = () =>
  bundled<{ buildApp: typeof buildApp }>('app', `export { buildApp } from './src/app.tsx'`, 'preact')

const list = (renderer: string) => `
  import { renderToString } from ${JSON.stringify(renderer)}
  import { OpportunityRow } from './web/opportunities/row.tsx'
  export const render = (openings, now) => renderToString(
    <ol class="list">{openings.map((o) => <li key={o.id}><OpportunityRow opportunity={o} now={now} /></li>)}</ol>)
`
const keptList = `
  import { renderToString } from 'preact-render-to-string'
  import { KeptRow } from './web/opportunities/kept-row.tsx'
  export const render = (openings, now) => renderToString(
    <ol class="list">{openings.map((o) => <KeptRow key={o.id} opportunity={o} now={now} />)}</ol>)
`

/** The rows of the board as its pages render them, from nothing, and by React: the same components all three times. */
export async function renderers(): Promise<Record<'kept' | 'preact' | 'react', Render>> {
  const react = { preact: fileURLToPath(import.meta.resolve('react')) }
  const reactDom = fileURLToPath(import.meta.resolve('react-dom/server'))
  const [kept, ours, theirs] = await Promise.all([
    bundled<{ render: Render }>('list-kept', keptList, 'preact'),
    bundled<{ render: Render }>('list-preact', list('preact-render-to-string'), 'preact'),
    bundled<{ render: Render }>('list-react', list(reactDom), 'react', react),
  ])
  return { kept: kept.render, preact: ours.render, react: theirs.render }
}

type Composers = { digestMail: typeof digestMail; digestAnew: typeof digestAnew; partsOf: typeof partsOf }

type SendingCode = Pick<typeof import('../../src/digests/scheduling.ts'), 'startDigests'> &
  Pick<typeof import('../../src/digests/sending.ts'), 'sendDigests' | 'sendCalls'> &
  Pick<typeof import('../../src/mail/transports.ts'), 'makeMailer'>

/** What mails digests, from the tick to the provider's answer. */
export const sendingCode = () =>
  bundled<SendingCode>(
    'sending',
    `export { startDigests } from './src/digests/scheduling.ts'
    export { sendDigests, sendCalls } from './src/digests/sending.ts'
    export { makeMailer } from './src/mail/transports.ts'`,
    'preact',
  )

/** A digest by joining prepared fragments, and the same rendered from nothing. */
export const composers = () =>
  bundled<Composers>(
    'digests',
    `export { digestMail } from './web/emails/digest-mail.tsx'
    export { digestAnew, partsOf } from './test/emails/rendered-anew.tsx'`,
    'preact',
  )

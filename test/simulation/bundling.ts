import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build } from 'esbuild'

/** A bug put into the code: this text is replaced in this file, where it must stand once. */
export type Plant = { name: string; put: readonly (readonly [file: string, from: string, to: string])[] }

const CLAIMING = 'src/digests/claiming.ts'
const SENDING = 'src/digests/sending.ts'
const FREEZING = 'src/digests/freezing.ts'

/** What each guard of the ledger is there for: without it a history must go wrong. */
export const plants: readonly Plant[] = [
  {
    name: 'no claim',
    put: [
      [CLAIMING, `and \${isDue(ctx.now)}\n`, "and d.state in ('pending', 'sending')\n"],
      [FREEZING, '\n  and d.tries = j.value ->> 2 and d.call_id is null', ''],
    ],
  },
  { name: 'no lease', put: [['src/digests/calls.ts', `else c.lease_until <= \${now} end`, 'else 0 end']] },
  {
    name: 'no key',
    put: [
      [SENDING, 'idempotencyKey: id }', `idempotencyKey: \`\${id}/\${tries}\` }`],
      [SENDING, '{ id, mails }: Call): Promise<BatchDelivery>', '{ id, tries, mails }: Call): Promise<BatchDelivery>'],
      [SENDING, 'mail.batch.send(messages, id)', `mail.batch.send(messages, \`\${id}/\${tries}\`)`],
    ],
  },
  { name: 'no horizon', put: [[CLAIMING, '23 * HOUR', '2300 * HOUR']] },
  {
    name: 'no consent check',
    put: [
      [CLAIMING, 's.confirmed_at is not null and s.ended_at is null', 's.confirmed_at is not null'],
      [CLAIMING, 'and not exists (select 1 from suppressions where email_key = s.email_key)', ''],
    ],
  },
  {
    name: 'no look at what was retracted',
    put: [[FREEZING, 'from retractions where opportunity_id in', 'from retractions where 0 and opportunity_id in']],
  },
  {
    name: 'no look at the address',
    put: [
      [FREEZING, `\n      and \${ADDRESS_OF} = j.value ->> 7`, ''],
      [
        'src/digests/calls.ts',
        '\n    and d.email_key = (select email_key from subscriptions where id = d.subscription_id)',
        '',
      ],
    ],
  },
]

const root = resolve(import.meta.dirname, '../..')

/** Bundles the simulation with the real code, or with a bug in it, and answers the file. */
export async function bundleSimulation(plant?: Plant): Promise<string> {
  const folder = resolve(root, 'node_modules/.cache/simulation')
  mkdirSync(folder, { recursive: true })
  const outfile = resolve(folder, `${plant?.name.replaceAll(' ', '-') ?? 'as-it-is'}-${process.pid}.mjs`)
  let planted = 0
  await build({
    entryPoints: [resolve(root, 'test/simulation/history.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    external: ['cloudflare:*'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
    plugins: plant && [
      {
        name: 'plant',
        setup: ({ onLoad }) =>
          onLoad({ filter: /\/src\/digests\/\w+\.ts$/ }, async ({ path }) => {
            let contents = await readFile(path, 'utf8')
            for (const [file, from, to] of plant.put) {
              if (!path.endsWith(file)) continue
              if (contents.split(from).length !== 2) throw new Error(`${file} does not hold once: ${from}`)
              contents = contents.replace(from, () => to)
              planted++
            }
            return { contents, loader: 'ts' }
          }),
      },
    ],
  })
  if (plant && planted !== plant.put.length) throw new Error(`${plant.name} is not in the bundle`)
  return outfile
}

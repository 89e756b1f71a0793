import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Package = { version?: string; resolved?: string; link?: boolean; optionalDependencies?: Record<string, string> }
type Lock = { packages: Record<string, Package> }
type Manifest = Record<string, unknown>

const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'))
const lock: Lock = read('package-lock.json')
const manifest: Manifest = read('package.json')
const EXACT = /^\d+\.\d+\.\d+(-[\w.-]+)?$/

/** Where Node would look for a package that one at `from` asks for: its own folder, then each one above. */
function foldersFor(name: string, from: string): string[] {
  const at = from.lastIndexOf('/node_modules/')
  const here = `${from ? `${from}/` : ''}node_modules/${name}`
  if (!from) return [here]
  return [here, ...foldersFor(name, at < 0 ? '' : from.slice(0, at))]
}

/** Optional packages that the lock does not name, or in another version: `npm ci` refuses on the system that needs them. */
const missingOptionals = ({ packages }: Lock): string[] =>
  Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies).flatMap(([name, wanted]) => {
      const folder = foldersFor(name, from).find((one) => packages[one])
      const version = packages[folder ?? '']?.version
      const fits = folder !== undefined && (version === wanted || !EXACT.test(wanted))
      return fits
        ? []
        : [`${from || 'package.json'} wants ${name} ${wanted}, the lock has ${folder ? version : 'none'}`]
    }),
  )

const tiedToAHost = ({ packages }: Lock) => Object.keys(packages).filter((name) => packages[name]?.resolved)

const unpinned = (given: Manifest): string[] =>
  ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'].flatMap((kind) =>
    Object.entries((given[kind] ?? {}) as Record<string, unknown>)
      .filter(([, version]) => typeof version !== 'string' || !EXACT.test(version))
      .map(([name, version]) => `${kind}: ${name} ${JSON.stringify(version)}`),
  )

test('the lock names every optional package of every system, by no host', () => {
  const all = Object.values(lock.packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
  expect(all.length).toBeGreaterThan(100)
  expect(missingOptionals(lock)).toEqual([])
  expect(tiedToAHost(lock)).toEqual([])
})

test('package.json pins exact versions, and the lock says the same', () => {
  expect(unpinned(manifest)).toEqual([])
  const { dependencies, devDependencies } = manifest
  expect(lock.packages['']).toMatchObject({ dependencies, devDependencies })
})

test('a broken lock or a range is found', () => {
  const optional = Object.keys(lock.packages).find((name) => name.startsWith('node_modules/@esbuild/')) ?? ''
  const { [optional]: dropped, ...others } = lock.packages
  const name = optional.replace('node_modules/', '')
  expect(missingOptionals({ packages: others })).toEqual([
    expect.stringContaining(`wants ${name} ${dropped?.version}, the lock has none`),
  ])
  const older = { packages: { ...others, [optional]: { ...dropped, version: '0.0.1' } } }
  expect(missingOptionals(older)).toEqual([expect.stringContaining('the lock has 0.0.1')])
  const tied = { packages: { ...others, [optional]: { ...dropped, resolved: 'https://packages.test/x.tgz' } } }
  expect(tiedToAHost(tied)).toEqual([optional])
  const ranges = {
    dependencies: { a: '^1.2.3', b: '1.2.3', c: '1.x' },
    devDependencies: { d: 'latest', e: '1.0.0-beta.1' },
  }
  expect(unpinned(ranges)).toEqual(['dependencies: a "^1.2.3"', 'dependencies: c "1.x"', 'devDependencies: d "latest"'])
})

/**
 * A Chromium for tests: the one CHROMIUM names, else the machine's own, else the one npm brought. Nothing it shows comes
 * from another machine. The test files that a process runs share one: `const browser = await sharedBrowser()`.
 */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import { HtmlValidate } from 'html-validate'
import { type Browser, chromium, type Page } from 'playwright-core'

const run = promisify(execFile)

const INSTALLED = [
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--font-render-hinting=none',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]

/** Open Sans first, so a page is as wide on every machine; the machine's fonts for the signs it lacks. */
const fontConfig = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
  <alias binding="same"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="same"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`

/**
 * Unpacks the browser from npm once and names its folder. Its own unpacking fills the shared temp folder file by file,
 * where a second start finds half a browser; here it fills a fresh folder that gets its name when it is whole.
 */
async function unpack(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const home = dirname(dirname(entry))
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string }
  const cache = join(home, '..', '..', '.cache')
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const fresh = await mkdtemp(`${folder}-`)
  // Taken for Lambda, it unpacks the libraries (libnss3 ...) that a bare machine lacks as well.
  const env = { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'nodejs24.x' }
  const script = `(await import('${pathToFileURL(entry)}')).default.executablePath()`
  await run(process.execPath, ['--input-type=module', '--eval', script], { env })
  await writeFile(join(fresh, 'fonts.conf'), fontConfig(folder))
  await rename(fresh, folder).catch(async (error: NodeJS.ErrnoException) => {
    await rm(fresh, { recursive: true })
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  return folder
}

async function locate(): Promise<{ executablePath: string; env?: NodeJS.ProcessEnv }> {
  const installed = [process.env.CHROMIUM, ...INSTALLED].find((path) => path && existsSync(path))
  if (installed) return { executablePath: installed }
  const folder = await unpack()
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') }
  return { executablePath: join(folder, 'chromium'), env: { ...process.env, ...libraries } }
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ ...(await locate()), args: FLAGS, chromiumSandbox: false })
}

let shared: Promise<Browser> | undefined

/** The browser of this process, which ends with it, without the pages that were left open before. */
export async function sharedBrowser(): Promise<Browser> {
  shared ??= openBrowser()
  const browser = await shared
  await Promise.all(browser.contexts().map((context) => context.close()))
  return browser
}

type PageOptions = {
  width?: number
  colorScheme?: 'light' | 'dark'
  javaScriptEnabled?: boolean
  /** With it, `page.goto('/path')` is enough. */
  baseURL?: string
}

/** A page with cookies of its own, which go when it closes. What stands in a noscript is found by locator, not by text. */
export async function newPage(browser: Browser, { width = 1280, ...options }: PageOptions = {}): Promise<Page> {
  const height = width < 600 ? 740 : 800
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  // The browser may be closing too, and have closed it first.
  page.once('close', () => context.close().catch(() => undefined))
  page.setDefaultTimeout(15_000)
  return page
}

/** Keeps a picture of the whole page as `name.png` in the folder SCREENSHOTS names; without it does nothing. */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

const ofAxe = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'))
const axe = readFileSync(ofAxe.resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Fails with every WCAG 2.2 AA fault axe finds and where it is. The page needs JavaScript, and no frames. axe is loaded
 * once a page and asked in it: as its builder does it otherwise, with a second page each time, it takes four times as long.
 */
export async function expectAccessible(page: Page): Promise<void> {
  if (page.frames().length > 1) throw new Error(`${page.url()} has frames, which are not looked into`)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  const builder = new AxeBuilder({ page, axeSource: '"loaded"' }).setLegacyMode().options({
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations'],
  })
  const { violations } = await builder.analyze()
  const faults = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => {
      const why = failureSummary
        .split('\n')
        .slice(1)
        .map((line) => `    ${line.trim()}`)
      return [`  ${id}: ${help}`, `    at ${target.join(' ')}`, ...why].join('\n')
    }),
  )
  if (faults.length > 0) throw new Error(`${page.url()} has ${faults.length} faults:\n${faults.join('\n')}`)
}

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'],
  rules: { 'require-sri': ['error', { target: 'crossorigin' }] },
})

/** Fails with every fault of a whole document and its line. */
export async function expectValidHtml(html: string): Promise<void> {
  const { results } = await validator.validateString(html)
  const faults = results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => {
      const around = html.split('\n')[line - 1]?.slice(Math.max(0, column - 40), column + 60)
      return `  ${line}:${column} ${ruleId}: ${message}\n    ${around?.trim()}`
    }),
  )
  if (faults.length > 0) throw new Error(`The HTML has ${faults.length} faults:\n${faults.join('\n')}`)
}

/** What every page has to be, asked the same way of each. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import type { Server } from '../../src/cli/serve.ts'
import { expectAccessible, expectValidHtml, look, sharedBrowser } from './browser.ts'
import { startWorkerd } from './workerd.ts'

/** The widths and colour schemes every page is looked at in. */
export const views = [
  [360, 'light'],
  [360, 'dark'],
  [1280, 'light'],
  [1280, 'dark'],
] as const
type View = (typeof views)[number]

/** A browser and the real bundle for the tests of one file, under a name: `const { browser, server } = await openService()`. */
export async function openService({ host = '127.0.0.1' } = {}): Promise<{ browser: Browser; server: Server }> {
  const browser = await sharedBrowser()
  const server = await startWorkerd({}, { host })
  afterAll(() => server.close())
  return { browser, server }
}

/** The page as it stands, in this view: accessible and no wider than the window. */
export async function expectGoodView(page: Page, name: string): Promise<void> {
  await look(page, name)
  await expectAccessible(page)
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(beyond, `${name} is wider than the window by`).toBe(0)
}

/** The page as it stands, loaded once and seen in these views. */
export async function expectGoodViews(page: Page, name: string, seen: readonly View[] = views): Promise<void> {
  for (const [width, colorScheme] of seen) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expectGoodView(page, `${name}-${width}-${colorScheme}`)
  }
}

/** The page as it stands: valid as it was sent, accessible and no wider than the window in every view. */
export async function expectGood(page: Page, name: string): Promise<void> {
  await expectValidHtml(await page.evaluate(async () => (await fetch(location.href)).text()))
  await expectGoodViews(page, name)
}

const inlined = /<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=/

/** A whole document as it was sent: valid, without inline script or style; an opportunity's brings `data` for machines. */
export async function expectPlainHtml(html: string, { data = false } = {}): Promise<void> {
  await expectValidHtml(html)
  expect(data ? html.replaceAll('<script type="application/ld+json">', '') : html).not.toMatch(inlined)
}

/** What the page complains of from now on, and what it asks of others than its own origin. */
export function watchFaults(page: Page, origin: string): string[] {
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('request', (request) => new URL(request.url()).origin !== origin && faults.push(`asked ${request.url()}`))
  return faults
}

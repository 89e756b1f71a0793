import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { expectAccessible, expectValidHtml, look, newPage, sharedBrowser } from '../support/browser.ts'
import { expectGoodView, expectGoodViews } from '../support/page-checks.ts'

const html = (main: string) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width"/>
<title>Onward</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { color: light-dark(#222, #eee); background: light-dark(#fff, #111) }
</style>
</head>
<body><main><h1>Open opportunities</h1>${main}</main></body>
</html>`

const good = html(`<p id="said">Twelve fellowships, <strong>three in Paris</strong>, <em>é à ü</em> → ✓</p>
<button type="button" onclick="said.textContent = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'">
Which scheme?</button><noscript><p>Works without scripts.</p></noscript><br/>`)
const pages: Record<string, string> = {
  '/': good,
  '/pale': html('<p style="color: #999; background: #fff">Hard to read</p>'),
  '/tiny': html(
    '<a href="/" style="display: inline-block; width: 9px; height: 9px; overflow: hidden">a</a><a href="/pale">b</a>',
  ),
  '/pale-by-night': html('<p style="color: light-dark(#222, #333)">Hard to read in the dark</p>'),
  '/wide': html('<p style="min-width: 600px">Too wide for a telephone</p>'),
  '/abroad': html('<img src="http://example.com/pixel.png" alt=""/>'),
}
const server = createServer((request, response) => {
  response.setHeader('content-type', 'text/html').end(pages[request.url ?? '/'] ?? '')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const browser = await sharedBrowser()
afterAll(() => void server.close())

test.each([
  { width: 360, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const)('a page opens $width px wide, is $colorScheme, is accessible and takes a click', async (options) => {
  const page = await newPage(browser, { ...options, baseURL })
  await page.goto('/')
  await expectAccessible(page)
  await look(page, `support-${options.width}-${options.colorScheme}`)
  await page.getByRole('button').click()
  expect(await page.locator('#said').textContent()).toBe(options.colorScheme)
  expect(await page.evaluate(() => innerWidth)).toBe(options.width)
  await page.close()
})

test('text is drawn with a font, bold wider than regular', async () => {
  const page = await newPage(browser, { baseURL })
  await page.goto('/')
  const widthIn = (style: string) =>
    page.evaluate((style) => {
      document.body.innerHTML = `<span style="font-size: 40px; ${style}">Opportunities</span>`
      return document.querySelector('span')?.getBoundingClientRect().width ?? 0
    }, style)
  const regular = await widthIn('')
  expect(regular).toBeGreaterThan(200)
  expect(await widthIn('font-weight: bold')).toBeGreaterThan(regular)
  await page.close()
})

test('a page works with JavaScript off', async () => {
  const page = await newPage(browser, { javaScriptEnabled: false, baseURL })
  await page.goto('/')
  await look(page, 'support-no-script')
  expect(await page.locator('noscript p').isVisible()).toBe(true)
  await page.getByRole('button').click()
  expect(await page.locator('#said').textContent()).toContain('three in Paris')
  await page.close()
})

test('nothing is fetched from another machine', async () => {
  const page = await newPage(browser, { baseURL })
  const failed = page.waitForEvent('requestfailed')
  await page.goto('/abroad')
  expect((await failed).failure()?.errorText).toBe('net::ERR_NAME_NOT_RESOLVED')
  await page.close()
})

test.each([
  ['/pale', 'color-contrast'],
  ['/tiny', 'target-size'],
])('the fault of %s is named: %s', async (path, rule) => {
  const page = await newPage(browser, { baseURL })
  await page.goto(path)
  await expect(expectAccessible(page)).rejects.toThrow(rule)
  await page.close()
})

test.each([
  ['/pale-by-night', /color-contrast/],
  ['/wide', /wide-360-light is wider than the window by/],
])('what is wrong with %s in one view only is found', async (path, fault) => {
  const page = await newPage(browser, { baseURL })
  await page.goto(path)
  await expectGoodView(page, 'as it opens')
  await expect(expectGoodViews(page, path.slice(1))).rejects.toThrow(fault)
  await page.close()
})

test('valid HTML passes, void elements written either way', async () => {
  await expectValidHtml(good)
})

test.each([
  ['<span><div>in a span</div></span>', 'element-permitted-content'],
  ['<p id="a">a</p><p id="a">b</p>', 'no-dup-id'],
  ['<input type="text" name="q"/>', 'input-missing-label'],
  ['<img src="a.png"/>', 'wcag/h37'],
])('the fault in %s is named: %s', async (main, rule) => {
  await expect(expectValidHtml(html(main))).rejects.toThrow(rule)
})

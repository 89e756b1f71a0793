import { expect, test } from 'vitest'
import { withoutTracking } from '../../src/imports/tracking.ts'

test.each([
  ['https://a.test?utm_source=x', 'https://a.test'],
  ['https://a.test/p/?gh_jid=12&utm_campaign=a+b&gclid=1', 'https://a.test/p/?gh_jid=12'],
  ['https://a.test/?q=a%20b&UTM_Medium=x&c=+#part?utm_x', 'https://a.test/?q=a%20b&c=+#part?utm_x'],
  ['https://a.test/?utm%5Fsource=x&mc_cid=1&fbclid=2&%E0%A4=1', 'https://a.test/?%E0%A4=1'],
  ['https://a.test/utm_source=x', 'https://a.test/utm_source=x'],
  ['', ''],
])('%s becomes %s', (link, clean) => {
  expect(withoutTracking(link)).toBe(clean)
})

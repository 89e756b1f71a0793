export type Understood<T> = { value: T } | { problem: string }

const GROUPED = /^\d{1,3}(?:[ ,.'’\u00a0\u202f]\d{3})+$/

/** An amount as people write it: "58,000", "58 000", "58.000", "58k", "1200.50". */
export function readAmount(text: string): Understood<number | null> {
  if (!text) return { value: null }
  const plain = text.replace(/^[€£$]\s*|\s*[€£$]$/g, '')
  const [, thousands] = /^(\d+(?:\.\d+)?)\s*k$/i.exec(plain) ?? []
  if (thousands) return { value: Math.round(Number(thousands) * 1_000_000) / 1_000 }
  if (GROUPED.test(plain)) return { value: Number(plain.replace(/\D/g, '')) }
  if (/^\d+(?:[.,]\d+)?$/.test(plain)) return { value: Number(plain.replace(',', '.')) }
  return { problem: 'Give the amount as a number such as 58000' }
}

/** The amount so that it is read as the same: three decimals alone would be thousands. */
export function writeAmount(amount: number | null): string {
  if (amount === null) return ''
  const text = String(amount)
  return GROUPED.test(text) ? `${text}0` : text
}

const signs: Record<string, string> = {
  '€': 'EUR',
  '£': 'GBP',
  $: 'USD',
  euro: 'EUR',
  euros: 'EUR',
  dollar: 'USD',
  dollars: 'USD',
  pound: 'GBP',
  pounds: 'GBP',
}
const currencies = new Set(Intl.supportedValuesOf('currency'))

/** A currency by its code, sign or name; what is none is left as it is, to be refused. */
export function readCurrency(text: string): string {
  const code = signs[text.toLowerCase()] ?? text.toUpperCase()
  return currencies.has(code) ? code : text.toLowerCase()
}

/** A whole number such as seats. */
export function readCount(text: string): Understood<number | null> {
  if (!text) return { value: null }
  return /^\d{1,7}$/.test(text) ? { value: Number(text) } : { problem: 'Give a whole number, or leave it empty' }
}

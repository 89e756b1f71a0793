import * as z from 'zod'
import { isDay, isZone } from './calendar.ts'
import { findCountry, isCountry } from './places/countries.ts'
import { isLanguage } from './taxonomy/languages.ts'
import { isInnerHost } from './text/private-hosts.ts'

/** Half of a surrogate pair or a control character: databases store them and then cannot read them. */
const isPlain = (text: string) => text.isWellFormed() && !/[\p{Cc}]/u.test(text.replace(/[\t\n\r]/g, ''))

/** Text of at most so many bytes of UTF-8. */
export const bytes = (max: number) =>
  z
    .string('Give text')
    .refine(isPlain, 'Leave out control characters and broken ones')
    .refine((text) => new TextEncoder().encode(text).length <= max, `Keep it to ${max.toLocaleString('en')} bytes`)

/** Text on one line that nothing in it can turn around: names and titles. */
export const line = (max: number) =>
  bytes(max).transform((text) => text.replace(/[\p{Cf}\s\u2028\u2029]+/gu, ' ').trim())

export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, `Choose from ${values.join(', ')}`)

export const list = <T extends z.ZodType>(item: T, most: number) =>
  z.array(item, 'Give a list').max(most, `At most ${most}`)

const NO_DAY = 'Give a day as YYYY-MM-DD'
export const day = z.string(NO_DAY).refine(isDay, NO_DAY)

const NO_ZONE = 'Give a time zone such as Europe/Paris'
export const zone = z.string(NO_ZONE).refine(isZone, NO_ZONE)

const NO_COUNTRY = 'Give a country as its two-letter code (ISO 3166)'
export const country = z.string(NO_COUNTRY).refine(isCountry, NO_COUNTRY)

const NO_LANGUAGE = 'Give a language as its code such as en'
export const language = z.string(NO_LANGUAGE).refine(isLanguage, NO_LANGUAGE)

/** As RFC 3986 spells it: browsers leave more as it was typed than strict readers take. */
const asUri = (text: string) =>
  new URL(text).href.replace(/[^\w.~:/?#@!$&'()*+,;=%-]|%(?![\da-f]{2})|(?<=#.*)#/gi, encodeURIComponent)

/**
 * A web address that readers can open: none of an inner network, and none that another host is disguised in. However it
 * is typed, it is kept in one spelling that every reader of addresses takes.
 */
export const webAddress = bytes(2_000).pipe(
  z
    .url({ protocol: /^https?$/, hostname: /\./, error: 'Give a web address that starts with https://', abort: true })
    .refine((text) => !isInnerHost(new URL(text).hostname), 'Give an address on the public web')
    .refine(
      (text) => new URL(text).username + new URL(text).password === '',
      'Leave out the name and password before the @',
    )
    .overwrite(asUri)
    .refine((text) => text.length <= 2_000, 'Keep it to 2,000 bytes'),
)

/** A web address as people type it: without a scheme it gets https; left empty it is none. */
export const site = bytes(2_000)
  .default('')
  .transform((text) => text.trim().replace(/^(?![a-z+-]*:)(?=.)/i, 'https://') || null)
  .pipe(webAddress.nullable())

/** A country by its name or code; left empty it is none. */
export const countryNamed = bytes(200)
  .default('')
  .transform((text, check) => {
    const name = text.trim()
    const code = name ? findCountry(name) : null
    if (name && !code) check.addIssue({ code: 'custom', message: `We know no country called ${name.slice(0, 80)}` })
    return code
  })

/** Text of several lines as a browser sends it. */
export const prose = (max: number) =>
  bytes(max)
    .default('')
    .transform((text) => text.replaceAll('\r\n', '\n').trim())

/** A day that may be left open. */
export const dayOrNone = z
  .string('Give a day as YYYY-MM-DD')
  .default('')
  .transform((text) => text.trim() || null)
  .pipe(day.nullable())

/** An e-mail address that can stand in a mail's header: at most 254 bytes, no controls. */
export const Address = z
  .string('Give an e-mail address such as name@example.org')
  .trim()
  .max(254, 'This address is too long')
  .pipe(z.email('Give an e-mail address such as name@example.org'))

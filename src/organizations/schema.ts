import { z } from 'zod'
import { isCountry } from '../places/countries.ts'
import { fold } from '../text/fold.ts'

/** Lengths are counted in bytes of UTF-8. */
const bytes = (max: number) =>
  z
    .string('Give text')
    .refine((text) => new TextEncoder().encode(text).length <= max, `Keep it to ${max.toLocaleString('en')} bytes`)

const website = bytes(2_000).pipe(
  z.url({ protocol: /^https?$/, hostname: /\./, error: 'Give a web address that starts with https://' }),
)
const country = z.string().refine(isCountry, 'Give a country as its two-letter code (ISO 3166)')

/** The name by which organizations are told apart: case, accents, punctuation and spacing do not count. */
export const nameKeyOf = (name: string) => fold(name)

const OrganizationName = bytes(300).pipe(
  z
    .string()
    .trim()
    .refine((name) => nameKeyOf(name) !== '', 'Give a name'),
)

/** What an organization says of itself. `aboutHtml` is already safe; what is not stated is null or empty. */
export const OrganizationInput = z.strictObject({
  name: OrganizationName,
  website: website.nullable().default(null),
  aboutHtml: bytes(20_000).default(''),
  aliases: z.array(bytes(300)).max(50, 'At most 50').default([]),
  countries: z.array(country).max(250, 'At most 250').default([]),
  parent: bytes(300).nullable().default(null),
  foundedOn: z
    .string()
    .regex(
      /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
      'Give a year, a month or a day: 2018, 2018-04, 2018-04-01',
    )
    .nullable()
    .default(null),
})
export type OrganizationInput = z.infer<typeof OrganizationInput>

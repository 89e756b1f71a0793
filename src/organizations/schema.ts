import { z } from 'zod'
import { bytes, country, line, list, webAddress } from '../fields.ts'
import { fold } from '../text/fold.ts'

export const membershipRoles = ['owner', 'member'] as const
export const invitationAnswers = ['accepted', 'declined', 'withdrawn'] as const

/** The name by which organizations are told apart: case, accents, punctuation and spacing do not count. */
export const nameKeyOf = (name: string) => fold(name)

const OrganizationName = line(300).pipe(z.string().refine((name) => nameKeyOf(name) !== '', 'Give a name'))

/** What an organization says of itself. `aboutHtml` is already safe; what is not stated is null or empty. */
export const OrganizationInput = z.strictObject({
  name: OrganizationName,
  website: webAddress.nullable().default(null),
  aboutHtml: bytes(20_000).default(''),
  aliases: list(bytes(300), 50).default([]),
  countries: list(country, 250).default([]),
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

import * as z from 'zod'
import { Address, bytes, country, line, list, oneOf, prose, site, webAddress } from '../fields.ts'
import { findCountry } from '../places/countries.ts'
import { fold } from '../text/fold.ts'

export const membershipRoles = ['owner', 'member'] as const
export type MembershipRole = (typeof membershipRoles)[number]
export const invitationAnswers = ['accepted', 'declined', 'withdrawn'] as const

/** The name by which organizations are told apart: case, accents, punctuation and spacing do not count. */
export const nameKeyOf = (name: string) => fold(name)

const OrganizationName = line(300).pipe(z.string().refine((name) => nameKeyOf(name) !== '', 'Give a name'))

const FoundedOn = z
  .string()
  .regex(
    /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
    'Give a year, a month or a day: 2018, 2018-04, 2018-04-01',
  )

/** What an organization says of itself. `aboutHtml` is already safe; what is not stated is null or empty. */
export const OrganizationInput = z.strictObject({
  name: OrganizationName,
  website: webAddress.nullable().default(null),
  aboutHtml: bytes(20_000).default(''),
  aliases: list(bytes(300), 50).default([]),
  countries: list(country, 250).default([]),
  parent: bytes(300).nullable().default(null),
  foundedOn: FoundedOn.nullable().default(null),
})
export type OrganizationInput = z.infer<typeof OrganizationInput>

const orNull = (text: string) => text.trim() || null
const MOST_COUNTRIES = 60

/** Countries by name or code, with commas or on lines of their own. */
const Countries = bytes(2_000)
  .default('')
  .transform((text, check) => {
    const names = text.split(/[,;\n]/).flatMap((name) => orNull(name) ?? [])
    const unknown = names.filter((name) => !findCountry(name))
    if (unknown.length)
      check.addIssue({ code: 'custom', message: `We know no country called ${unknown.slice(0, 3).join(', ')}` })
    return [...new Set(names.flatMap((name) => findCountry(name) ?? []))].slice(0, MOST_COUNTRIES)
  })

/** What its people type of an organization. `another` where they say that it is none of those with such a name. */
export const OrganizationForm = z.strictObject({
  name: OrganizationName,
  website: site,
  about: prose(8_000),
  countries: Countries,
  foundedOn: bytes(40).default('').transform(orNull).pipe(FoundedOn.nullable()),
  another: z
    .literal('yes', 'Say yes or leave it out')
    .optional()
    .transform((said) => said === 'yes'),
})
export type OrganizationForm = z.infer<typeof OrganizationForm>

/** What every member may change of it. */
export const DetailsForm = OrganizationForm.pick({ about: true, countries: true, foundedOn: true })
export type DetailsForm = z.infer<typeof DetailsForm>

/** A moderator's answer to the name that was asked for at that instant. */
export const RenamingForm = z.strictObject({
  answer: oneOf(['approved', 'refused']),
  askedAt: z
    .string('Say which name')
    .regex(/^\d{1,16}$/, 'Say which name')
    .transform(Number),
})
export type RenamingForm = z.infer<typeof RenamingForm>
export const NameForm = z.strictObject({ name: OrganizationName })

export const InvitationForm = z.strictObject({ email: Address, role: oneOf(membershipRoles).default('member') })
export type InvitationForm = z.infer<typeof InvitationForm>

export const InvitationAnswer = z.strictObject({ answer: oneOf(['accepted', 'declined']) })
export const RoleForm = z.strictObject({ role: oneOf(membershipRoles) })

const organizationChanges = ['trust', 'untrust', 'suspend', 'lift'] as const
export type OrganizationChange = (typeof organizationChanges)[number]

const Reason = line(500).pipe(z.string().min(1, 'Give a reason: it goes into the record'))
export const ModerationForm = z.strictObject({ change: oneOf(organizationChanges), reason: Reason })
export const MergeForm = z.strictObject({ into: bytes(60), reason: Reason })

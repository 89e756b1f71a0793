import * as z from 'zod'
import { Address, countryNamed, line, oneOf, prose, site } from '../fields.ts'
import { fold } from '../text/fold.ts'

export const groupRoles = ['owner', 'member'] as const
export type GroupRole = (typeof groupRoles)[number]
export const groupInvitationAnswers = ['accepted', 'declined', 'withdrawn'] as const

/** The name by which groups are told apart: case, accents, punctuation and spacing do not count. */
export const groupNameKey = (name: string) => fold(name)

/** What its people type of a group. */
export const GroupForm = z.strictObject({
  name: line(200).pipe(z.string().refine((name) => groupNameKey(name) !== '', 'Give a name')),
  website: site,
  country: countryNamed,
  about: prose(4_000),
})
export type GroupForm = z.infer<typeof GroupForm>

export const GroupInvitationForm = z.strictObject({ email: Address, role: oneOf(groupRoles).default('member') })
export type GroupInvitationForm = z.infer<typeof GroupInvitationForm>
export const GroupInvitationAnswer = z.strictObject({ answer: oneOf(['accepted', 'declined']) })
export const GroupRoleForm = z.strictObject({ role: oneOf(groupRoles) })

import * as z from 'zod'
import { line } from '../fields.ts'

export const roles = ['person', 'moderator', 'admin'] as const
export type Role = (typeof roles)[number]

/** What a person says of themselves. Without a name others see "somebody". */
export const PersonInput = z.strictObject({ name: z.string('Give a name').pipe(line(120)) })

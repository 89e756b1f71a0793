import { z } from 'zod'

export const reportReasons = ['closed', 'broken_link', 'misleading'] as const

export const Report = z.strictObject({
  reason: z.enum(reportReasons, `Choose from ${reportReasons.join(', ')}`).default('closed'),
})
export type Report = z.infer<typeof Report>

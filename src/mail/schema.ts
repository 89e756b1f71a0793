import * as z from 'zod'

/** A report of a mail provider (Resend's shape): what happened, and to whose mail. More than this is not looked at. */
export const MailReport = z.object({
  type: z.string(),
  data: z.object({
    to: z.union([z.string(), z.array(z.string())]).transform((to) => (typeof to === 'string' ? [to] : to)),
    bounce: z.object({ type: z.string().optional() }).optional(),
  }),
})
export type MailReport = z.infer<typeof MailReport>

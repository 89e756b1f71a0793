import * as z from 'zod'
import { bytes } from '../fields.ts'
import { paths } from '../paths.ts'

export const reportReasons = ['closed', 'broken_link', 'misleading'] as const
export type ReportReason = (typeof reportReasons)[number]

export const Report = z.strictObject({
  reason: z.enum(reportReasons, `Choose from ${reportReasons.join(', ')}`).default('closed'),
})
export type Report = z.infer<typeof Report>

/** Words that are often needed; the author reads them as they stand. */
export const templates = [
  {
    id: 'what-one-does',
    verdict: 'changes_asked',
    label: 'Say what one does',
    words: 'Please say in two or three sentences what somebody would do day to day, and for whom.',
  },
  {
    id: 'time-and-pay',
    verdict: 'changes_asked',
    label: 'Hours and pay',
    words: 'Please state how much time it asks and whether it is paid; “not decided” is a good answer too.',
  },
  {
    id: 'link',
    verdict: 'changes_asked',
    label: 'The link does not lead there',
    words: 'The link does not lead to a page about this opportunity. Please give the page where one applies.',
  },
  {
    id: 'validation',
    verdict: 'changes_asked',
    label: 'How was it validated?',
    words: 'Please say how the project was validated: advice of seniors, a trial, funding. Or say that it was not.',
  },
  {
    id: 'off-topic',
    verdict: 'rejected',
    label: 'Not about AI safety',
    words: 'This board shows opportunities in AI safety and the fields close to it; we could not see the connection.',
  },
  {
    id: 'duplicate',
    verdict: 'rejected',
    label: 'A duplicate',
    words: 'This opportunity is on the board already. Please edit that one instead.',
  },
  {
    id: 'no-opportunity',
    verdict: 'rejected',
    label: 'Not an opportunity',
    words: 'This advertises something, but offers nothing that one could take up.',
  },
  {
    id: 'not-theirs',
    verdict: 'rejected',
    label: 'Not from the organization',
    words: 'We could not tell that this comes from the organization it names. A member of it can post it.',
  },
] as const
const templateIds = templates.map(({ id }) => id)

const template = z.enum(['', ...templateIds], 'Choose one of the templates, or none').default('')
const wordsOf = (id: string) => templates.find((known) => known.id === id)?.words ?? ''

/** What a moderator presses: a template without words stands for its own. */
export const DecisionForm = z
  .strictObject({ verdict: z.string().default(''), template, reason: bytes(2_000).default('') })
  .transform(({ verdict, template: chosen, reason }) => ({ verdict, reason: reason.trim() || wordsOf(chosen) }))

/** What was hazardous is erased, so that one press is too few. */
const confirmation = z.enum(['', 'erase']).default('')

const reason = (why: string) =>
  bytes(2_000)
    .default('')
    .refine((text) => text.trim() !== '', why)

export const Suspension = z.strictObject({ reason: reason('Say why: it is kept in the log, with your name') })
export type Suspension = z.infer<typeof Suspension>

/** `until` is the newest report that the moderator saw: what came in the meantime stays open. */
export const ReportAnswer = z.strictObject({
  subject: z.string().regex(/^[a-z]+_\w+$/, 'Name the subject by its id'),
  until: z.coerce.number('Give an instant').int().positive(),
  note: bytes(1_000).default(''),
})
export type ReportAnswer = z.infer<typeof ReportAnswer>

export const RetractionForm = z.strictObject({
  reason: z.string().default(''),
  note: z.string().default(''),
  confirm: confirmation,
})

const places: Record<string, (id: string) => string> = {
  rev: paths.revision,
  opp: paths.moderationOpportunity,
  per: paths.moderationPerson,
  org: paths.organizationOffice,
  prg: paths.moderationProgram,
}

/** Where moderators see what an id, or an address that holds one, names; null where it names nothing. */
export function lookedUp(text: string): string | null {
  const [id, type = ''] = /\b(rev|opp|per|org|prg)_[0-9a-z]+/.exec(text) ?? []
  return id ? (places[type]?.(id) ?? null) : null
}

import { checkInNotice } from './applications/check-in/asking.ts'
import { deadlineNotice } from './applications/reminding.ts'
import { type AddressMail, sendAddressMail } from './auth/address/mailing.ts'
import { sendSignIn } from './auth/sign-in-mail.ts'
import type { Ctx } from './context.ts'
import type { Shard } from './digests/claiming.ts'
import { sendConfirmation } from './digests/confirmation-mail.ts'
import { sendCalls, sendDigests } from './digests/sending.ts'
import { sendGroupInvitation } from './groups/invitation-mail.ts'
import { introductionNotice, suggestionNotice } from './introductions/mailing.ts'
import type { NoticeKey } from './notices/claiming.ts'
import { type Composers, mailNotices } from './notices/mailing.ts'
import { decisionNotice } from './opportunities/life/mailing-decisions.ts'
import { answerNotice, interestNotice } from './opportunities/life/mailing-interests.ts'
import { reminderNotice } from './opportunities/life/mailing-reminders.ts'
import { stillOpenNotice } from './opportunities/life/mailing-still-open.ts'
import { sendPostingLink } from './opportunities/posting/confirmation-mail.ts'
import { sendInvitation } from './organizations/invitation-mail.ts'
import { outcomeNotice } from './outcomes/check-ins/mailing.ts'
import { settleSome } from './outcomes/tallies/settling.ts'
import { runImportJob } from './programs/participants/jobs.ts'
import { sendRecordNotice } from './programs/records/telling.ts'
import { surveyNotice } from './surveys/mailing.ts'

/** The tick's `now`; the consumer adds what has passed since the message was sent. */
type Timed = { now: number }

export type Job = Timed &
  (
    | { type: 'sign-in'; seed: string }
    | ({ type: 'address' } & AddressMail)
    | { type: 'posting'; opportunityId: string; version: number }
    | { type: 'confirmation'; subscriptionId: string; asked: string }
    | { type: 'invitation'; invitationId: string; invitedAt: number }
    | ({ type: 'digests' } & Shard)
    | { type: 'digest-calls'; ids: string[] }
    | { type: 'group-invitation'; invitationId: string; invitedAt: number }
    | { type: 'notices'; notices: NoticeKey[] }
    | { type: 'people'; importId: string }
    | { type: 'tallies' }
    | { type: 'record'; participantId: string; askedAt: number }
  )

/** What a notice is about, by the first word of its occasion. */
const composers: Composers = {
  closing: reminderNotice,
  still: stillOpenNotice,
  decision: decisionNotice,
  interest: interestNotice,
  answer: answerNotice,
  introduction: introductionNotice,
  suggestion: suggestionNotice,
  deadline: deadlineNotice,
  'check-in': checkInNotice,
  survey: surveyNotice,
  outcome: outcomeNotice,
}

/** A job as it waits: with the service's clock at the moment it was sent. */
export type QueuedJob = Job & { sentAt: number }

/** Does one job. The caller acknowledges or retries each message on its own. */
export function runJob(ctx: Ctx, job: Job): Promise<void> {
  switch (job.type) {
    case 'sign-in':
      return sendSignIn(ctx, job.seed)
    case 'address':
      return sendAddressMail(ctx, job)
    case 'posting':
      return sendPostingLink(ctx, job)
    case 'confirmation':
      return sendConfirmation(ctx, job.subscriptionId, job.asked)
    case 'invitation':
      return sendInvitation(ctx, job)
    case 'group-invitation':
      return sendGroupInvitation(ctx, job)
    case 'digests':
      return sendDigests(ctx, job)
    case 'digest-calls':
      return sendCalls(ctx, job.ids)
    case 'notices':
      return mailNotices(ctx, composers, job.notices)
    case 'people':
      return runImportJob(ctx, job.importId)
    case 'tallies':
      return settleSome(ctx)
    case 'record':
      return sendRecordNotice(ctx, job)
  }
}

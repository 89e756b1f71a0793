import { sql } from 'drizzle-orm'
import { answeredMail, askedMail } from '../../web/emails/introduction-mail.tsx'
import { suggestionMail } from '../../web/emails/suggestion-mail.tsx'
import type { Ctx } from '../context.ts'
import type { Notice } from '../notices/claiming.ts'
import type { Composed } from '../notices/mailing.ts'
import { paths } from '../paths.ts'
import { findIntroduction, type Introduction } from './queries.ts'
import { findToMail } from './suggesting.ts'

/** `introduction asked` to the person, `introduction answered` to the member who asked. */
export async function introductionNotice(ctx: Ctx, notice: Notice): Promise<Composed> {
  const found = await findIntroduction(ctx, notice.subjectId)
  if (!found) return { obsolete: 'the introduction is gone' }
  return notice.occasion === 'introduction asked'
    ? askedNotice(ctx, found, notice.recipientId)
    : answeredNotice(ctx, found, notice.recipientId)
}

function askedNotice(ctx: Ctx, i: Introduction, recipientId: string): Composed {
  if (i.answer || i.personId !== recipientId) return { obsolete: 'it is answered' }
  if (!i.consents || i.suspended || i.retracted) return { obsolete: 'it no longer holds' }
  return { mail: askedMail({ ...i, link: ctx.origin + paths.introduction(i.id) }), by: i.askedById }
}

/** No name and no words of the person: those stand on the page, as long as they allow it. */
async function answeredNotice(ctx: Ctx, i: Introduction, recipientId: string): Promise<Composed> {
  const [member] = await ctx.db.all(sql`select 1 from members
    where organization_id = ${i.organizationId} and person_id = ${recipientId}`)
  if (!i.answer || !member || i.suspended || i.retracted) return { obsolete: 'the answer is nobody’s to read' }
  if (i.answer === 'accepted' && !i.consents) return { obsolete: 'it no longer holds' }
  return { mail: answeredMail({ title: i.title, answer: i.answer, link: ctx.origin + paths.introduction(i.id) }) }
}

/** A suggestion to whom it was made, as long as they take them and it is open. */
export async function suggestionNotice(ctx: Ctx, { subjectId, recipientId }: Notice): Promise<Composed> {
  const found = await findToMail(ctx, subjectId, recipientId)
  if (!found) return { obsolete: 'the suggestion no longer holds' }
  const { by, id, ...suggestion } = found
  const links = {
    opportunity: ctx.origin + paths.opportunity(id, suggestion.title),
    all: ctx.origin + paths.ownIntroductions(),
  }
  return { mail: suggestionMail({ ...suggestion, links }), by }
}

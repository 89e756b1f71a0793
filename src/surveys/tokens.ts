import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'

const SHAPE = /^(srv_[0-9a-z]{1,40})\.(ptc_[0-9a-z]{1,40})\.([A-Za-z0-9_-]{43})$/
const signed = ({ surveyId, participantId }: SurveyLink) => `survey:${surveyId}.${participantId}`

export type SurveyLink = { surveyId: string; participantId: string }

/** The link by which one person answers one survey, for as long as it is open. It signs nobody in. */
export const surveyToken = async (ctx: Ctx, link: SurveyLink) =>
  `${link.surveyId}.${link.participantId}.${await ctx.secrets.sign(signed(link))}`

/** Whose answers a link brings, and to what. Forged ones look as if nothing were there. */
export async function readSurveyToken(ctx: Ctx, token: string): Promise<SurveyLink> {
  const [, surveyId = '', participantId = '', signature = ''] = SHAPE.exec(token) ?? []
  const link = { surveyId, participantId }
  if (!surveyId || !(await ctx.secrets.verify(signed(link), signature))) throw notFound('Link')
  return link
}

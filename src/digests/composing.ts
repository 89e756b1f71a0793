import { type DigestParts, digestPieces, digestSubject, type Piece } from '../../web/emails/digest-mail.tsx'
import { dayIn, formatDay } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { withoutAddresses } from '../mail/mailer.ts'
import { paths } from '../paths.ts'
import type { Claimed } from './claiming.ts'
import type { Draft, Drafter, Drafting, News } from './drafting.ts'
import { draftGroups } from './kinds/group.ts'
import { draftMatches } from './kinds/matches.ts'
import { draftSearches } from './kinds/search.ts'
import { draftTalent } from './kinds/talent.ts'
import { type LaidOut, layOut } from './layouts.ts'
import { cadences, type Kind } from './schema.ts'
import { makeToken } from './tokens.ts'

/** With what closes soon. */
const MOST_ITEMS = 20

const kinds: Record<Kind, Drafting> = {
  search: draftSearches,
  matches: draftMatches,
  talent: draftTalent,
  group: draftGroups,
}

/** What is fixed at the first try and goes out unchanged at every other: its bytes are those of its pieces, in order. */
export type Letter = { subject: string; pieces: readonly Piece[]; headers: Record<string, string> }

export type Composed =
  | { claimed: Claimed; letter: Letter; laid: LaidOut; news: News[] }
  | { claimed: Claimed; nothingNew: true }
  | { claimed: Claimed; fault: string }

/** What readers of one kind are to get, before it is composed. */
export const draftDigests: (ctx: Ctx, kind: Kind, readers: readonly Claimed[]) => Promise<Drafter> = (
  ctx,
  kind,
  readers,
) => kinds[kind](ctx, readers)

/** What one reader's data breaks for all is drafted for each alone. */
async function draftTogether(ctx: Ctx, kind: Kind, readers: readonly Claimed[]): Promise<Drafter> {
  try {
    return await draftDigests(ctx, kind, readers)
  } catch {
    return async (claimed) => (await draftDigests(ctx, kind, [claimed]))(claimed)
  }
}

/** Composes what each reader of one kind gets; what goes wrong with one does not touch the others. */
export async function composeDigests(ctx: Ctx, kind: Kind, readers: readonly Claimed[]): Promise<Composed[]> {
  if (!readers.length) return []
  const draft = await draftTogether(ctx, kind, readers)
  const composed: Composed[] = []
  for (const claimed of readers)
    try {
      const found = await draft(claimed)
      composed.push(found ? await compose(ctx, claimed, found) : { claimed, nothingNew: true })
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      composed.push({ claimed, fault: withoutAddresses(`could not be composed: ${words}`) })
    }
  return composed
}

async function compose(ctx: Ctx, claimed: Claimed, draft: Draft): Promise<Composed> {
  const rendered = await renderDigest(ctx, claimed, draft)
  const laid = layOut(rendered.pieces)
  const news = [...draft.items, ...draft.closing].flatMap((item) => item.news)
  return { claimed, letter: { ...rendered, pieces: laid.pieces }, laid, news }
}

type Subject = Pick<Claimed, 'createdAt' | 'reader'>

/** The mail as it goes out. `createdAt` fixes its links: tried again, it carries the same. */
export async function renderDigest(ctx: Ctx, { createdAt, reader }: Subject, draft: Draft): Promise<Letter> {
  const token = await makeToken(ctx, 'manage', reader.id, createdAt)
  const shown = draft.items.slice(0, MOST_ITEMS - draft.closing.length)
  const link = (path: string) => ctx.origin + path
  const total = draft.total ?? draft.items.length
  const less = cadences[cadences.indexOf(reader.cadence) + 1]
  const parts: DigestParts = {
    subject: digestSubject(draft.items[0] ?? { title: '' }, total, draft),
    intro: draft.intro,
    items: shown.map(({ show }) => show()),
    more:
      total > shown.length
        ? { count: total - shown.length, link: link(draft.seeRest ? draft.seeRest() : draft.see) }
        : null,
    closing: draft.closing.map(({ show }) => show()),
    links: {
      see: link(draft.see),
      manage: link(paths.subscription(token)),
      pause: link(paths.subscription(token, 'pause=4w')),
      less: less ? link(paths.subscription(token, `less=${less}`)) : null,
      unsubscribe: link(paths.unsubscribe(token)),
      archive: link(paths.subscriptionMails(token)),
    },
    token,
    where: draft.where,
    because: `You get this ${reader.cadence} because you asked for it on ${formatDay(dayIn(reader.confirmedAt, 'UTC'))}.`,
  }
  return { ...digestPieces(parts), headers: unsubscribeHeaders(parts.links.unsubscribe) }
}

/** RFC 8058: one POST to this address ends the subscription, without sign-in or question. */
const unsubscribeHeaders = (address: string) => ({
  'List-Unsubscribe': `<${address}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
})

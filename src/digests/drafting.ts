import type { Fragment } from '../../web/emails/digest-mail.tsx'
import type { Ctx } from '../context.ts'
import type { Claimed } from './claiming.ts'

/** Something to tell a reader: about what, on what occasion, and what it says. */
export type News = {
  subjectId: string
  occasion: string
  title: string
  /** Prepared only where it is shown. */
  show: () => Fragment
}

/** What one reader is to get. All of it is recorded as mailed, also what is more than a mail shows. */
export type Draft = {
  /** What it is, as its first line: "New for your search: ...". */
  intro: string
  /** Where all of it can be seen. */
  see: string
  news: News[]
  /** What ends soon, in its order: never alone the cause of a mail. */
  closing: News[]
}

/** What was mailed before, by address, subject and occasion; what a shard is about to mail is added to it. */
export type Mailed = Set<string>
export const mailedKey = (emailKey: string, { subjectId, occasion }: Pick<News, 'subjectId' | 'occasion'>) =>
  `${emailKey} ${subjectId} ${occasion}`

/** What the readers of a kind are to get: loaded for all at once, then drafted one by one; null where nothing is new. */
export type Drafter = (reader: Claimed) => Promise<Draft | null>
export type Drafting = (ctx: Ctx, readers: readonly Claimed[]) => Promise<Drafter>

import type { Fragment } from '../../web/emails/digest-mail.tsx'
import type { Ctx } from '../context.ts'
import type { Claimed } from './claiming.ts'

/** What was told, and on what occasion: once to an address. */
export type News = { subjectId: string; occasion: string }

/** One thing of a mail: what it is called, what it tells, and what it says. */
export type Item = {
  title: string
  organization?: string
  news: News[]
  /** Prepared only where it is shown. */
  show: () => Fragment
}

/** What one reader is to get. All of its items are recorded as told, also those that are more than a mail shows. */
export type Draft = {
  /** What it is, as its first line: "New for your search: ...". */
  intro: string
  /** The path where all of it can be seen, and what that is called. */
  see: string
  /** The path where what finds no room can be seen without all that was known before. */
  seeRest?: () => string
  where?: string
  /** For the subject: what it is about, where a reader may get several of a kind, and what its other items are. */
  about?: string
  others?: string
  items: Item[]
  /** How many there are, where that may be more than `items`: those that are not among them come the next times. */
  total?: number
  /** What ends soon, in its order, a few: never alone the cause of a mail. What finds no room here is not told. */
  closing: Item[]
}

/** What was mailed before, by address, subject and occasion; what a shard is about to mail is added to it. */
export type Mailed = Set<string>
export const mailedKey = (emailKey: string, { subjectId, occasion }: News) => `${emailKey} ${subjectId} ${occasion}`

/** What the readers of a kind are to get: loaded for all at once, then drafted one by one; null where nothing is new. */
export type Drafter = (reader: Claimed) => Promise<Draft | null>
export type Drafting = (ctx: Ctx, readers: readonly Claimed[]) => Promise<Drafter>

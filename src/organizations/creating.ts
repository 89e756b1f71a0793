import { actingPerson } from '../auth/policy.ts'
import { DAY } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically, violatesUnique } from '../db/client.ts'
import { AppError, tooMany } from '../errors.ts'
import { isPastLimit, recordEventWithin } from '../events.ts'
import { renderMarkdown } from '../text/html.ts'
import { findNamesake, findSimilar, type LookAlike } from './look-alikes.ts'
import { newOrganization } from './merging.ts'

import { nameKeyOf, type OrganizationForm } from './schema.ts'
import { members, organizations } from './table.ts'
import { verifyDomain } from './verifying.ts'

const MOST_A_DAY = 10

/** The name is taken, or near others: these. A near one may be used by saying that it is another. */
export class LooksAlike extends AppError {
  readonly like: LookAlike[]
  readonly isTaken: boolean

  constructor(like: LookAlike[], isTaken: boolean) {
    const message = isTaken ? 'There is an organization with this name' : 'There are organizations with such a name'
    super(422, 'invalid', message, [{ path: 'name', message }])
    this.like = like
    this.isTaken = isTaken
  }
}

/**
 * Adds an organization and makes who adds it its owner; answers its id. Throws `LooksAlike` where the name is taken, and
 * where it is near others unless `another` says that it is none of them.
 */
export async function createOrganization(ctx: Ctx, form: OrganizationForm): Promise<string> {
  const person = actingPerson(ctx.actor)
  const like = await checkName(ctx, form)
  const id = ctx.newId('org')
  const row = { ...newOrganization(id, writtenOf(form), ctx.now), aboutMarkdown: form.about || null }
  const owner = {
    organizationId: id,
    personId: person.id,
    role: 'owner',
    addedBy: person.id,
    addedAt: ctx.now,
  } as const
  // What was done counts, not what is left of it: who leaves an organization has still added it.
  const limit = { most: MOST_A_DAY, since: ctx.now - DAY }
  const write = atomically(ctx.db, [
    ...recordEventWithin(ctx, limit, 'organization.created', id, likeWords(like)),
    ctx.db.insert(organizations).values({ ...row, example: person.example }),
    ctx.db.insert(members).values(owner),
    ...verifyDomain(ctx, id, row.website),
  ]).catch((error) => {
    throw isPastLimit(error) ? tooMany(`${MOST_A_DAY} organizations a day are the most; go on tomorrow`) : error
  })
  await unlessTaken(ctx, row.nameKey, write)
  return id
}

/** What is stored of a form. */
function writtenOf({ name, website, about, countries, foundedOn }: OrganizationForm) {
  return { name, website, aboutHtml: renderMarkdown(about), countries, foundedOn, aliases: [], parent: null }
}

/** The organizations that the name is near to and still another one than; none may be exactly so called. */
export async function checkName(ctx: Ctx, form: OrganizationForm, ownId = ''): Promise<LookAlike[]> {
  await checkNamesake(ctx, form.name, ownId)
  const like = await findSimilar(ctx.db, form, ownId)
  // Taken since the line before the last.
  const taken = like.filter(({ name }) => nameKeyOf(name) === nameKeyOf(form.name))
  if (taken.length) throw new LooksAlike(taken, true)
  if (like.length && !form.another) throw new LooksAlike(like, false)
  return like
}

/** No other organization may have exactly this name. */
export async function checkNamesake(ctx: Ctx, name: string, ownId: string): Promise<void> {
  const namesake = await findNamesake(ctx.db, nameKeyOf(name))
  if (namesake && namesake.id !== ownId) throw new LooksAlike([namesake], true)
}

/** For the record: which ones it was said not to be. */
export const likeWords = (like: readonly LookAlike[]) =>
  like.length ? `said to be another one than ${like.map(({ id }) => id).join(', ')}` : undefined

/** Two may take a name at once: the second is told whose it is now. */
export async function unlessTaken(ctx: Ctx, nameKey: string, write: Promise<unknown>): Promise<void> {
  try {
    await write
  } catch (error) {
    if (!violatesUnique(error, 'organizations.name_key')) throw error
    const namesake = await findNamesake(ctx.db, nameKey)
    throw new LooksAlike(namesake ? [namesake] : [], true)
  }
}

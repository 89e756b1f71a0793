import { eq } from 'drizzle-orm'
import { actingPerson } from '../auth/policy.ts'
import { DAY } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically, violatesUnique } from '../db/client.ts'
import { authorize, invalid, tooMany } from '../errors.ts'
import { isPastLimit, recordEvent, recordEventWithin } from '../events.ts'
import { canManageGroup } from './policy.ts'
import { requireGroup } from './queries.ts'
import { type GroupForm, groupNameKey } from './schema.ts'
import { groupMembers, groups } from './table.ts'

const MOST_A_DAY = 5

/** Founds a group and makes who founds it its owner; answers its id. Its name must be its own. */
export async function foundGroup(ctx: Ctx, form: GroupForm): Promise<string> {
  const person = actingPerson(ctx.actor)
  const id = ctx.newId('grp')
  const row = { ...form, id, nameKey: groupNameKey(form.name), example: person.example }
  // What was done counts, not what is left of it.
  const limit = { most: MOST_A_DAY, since: ctx.now - DAY }
  try {
    await atomically(ctx.db, [
      ...recordEventWithin(ctx, limit, 'group.founded', id),
      ctx.db.insert(groups).values({ ...row, createdAt: ctx.now, updatedAt: ctx.now }),
      ctx.db.insert(groupMembers).values({ groupId: id, personId: person.id, role: 'owner', addedAt: ctx.now }),
    ])
  } catch (error) {
    if (isPastLimit(error)) throw tooMany(`${MOST_A_DAY} groups a day are the most; go on tomorrow`)
    throw named(error)
  }
  return id
}

/** Changes what a group says of itself. */
export async function editGroup(ctx: Ctx, id: string, form: GroupForm): Promise<void> {
  await requireGroup(ctx, id)
  authorize(canManageGroup(ctx.actor, id))
  const row = { ...form, nameKey: groupNameKey(form.name), updatedAt: ctx.now }
  await atomically(ctx.db, [
    ctx.db.update(groups).set(row).where(eq(groups.id, id)),
    ...recordEvent(ctx, 'group.edited', id),
  ]).catch((error) => {
    throw named(error)
  })
}

/** Two may take a name at once: the second is told. */
const named = (error: unknown) =>
  violatesUnique(error, 'groups.name_key')
    ? invalid([
        { path: 'name', message: 'There is a group with this name: ask its owners to invite you, or choose another' },
      ])
    : error

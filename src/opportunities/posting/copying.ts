import { dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { membershipIn } from '../../organizations/policy.ts'
import type { Typed } from '../schema.ts'
import { addYears } from './days.ts'
import { saveDraft } from './drafting.ts'
import { findNamed, requireWriting } from './queries.ts'
import { OTHER, type TextField, textIn } from './schema.ts'

export const copyReasons = ['another', 'next_year'] as const
export type CopyReason = (typeof copyReasons)[number]

/** Begins a new draft from an opportunity: another like it, or the same in the next year. Answers its id. */
export async function copyOpportunity(ctx: Ctx, id: string, reason: CopyReason): Promise<string> {
  const { typed, organizationId } = await requireWriting(ctx, id)
  const opportunityId = ctx.newId('opp')
  const dated = reason === 'next_year' ? inNextYear(typed, dayIn(ctx.now, 'UTC')) : withoutDays(typed)
  const typedCopy = organizationId ? { ...dated, ...(await posterOf(ctx, organizationId)) } : dated
  await saveDraft(ctx, { opportunityId, base: '', version: 0, typed: typedCopy, copiedFrom: id })
  return opportunityId
}

/** For the same organization again; who is no member of it names it. */
async function posterOf(ctx: Ctx, id: string): Promise<Typed> {
  if (membershipIn(ctx.actor, id)) return { organization: id }
  const named = await findNamed(ctx, id)
  return { organization: OTHER, organizationName: named?.name ?? '', organizationWebsite: named?.website ?? '' }
}

const days: TextField[] = ['startsOn', 'opensOn', 'closesOn']

function withoutDays(typed: Typed): Typed {
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !days.some((day) => day === name)))
}

/** Every day moved by the same number of years: one, or as many as bring the last of them past today. */
function inNextYear(typed: Typed, today: string): Typed {
  const last = days
    .map((name) => textIn(typed, name))
    .sort()
    .at(-1)
  let years = 1
  while (last && addYears(last, years) < today) years++
  const moved = days.flatMap((name) => {
    const day = textIn(typed, name)
    return day ? [[name, addYears(day, years)]] : []
  })
  return { ...typed, ...Object.fromEntries(moved) }
}

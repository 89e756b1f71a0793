import * as z from 'zod'
import { isoInstant } from '../calendar.ts'
import { day } from '../fields.ts'
import { kinds } from '../opportunities/schema.ts'
import { paths } from '../paths.ts'
import type { Step, Tracked } from './queries.ts'
import { notes, opportunityId, state, states, ways } from './schema.ts'

const instant = z.iso.datetime()

const StepJson = z
  .object({
    state: z.enum(states),
    on: z.iso.date().describe('When it happened'),
    at: instant.describe('When it was said'),
    via: z.enum(ways),
  })
  .meta({ id: 'ApplicationStep' })

export const ApplicationJson = z
  .object({
    id: z.string(),
    url: z.url().describe('Its page, for its owner'),
    opportunity: z.object({
      id: z.string(),
      kind: z.enum(kinds),
      title: z.string().nullable().describe('Null where a moderator took it from the public'),
      organization: z.string().nullable(),
      status: z.enum(['published', 'closed', 'retracted']),
      closesOn: z.iso.date().nullable(),
    }),
    state: z.enum(states),
    notes: z.string().nullable(),
    dueOn: z.iso.date().nullable().describe('Your own deadline'),
    history: z.array(StepJson).describe('In the order it was said'),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Application', description: 'Your way to an opportunity; nobody else reads it' })

export const ApplicationWrite = z
  .strictObject({
    opportunityId,
    state,
    on: day.optional().describe('When it happened, today where it is left out'),
    notes: notes.optional(),
  })
  .meta({ id: 'ApplicationWrite', description: 'Puts an opportunity onto your tracker, or moves it on' })

export function applicationJson(
  row: Tracked,
  steps: readonly Step[],
  origin: string,
): z.output<typeof ApplicationJson> {
  const status = row.retracted ? 'retracted' : row.closed ? 'closed' : 'published'
  return {
    id: row.id,
    url: origin + paths.ownApplication(row.id),
    opportunity: {
      id: row.opportunityId,
      kind: row.kind,
      title: row.title,
      organization: row.organization,
      status,
      closesOn: row.closesOn,
    },
    state: row.state,
    notes: row.notes || null,
    dueOn: row.dueOn,
    history: steps.map(({ state, happenedOn, at, via }) => ({ state, on: happenedOn, at: isoInstant(at), via })),
    createdAt: isoInstant(row.createdAt),
    updatedAt: isoInstant(row.updatedAt),
  }
}

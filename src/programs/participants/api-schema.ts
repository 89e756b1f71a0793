import * as z from 'zod'
import { isoInstant } from '../../calendar.ts'
import { Address, day, line, oneOf } from '../../fields.ts'
import { bases, cohortRoles, engagements, stages } from '../schema.ts'
import type { ListedParticipation } from './participation-list.ts'

const instant = z.iso.datetime()

export const ParticipationJson = z
  .object({
    id: z.string(),
    participant: z.object({
      id: z.string(),
      name: z.string(),
      externalId: z.string().nullable().describe('How your own list calls them'),
      hasMailbox: z.boolean().describe('Whether you hold an address; it is never sent out again'),
      stage: z.enum(stages).nullable().describe('Where they stand today'),
      engagement: z.enum(engagements).nullable(),
    }),
    cohort: z.object({ id: z.string(), number: z.int(), name: z.string(), program: z.string() }),
    role: z.enum(cohortRoles),
    finishedOn: z.iso.date().nullable(),
    leftOn: z.iso.date().nullable(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Participation', description: 'Somebody took part in a cohort of your group' })

export const ParticipationWrite = z
  .strictObject({
    externalId: line(200).optional().describe('Who it is, by your own list; or give `email`'),
    email: Address.optional().describe('Who it is, by their mailbox'),
    name: line(200).default('').describe('Needed for somebody new'),
    basis: oneOf(bases).describe('On which ground you hold this of them'),
    cohortId: z.string('Give the id of a cohort').min(1, 'Give the id of a cohort').max(60),
    role: oneOf(cohortRoles).default('participant'),
    finishedOn: day.optional(),
    leftOn: day.optional(),
    stage: oneOf(stages).optional(),
    stageOn: day.optional().describe('Today where it is left out'),
    engagement: oneOf(engagements).optional(),
    engagementOn: day.optional().describe('Today where it is left out'),
  })
  .refine(({ externalId, email }) => Boolean(externalId) || email !== undefined, {
    path: ['externalId'],
    message: 'Give an externalId or an email',
  })
  .refine(({ finishedOn, leftOn }) => !(finishedOn && leftOn), {
    path: ['leftOn'],
    message: 'Give the day they finished or the day they left, not both',
  })
  .meta({ id: 'ParticipationWrite', description: 'Records that somebody took part, and where they stand' })
export type ParticipationWrite = z.output<typeof ParticipationWrite>

export function participationJson(row: ListedParticipation): z.output<typeof ParticipationJson> {
  const { participantId, name, externalId, mailbox, stage, engagement } = row
  return {
    id: row.id,
    participant: { id: participantId, name, externalId, hasMailbox: mailbox === 1, stage, engagement },
    cohort: { id: row.cohortId, number: row.number, name: row.cohort, program: row.program },
    role: row.role,
    finishedOn: row.finishedOn,
    leftOn: row.leftOn,
    createdAt: isoInstant(row.createdAt),
    updatedAt: isoInstant(row.updatedAt),
  }
}

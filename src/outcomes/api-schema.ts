import * as z from 'zod'
import { isoInstant } from '../calendar.ts'
import { Commitment, commitmentJson, unknownCommitment } from '../commitment.ts'
import { Commitment as CommitmentJson } from '../opportunities/api-schema.ts'
import type { GroupLanding } from './queries.ts'
import { landed } from './schema.ts'

const id = z.string().max(60)

/** What a program sends; `LandingWrite` then reads it as it reads the form. */
export const GroupLandingWrite = z
  .strictObject({
    participantId: id,
    organizationName: z.string().nullable().optional().describe('Left out, that of the opportunity'),
    title: z.string().nullable().optional().describe('As what; left out, that of the opportunity'),
    outcome: z.enum(landed),
    commitment: Commitment.optional(),
    startsOn: z.string().meta({ example: '2026-02-01' }),
    endedOn: z.string().nullable().optional().describe('Left out as long as it goes on'),
    opportunityId: id.nullable().optional(),
    evidenceUrl: z.string().nullable().optional().describe('https only'),
    credits: z
      .array(z.strictObject({ programId: id, share: z.number() }))
      .optional()
      .describe('Shares of the group’s own programs, together at most 1'),
  })
  .meta({ id: 'GroupLandingWrite', description: 'Where a participant landed' })

export const GroupLandingJson = z
  .object({
    id: z.string().describe('That of the person’s own where the group has recorded nothing itself'),
    participantId: z.string(),
    participant: z.string().nullable().describe('Null once they were erased'),
    ownWord: z.boolean().describe('Whether it is the person’s own, shared with the group'),
    organization: z.string().nullable(),
    title: z.string().nullable(),
    outcome: z.enum(landed).nullable(),
    commitment: CommitmentJson,
    startsOn: z.iso.date().nullable(),
    endedOn: z.iso.date().nullable(),
    opportunityId: z.string().nullable(),
    throughApplication: z.boolean().describe('Whether it came of an application that is tracked here'),
    evidenceUrl: z.string().nullable(),
    checkedInOn: z.iso.date().nullable().describe('When they last said so themselves, asked by a check-in'),
    credits: z.array(z.object({ programId: z.string(), share: z.number() })),
    verifiedBy: z.string().nullable(),
    verifiedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'GroupLanding', description: 'A landing as the group knows it' })

export const groupLandingJson = (l: GroupLanding): z.output<typeof GroupLandingJson> => ({
  id: l.key,
  participantId: l.participantId,
  participant: l.participant || null,
  ownWord: l.isOwn,
  organization: l.organizationName || null,
  title: l.title || null,
  outcome: l.outcome,
  commitment: commitmentJson(l.commitment ?? unknownCommitment),
  startsOn: l.startsOn,
  endedOn: l.endedOn,
  opportunityId: l.opportunityId,
  throughApplication: l.applied,
  evidenceUrl: l.evidenceUrl,
  checkedInOn: l.checkedInOn,
  credits: l.credits.map(({ programId, share }) => ({ programId, share: share / 100 })),
  verifiedBy: l.verifiedBy || null,
  verifiedAt: l.verifiedAt === null ? null : isoInstant(l.verifiedAt),
})

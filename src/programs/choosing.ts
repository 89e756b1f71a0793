import { and, eq, isNotNull } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { participants, programs } from './table.ts'

/** What a group can be asked about: its programs. */
export const listProgramNames = ({ db }: Ctx, groupId: string) =>
  db
    .select({ id: programs.id, name: programs.name })
    .from(programs)
    .where(eq(programs.groupId, groupId))
    .orderBy(programs.name, programs.id)
export type ProgramName = Awaited<ReturnType<typeof listProgramNames>>[number]

/** More are found by their page among the people. */
const MOST_NAMED = 500

/** Who took part in a group's programs and still has a name, for a list to choose from. */
export const listParticipantNames = ({ db }: Ctx, groupId: string) =>
  db
    .select({ id: participants.id, name: participants.name })
    .from(participants)
    .where(and(eq(participants.groupId, groupId), isNotNull(participants.emailKey)))
    .orderBy(participants.name, participants.id)
    .limit(MOST_NAMED)
export type ParticipantName = Awaited<ReturnType<typeof listParticipantNames>>[number]

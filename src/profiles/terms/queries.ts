import { desc, eq, sql } from 'drizzle-orm'
import { inList } from '../../db/bulk.ts'
import type { Db } from '../../db/client.ts'
import type { Side } from '../../taxonomy/terms.ts'
import type { TermVerdict } from '../schema.ts'
import { termAnswers, termProposals } from '../table.ts'

const answered = eq(termAnswers.termKey, termProposals.termKey)

const selectTerms = (db: Db) =>
  db
    .select({
      key: termProposals.termKey,
      term: sql<string>`min(${termProposals.term})`.as('term'),
      side: sql<Side | null>`min(${termProposals.side})`.as('side'),
      people: sql<number>`count(*)`.as('people'),
      firstAt: sql<number>`min(${termProposals.proposedAt})`.as('first_at'),
      answerId: sql<string | null>`min(${termAnswers.id})`.as('answer_id'),
      verdict: sql<TermVerdict | null>`min(${termAnswers.verdict})`.as('verdict'),
      answeredAt: sql<number | null>`min(${termAnswers.answeredAt})`.as('answered_at'),
    })
    .from(termProposals)
    .leftJoin(termAnswers, answered)
    .groupBy(termProposals.termKey)

/** Terms that profiles state now, one row a term: what nobody has answered first, then what most people state. */
export const selectProposedTerms = (db: Db, most: number) =>
  selectTerms(db)
    .orderBy(sql`min(term_answers.id) is not null`, sql`count(*) desc`, sql`min(term_proposals.proposed_at)`)
    .limit(most)
export type ProposedTerm = Awaited<ReturnType<typeof selectProposedTerms>>[number]

export const selectProposedTerm = (db: Db, key: string) => selectTerms(db).where(eq(termProposals.termKey, key))

/** Terms that became a skill of the vocabulary, newest first. */
export const selectMergedTerms = (db: Db, most: number) =>
  db
    .select({ term: termAnswers.term, skill: termAnswers.mergedInto, answeredAt: termAnswers.answeredAt })
    .from(termAnswers)
    .where(eq(termAnswers.verdict, 'merged'))
    .orderBy(desc(termAnswers.answeredAt))
    .limit(most)
export type MergedTerm = Awaited<ReturnType<typeof selectMergedTerms>>[number]

/** The skills that some terms were merged into, by the key of each. */
export const selectMergedAmong = (db: Db, keys: readonly string[]) =>
  db
    .select({ key: termAnswers.termKey, skill: termAnswers.mergedInto })
    .from(termAnswers)
    .where(inList(sql`term_answers.term_key`, keys))

import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Db } from '../db/client.ts'
import { prepared } from '../db/prepared.ts'
import type { Profile } from '../profiles/schema.ts'
import { type Bits, intersect, removeBit } from '../search/bits.ts'
import { find, type OpeningsIndex, openAt } from '../search/index-of-openings.ts'
import { openings } from '../search/openings.ts'
import { type BoardQuery, boardQueryString } from '../search/schema.ts'
import { skillGaps } from './gaps.ts'
import { type Matches, matchOpenings } from './matching.ts'
import type { SkillGap } from './schema.ts'

export type OwnMatches = {
  /** Null where the person has stated nothing yet: then nothing is matched. */
  own: { profile: Profile; found: Matches; gaps: SkillGap[] } | null
  /** How many they said are not for them. */
  setAside: number
  /** Names of organizations by id. */
  organizations: ReadonlyMap<string, string>
}

/** Everything open matched with somebody's stored profile, or what a search finds of it. In one round trip. */
export async function ownMatches(ctx: Ctx, personId: string, query: BoardQuery, limit?: number): Promise<OwnMatches> {
  const { index, text, also } = await openings(ctx, { q: query.q, fresh: true, also: selectOwn(ctx.db, personId) })
  const [row] = also ?? []
  const beside = { setAside: row?.set_aside ?? 0, organizations: index.organizations }
  if (!row?.content) return { own: null, ...beside }
  const profile: Profile = JSON.parse(row.content)
  const fresh = freshOf(index, JSON.parse(row.known), ctx.now)
  const gaps = skillGaps(index, profile, ctx.now, fresh)
  const isNarrowed = boardQueryString(query) !== ''
  const within = isNarrowed ? intersect(find(index, query, text?.seqs ?? null, ctx.now).bits, fresh) : fresh
  return { own: { profile, found: await matchOpenings(index, profile, ctx.now, { limit, within }), gaps }, ...beside }
}

/** What is open and not known to the person yet, by the numbers of what is. */
function freshOf(index: OpeningsIndex, known: readonly number[], now: number): Bits {
  const fresh = openAt(index, now)
  for (const seq of known) {
    const position = index.positions[seq]
    if (position !== undefined && position >= 0) removeBit(fresh, position)
  }
  return fresh
}

/** What is no news to somebody and stays out of their matches: ids of opportunities. */
const knownTo = (personId: unknown) => sql`select opportunity_id from dismissals where person_id = ${personId}
  union select opportunity_id from applications where person_id = ${personId}`

type OwnRow = { content: string | null; set_aside: number; known: string }

const selectOwn = (db: Db, personId: string) => ownOf(db, { personId })
const ownOf = prepared((db) => {
  const person = sql.placeholder('personId')
  return db.all<OwnRow>(
    sql`select
      (select content from profiles where person_id = ${person}) as content,
      (select count(*) from dismissals where person_id = ${person}) as set_aside,
      (select json_group_array(seq) from opportunities where id in (${knownTo(person)})) as known`,
  )
})

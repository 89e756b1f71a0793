import { and, eq, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { fold } from '../text/fold.ts'
import { looksAlike, tellingWords } from './alike.ts'
import { organizations as o } from './table.ts'
import { domainOf } from './verifying.ts'

export type LookAlike = { id: string; name: string; website: string | null }
type Named = { name: string; website: string | null }

const MOST_SHOWN = 5
const MOST_CHANGES = 3

/** Organizations that a reader may take for this one: by name, by another name, or by the same site. Nearest first. */
export async function findSimilar(db: Db, given: Named, exceptId = ''): Promise<LookAlike[]> {
  const rows = await db
    .select({ id: o.id, name: o.name, aliases: o.aliases, website: o.website })
    .from(o)
    .where(and(ne(o.id, exceptId), maybeSimilar(given)))
  const domain = domainOf(given.website)
  return rows
    .filter(
      ({ name, aliases, website }) =>
        [name, ...aliases].some((called) => looksAlike(given.name, called)) ||
        (domain !== null && domainOf(website) === domain),
    )
    .slice(0, MOST_SHOWN)
    .map(({ id, name, website }) => ({ id, name, website }))
}

/** What the database can tell without comparing letters: about as long, a telling word in common, the same site. */
function maybeSimilar({ name, website }: Named): SQL | undefined {
  const { length } = fold(name)
  const [word = ''] = tellingWords(name).sort((a, b) => b.length - a.length)
  const domain = domainOf(website)
  return or(
    sql`length(${o.nameKey}) between ${length - MOST_CHANGES} and ${length + MOST_CHANGES}`,
    sql`instr(${o.nameKey}, ${word}) > 0`,
    sql`instr(lower(${o.aliases}), ${word}) > 0`,
    domain === null ? undefined : sql`instr(lower(${o.website}), ${domain}) > 0`,
  )
}

/** For moderators: organizations that one may be taken for, or a duplicate of. */
export async function findLookAlikes(db: Db, organizationId: string): Promise<LookAlike[]> {
  const [known] = await db.select({ name: o.name, website: o.website }).from(o).where(eq(o.id, organizationId))
  return known ? findSimilar(db, known, organizationId) : []
}

/** The organization that has exactly this name, case, accents and spacing apart. */
export async function findNamesake(db: Db, nameKey: string): Promise<LookAlike | undefined> {
  const [row] = await db.select({ id: o.id, name: o.name, website: o.website }).from(o).where(eq(o.nameKey, nameKey))
  return row
}

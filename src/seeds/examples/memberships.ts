import { sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import type { Statement } from '../../db/client.ts'
import { groups } from '../../groups/table.ts'
import { fold } from '../../text/fold.ts'
import { exampleAccounts } from './accounts.ts'
import type { OrganizationKey } from './organizations.ts'

/** What the example accounts own, behind their rows in the batch. Somebody real with such an address gets nothing. */
export async function ownerships(
  ctx: Ctx,
  organizations: Record<OrganizationKey, { id: string }>,
): Promise<Statement[]> {
  const statements: Statement[] = []
  for (const { email, organization, group } of exampleAccounts) {
    const emailKey = await ctx.secrets.fingerprint(email.toLowerCase())
    if (organization) statements.push(ownOrganization(ctx, emailKey, organizations[organization].id))
    if (group) statements.push(...ownGroup(ctx, emailKey, group))
  }
  return statements
}

const ownOrganization = ({ db, now }: Ctx, emailKey: string, organizationId: string) =>
  db.run(sql`insert into members (organization_id, person_id, role, added_by, added_at)
    select ${organizationId}, id, 'owner', 'seed', ${now} from people where email_key = ${emailKey} and example = 1`)

function ownGroup({ db, newId, now }: Ctx, emailKey: string, name: string): Statement[] {
  const group = { id: newId('grp'), name, nameKey: fold(name), example: true, createdAt: now }
  return [
    db.insert(groups).values(group).onConflictDoNothing(),
    db.run(sql`insert into group_members (group_id, person_id, role, added_at)
      select g.id, p.id, 'owner', ${now} from people p join groups g on g.name_key = ${group.nameKey}
      where p.email_key = ${emailKey} and p.example = 1 and g.example = 1`),
  ]
}

import { sql } from 'drizzle-orm'
import { HOUR } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import type { Statement } from '../../db/client.ts'
import { type Example, hours, unpaid } from './example.ts'
import type { OrganizationKey } from './organizations.ts'
import { inputOf } from './rows.ts'

type Row = { example: Example; row: { id: string } }
type Submission = { example: Example; author: string; hoursAgo: number; changes?: string }

const host: Example = {
  organization: 'northlight',
  kind: 'role',
  title: 'Reading-group host, an evening a month',
  workGroups: ['movement_building'],
  sides: ['non_technical'],
  professions: ['community_manager'],
  must: ['facilitation'],
  commitment: hours(3, 3, 'month'),
  workplace: 'onsite',
  places: [{ country: 'DE', city: 'Berlin' }],
  pay: unpaid,
  languages: ['en', 'de'],
  seats: 2,
  validation: 'Tried for six months in Paris, where eleven of fourteen came back.',
  published: 0,
  body: `
    You open the room, keep the clock and see to it that everybody speaks. We choose the text and send it a week before.

    You have read half of what we have read, and like asking better than telling.`,
}
const helper: Example = {
  ...host,
  organization: 'lantern',
  title: 'Help at the weekend bootcamp',
  commitment: hours(8, 8, 'week', { weeks: 1 }),
  places: [{ country: 'FR', city: 'Lyon' }],
  languages: ['fr', 'en'],
  validation: null,
  body: `
    I took part last year and they need two people who set up tables, answer the door and know the way to the station.

    One Saturday. Lunch is good.`,
}
const renamed = 'Research management, three months a year'

/** What waits for the example moderator: by a member, by somebody else, and new words for what is public. */
export async function submissions(
  ctx: Ctx,
  organizations: Record<OrganizationKey, { id: string }>,
  rows: readonly Row[],
): Promise<Statement[]> {
  const managed = rows.find(({ example }) => example.title.startsWith('Research management'))
  const given: Submission[] = [
    { example: helper, author: 'alum@onward.test', hoursAgo: 50 },
    { example: host, author: 'poster@northlight.test', hoursAgo: 20 },
    ...(managed
      ? [
          {
            example: { ...managed.example, title: renamed },
            author: 'poster@northlight.test',
            hoursAgo: 2,
            changes: managed.row.id,
          },
        ]
      : []),
  ]
  const keyed = await Promise.all(
    given.map(async (one) => ({ ...one, emailKey: await ctx.secrets.fingerprint(one.author) })),
  )
  return keyed.map((one) => submit(ctx, organizations[one.example.organization].id, one))
}

function submit(ctx: Ctx, organizationId: string, one: Submission & { emailKey: string }): Statement {
  const { example, emailKey, hoursAgo, changes } = one
  const content = JSON.stringify(inputOf(example, ctx.now))
  return ctx.db.run(sql`insert into revisions (id, opportunity_id, organization_id, author_id, by_member, content, typed, submitted_at)
    select ${ctx.newId('rev')}, ${changes ?? ctx.newId('opp')}, ${organizationId}, id,
      exists (select 1 from members where organization_id = ${organizationId} and person_id = people.id), ${content}, '{}', ${ctx.now - hoursAgo * HOUR}
    from people where email_key = ${emailKey} and example = 1`)
}

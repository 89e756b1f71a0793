import { ANYWHERE_ON_EARTH, addDays, DAY, dayIn, HOUR } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { OpportunityInput } from '../../opportunities/schema.ts'
import { contentOf } from '../../opportunities/writing.ts'
import { newOrganization, type Organization } from '../../organizations/merging.ts'
import { OrganizationInput } from '../../organizations/schema.ts'
import { fold } from '../../text/fold.ts'
import { renderMarkdown } from '../../text/html.ts'
import { exampleAccounts } from './accounts.ts'
import { type Example, onWeekday } from './example.ts'
import { exampleOrganizations, type OrganizationKey } from './organizations.ts'

const website = (key: string) => `https://${key}.test`
/** Written in indented Markdown, where four leading spaces would mean code. */
const render = (text: string) => renderMarkdown(text.replace(/^ +/gm, '').trim())

/** One row an organization, under its key. */
export function organizationRows(ctx: Ctx): Record<OrganizationKey, Organization> {
  const rows = Object.entries(exampleOrganizations).map(([key, { about, ...rest }]) => {
    const input = OrganizationInput.parse({ ...rest, website: website(key), aboutHtml: render(about) })
    return [key, { ...newOrganization(ctx.newId('org'), input, ctx.now), example: true }]
  })
  return Object.fromEntries(rows)
}

export function opportunityRow(ctx: Ctx, example: Example, organizationId: string) {
  const publishedAt = ctx.now - example.published * DAY - HOUR
  return {
    ...contentOf(inputOf(example, ctx.now)),
    id: ctx.newId('opp'),
    organizationId,
    publishedAt,
    example: true,
    createdAt: publishedAt,
    updatedAt: publishedAt,
  }
}

/** What an example says, with its days counted from `now`. */
export function inputOf(example: Example, now: number): OpportunityInput {
  const {
    organization,
    published,
    verified,
    opensIn,
    closesIn,
    starts,
    must = [],
    nice = [],
    closed,
    body,
    ...rest
  } = example
  const today = dayIn(now, rest.zone ?? ANYWHERE_ON_EARTH)
  const dayAfter = (days: number | undefined) => (days === undefined ? null : addDays(today, days))
  return OpportunityInput.parse({
    ...rest,
    bodyHtml: render(body),
    applyUrl: `${website(organization)}/apply/${fold(rest.title).replaceAll(' ', '-')}`,
    skills: [...must.map((id) => ({ id, must: true })), ...nice.map((id) => ({ id, must: false }))],
    opensOn: dayAfter(opensIn),
    closesOn: dayAfter(closesIn),
    startsOn: startOf(starts, today),
    verifiedOn: verified === undefined ? null : addDays(dayIn(now, 'UTC'), -verified),
  })
}

function startOf(starts: Example['starts'], today: string): string | null {
  if (starts === undefined) return null
  return (typeof starts === 'number' ? onWeekday('Monday', starts) : starts)(today)
}

export const accountRows = ({ secrets, newId, now }: Ctx) =>
  Promise.all(
    exampleAccounts.map(async ({ email, name, role }) => {
      const emailKey = await secrets.fingerprint(email.toLowerCase())
      return { id: newId('per'), name, email, emailKey, role, example: true, createdAt: now }
    }),
  )

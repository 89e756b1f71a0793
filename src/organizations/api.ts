import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { isoInstant } from '../calendar.ts'
import { invalid, notFound } from '../errors.ts'
import { bytes } from '../fields.ts'
import type { AppEnv } from '../http/app-env.ts'
import { boardEndpoint, Limit, ListMeta, NoMeta, readQuery } from '../http/endpoint.ts'
import { wantsFresh } from '../http/revalidating.ts'
import { kinds } from '../opportunities/schema.ts'
import { paths } from '../paths.ts'
import { type Offer, offersOf } from '../search/of-organizations.ts'
import { openings } from '../search/openings.ts'
import { MOST_CHARACTERS } from '../search/schema.ts'
import { cutPage, readDirectoryQuery } from './directory.ts'
import { type DirectoryRow, selectDirectory, selectOrganization } from './queries.ts'

const tag = 'Organizations'
const Asked = z.strictObject({
  q: bytes(800)
    .max(MOST_CHARACTERS, `Keep it to ${MOST_CHARACTERS} characters`)
    .default('')
    .describe('Words of the name or of another name; each may be a beginning'),
  cursor: z.string('Give one cursor').optional().describe('`meta.next` of the page before'),
  limit: Limit,
})

const OrganizationCard = z
  .object({
    id: z.string(),
    url: z.url().describe('Its page here'),
    name: z.string(),
    website: z.url().nullable(),
    verifiedDomain: z.string().nullable().describe('Its people have shown mailboxes at this domain, that of its site'),
    aliases: z.array(z.string()),
    countries: z.array(z.string()).describe('ISO 3166, two letters'),
    parent: z.string().nullable().describe('The organization it belongs to, by name'),
    foundedOn: z.string().nullable().describe('A year, a month or a day'),
    open: z.int().min(0).describe('How many opportunities it has open'),
    openKinds: z.array(z.enum(kinds)).describe('Of which kinds they are'),
  })
  .meta({ id: 'OrganizationCard', description: 'An organization in a list' })

const OrganizationSheet = OrganizationCard.extend({
  aboutHtml: z.string().nullable().describe('Safe HTML: text structure and links'),
  updatedAt: z.iso.datetime(),
}).meta({ id: 'Organization', description: 'Everything said of one organization' })

export const organizationApi = new Hono<AppEnv>()

function askedOf(c: Context<AppEnv>) {
  const { q, cursor, limit } = readQuery(c, Asked)
  const { query, issues } = readDirectoryQuery(q, cursor ?? null)
  if (issues.length) throw invalid(issues)
  return { query, limit }
}

boardEndpoint(
  organizationApi,
  {
    path: '/organizations',
    operationId: 'listOrganizations',
    tag,
    summary: 'Organizations from A to Z',
    query: Asked,
    answer: { description: 'One page', schema: z.object({ data: z.array(OrganizationCard), meta: ListMeta }) },
  },
  (c) => {
    const { ctx } = c.var
    const { query, limit } = askedOf(c)
    return openings(ctx, { fresh: wantsFresh(c), also: selectDirectory(ctx.db, { ...query, limit: limit + 1 }) })
  },
  (c, { index, also = [] }) => {
    const { ctx } = c.var
    const { query, limit } = askedOf(c)
    const cut = cutPage(also, query, limit)
    // Who walks on finds the end, not the start again.
    const { page, next } = cut.issues.length ? { page: [], next: null } : cut
    const offers = offersOf(
      index,
      page.map(({ id }) => id),
      ctx.now,
    )
    return {
      data: page.map((row) => cardJson(row, offers.get(row.id), ctx.origin)),
      meta: { count: cut.total, next },
    }
  },
)

boardEndpoint(
  organizationApi,
  {
    path: '/organizations/{id}',
    operationId: 'getOrganization',
    tag,
    summary: 'One organization',
    description: 'What it has open is found with `GET /opportunities?org=` and its id.',
    params: z.object({ id: z.string().meta({ example: 'org_01kab2cde3fgh4jkm5npqr' }) }),
    answer: { description: 'The organization', schema: z.object({ data: OrganizationSheet, meta: NoMeta }) },
    failures: [404],
  },
  (c) => openings(c.var.ctx, { fresh: wantsFresh(c), also: selectOrganization(c.var.ctx.db, c.req.param('id') ?? '') }),
  (c, { index, also }) => {
    const { ctx } = c.var
    const [row] = also ?? []
    if (!row) throw notFound('Organization')
    const offer = offersOf(index, [row.id], ctx.now).get(row.id)
    const more = { aboutHtml: row.aboutHtml || null, updatedAt: isoInstant(row.updatedAt) }
    return { data: { ...cardJson(row, offer, ctx.origin), ...more }, meta: {} }
  },
)

const cardJson = (
  o: Omit<DirectoryRow, 'total' | 'others' | 'restarted'>,
  offer: Offer | undefined,
  origin: string,
): z.input<typeof OrganizationCard> => ({
  id: o.id,
  url: origin + paths.organization(o.id, o.name),
  name: o.name,
  website: o.website,
  verifiedDomain: o.verifiedDomain,
  aliases: o.aliases,
  countries: o.countries,
  parent: o.parent,
  foundedOn: o.foundedOn,
  open: offer?.open ?? 0,
  openKinds: offer?.kinds ?? [],
})

import { Hono } from 'hono'
import * as z from 'zod'
import { forbidden, invalid, notFound } from '../errors.ts'
import { keyHolder, keyHolderOf, open } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { endpoint, readBody } from '../http/endpoint.ts'
import { OpportunityCardJson } from '../opportunities/api-schema.ts'
import { opportunityCardJson } from '../opportunities/json.ts'
import { paths } from '../paths.ts'
import { Profile } from '../profiles/schema.ts'
import { openings } from '../search/openings.ts'
import { BoardParameters } from '../search/parameters.ts'
import { parseBoardQuery } from '../search/schema.ts'
import type { Explained } from './explaining.ts'
import { type Matches, matchOpenings } from './matching.ts'
import { ownMatches } from './own-matches.ts'
import { readInWords } from './refusing.ts'
import { blockerCodes, partNames } from './schema.ts'

const MatchRequest = z.strictObject({
  profile: Profile.meta({
    id: 'Profile',
    description: 'What a person states of themselves; all of it may be left out',
  }),
})
const example = { profile: { skills: [{ id: 'facilitation' }], availability: { hours: 6, per: 'week' } } }

const Training = z.object({ id: z.string(), title: z.string(), url: z.url() }).meta({ id: 'Training' })
const points = z.int().min(0)
const Match = z
  .object({
    opportunity: OpportunityCardJson,
    score: z.int().min(0).max(100),
    parts: z
      .object({ skills: points, professions: points, workGroup: points, commitment: points, audience: points })
      .describe('Points that add to the score'),
    unsaid: z
      .partialRecord(z.enum(partNames), z.enum(['opportunity', 'profile']))
      .describe('Who left a part unsaid, so that it scores neutral'),
    evidence: z.boolean().describe('Whether a skill or a profession is shared; those come first'),
    fits: z.array(z.string()),
    missing: z.array(z.object({ message: z.string(), training: z.union([Training, z.null()]) })),
  })
  .meta({ id: 'Match' })
const blockerCode = z.enum(blockerCodes)
const Nearly = z
  .object({
    opportunity: OpportunityCardJson,
    blockers: z.array(z.object({ code: blockerCode, message: z.string() })),
  })
  .meta({ id: 'NearMatch' })
const MatchAnswer = z.object({
  data: z.array(Match),
  meta: z.object({
    count: z.int(),
    next: z.null(),
    blocked: z.partialRecord(blockerCode, z.int()).describe('How many each reason blocks; only the reasons there are'),
    nearly: z.array(Nearly),
  }),
})

const unordered = ['sort', 'cursor'] as const
const Narrowing = BoardParameters.omit({ sort: true, cursor: true })

const order =
  'At most the 50 best. Those that share a skill or a profession with the profile (`evidence`) come first, whatever the neutral parts of others add up to; then the higher score, then the newer, then the later number. `meta.count` counts all that nothing blocks, `meta.blocked` how many each reason blocks, `meta.nearly` lists what little would unblock.'
const answer = { description: 'The best first', schema: MatchAnswer }

export const matchApi = new Hono<AppEnv>()

endpoint(
  matchApi,
  {
    method: 'post',
    access: open,
    path: '/match',
    operationId: 'match',
    tag: 'Matching',
    summary: 'Match a profile with everything open; nothing of it is stored',
    description: order,
    body: { schema: MatchRequest, example },
    answer,
  },
  async (c) => {
    const { profile } = readInWords(MatchRequest, await readBody(c, z.unknown()))
    const { ctx } = c.var
    const { index } = await openings(ctx)
    return matchesJson(await matchOpenings(index, profile, ctx.now), ctx.origin)
  },
)

endpoint(
  matchApi,
  {
    method: 'get',
    access: keyHolder,
    path: '/me/matches',
    operationId: 'listOwnMatches',
    tag: 'Matching',
    summary: 'Match your stored profile with everything open',
    description: `With a key of your own, not of an organization. The parameters of the board narrow what is matched; what you set aside is left out. 404 until you have stated a profile. ${order}`,
    query: Narrowing,
    answer,
    failures: [404],
  },
  async (c) => {
    const { ctx } = c.var
    const { scope, subjectId } = keyHolderOf(c)
    if (scope !== 'person') throw forbidden()
    const { searchParams } = new URL(c.req.url)
    const { query, notices } = parseBoardQuery(searchParams)
    const ordered = unordered.flatMap((path) =>
      searchParams.has(path) ? { path, message: 'is not taken here: of a match there is one order and one page' } : [],
    )
    if (notices.length || ordered.length) throw invalid([...notices, ...ordered])
    const { own } = await ownMatches(ctx, subjectId, query)
    if (!own) throw notFound('Profile')
    return matchesJson(own.found, ctx.origin)
  },
)

const matchesJson = ({ matches, total, blocked, nearly }: Matches, origin: string) => ({
  data: matches.map((found) => matchJson(found, origin)),
  meta: {
    count: total,
    next: null,
    blocked,
    nearly: nearly.map(({ opportunity, blockers }) => ({
      opportunity: opportunityCardJson(opportunity, origin),
      blockers,
    })),
  },
})

/** Nothing blocks a match, so its blockers are not told. */
const matchJson = ({ opportunity, score, parts, unsaid, evidence, fits, missing }: Explained, origin: string) => ({
  opportunity: opportunityCardJson(opportunity, origin),
  score,
  parts,
  unsaid,
  evidence,
  fits,
  missing: missing.map(({ message, training }) => ({
    message,
    training: training && { ...training, url: origin + paths.opportunity(training.id, training.title) },
  })),
})

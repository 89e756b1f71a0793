import { Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { applicationApi } from './applications/api.ts'
import { subscriptionApi } from './digests/api.ts'
import { open } from './http/access.ts'
import type { AppEnv } from './http/app-env.ts'
import { constantJson, operationsOf } from './http/endpoint.ts'
import { describeApi, type OpenApiDocument } from './http/openapi.ts'
import { impactApi } from './impact/api.ts'
import { matchApi } from './matching/api.ts'
import { opportunityApi } from './opportunities/api.ts'
import { organizationApi } from './organizations/api.ts'
import { outcomeApi } from './outcomes/api.ts'
import { profileApi } from './profiles/api.ts'
import { programApi } from './programs/api.ts'
import { participationApi } from './programs/participants/api.ts'
import { MOST_EXPORTED } from './search/schema.ts'
import { taxonomyApi } from './taxonomy/api.ts'

const description = `Everything public on the board, for programs; and what an organization may write. Reading needs no key.

**Keys.** Writes, and \`/me\`, take \`Authorization: Bearer onw_…\`: keys are made under your account, reach you or one organization, and do
what their maker may do there. Cookies are ignored. With an \`Idempotency-Key\` a request can be sent again without doing it twice.

**Answers.** Success is \`{ "data": …, "meta": { … } }\`, anything else \`{ "error": { "code", "message", "issues": [{ "path", "message" }] } }\`.
What is not stated is \`null\`; instants are ISO 8601 in UTC, days \`YYYY-MM-DD\`. The id of a request is in \`X-Request-Id\`.

**Questions.** Unknown parameters and fields are refused with 422 and named. Repeat a parameter to allow several values. A method
that a path does not have answers 405 with \`Allow\`. What you may not see answers 404, as if it were not there.

**Pages.** Lists take \`limit\` (at most 50) and \`cursor\`; \`meta.next\` is the cursor of the next page, or \`null\` on the last one.

**Caching.** What is open to all and asked without a key carries an \`ETag\`: send it as \`If-None-Match\`, and what is unchanged answers 304.

**Limits.** Bodies have at most 64 KB. Subscriptions asked for too often from one network answer 429.

**Without the API.** The query string of any search works at \`/feed.xml\`, \`/feed.atom\`, \`/feed.json\`, \`/deadlines.ics\` (up to 1,000),
\`/opportunities.csv\` (up to ${MOST_EXPORTED.toLocaleString('en')} rows: \`Link: …; rel="next"\` leads to the others) and, for another website, \`/embed\` (\`/oembed\`).`

const parts = [
  opportunityApi,
  organizationApi,
  programApi,
  taxonomyApi,
  matchApi,
  profileApi,
  applicationApi,
  participationApi,
  outcomeApi,
  impactApi,
  subscriptionApi,
]

/** `/api/v1`: each feature's part, and the document that describes them all. */
export const api = new Hono<AppEnv>()
api.use(
  methodNotAllowed({
    app: api,
    onMethodNotAllowed: (c, methods) => {
      const message = `This path takes ${methods.join(', ')}`
      return c.json({ error: { code: 'method_not_allowed', message, issues: [] } }, 405, { Allow: methods.join(', ') })
    },
  }),
)
for (const part of parts) api.route('/', part)
api.get('/openapi.json', open, (c) => constantJson(c, () => openApiDocument(c.var.ctx.origin)))

const info = {
  title: 'Onward',
  version: '1',
  description,
  license: { name: 'MIT', url: 'https://spdx.org/licenses/MIT.html' },
}
const key = { type: 'http', scheme: 'bearer', description: 'A key that begins with `onw_`, made under /me/keys' }
let made: OpenApiDocument | undefined

/** The description of the API in OpenAPI 3.1, made once. */
export function openApiDocument(origin: string) {
  made ??= describeApi(info, parts.flatMap(operationsOf), { key })
  return { ...made, servers: [{ url: `${origin}/api/v1` }] }
}

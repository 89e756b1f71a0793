import { keptAnswers } from '../../src/auth/table.ts'
import { sha256 } from '../../src/secrets.ts'
import { addGroup, GROUP, groupKey, memberOfGroup, programHeld } from '../impact/given.ts'
import type { World } from '../support/world.ts'

type Ask = () => Promise<Response>
type Given = { world: () => World; personal: () => string }

/** What a group's key gets of landings, estimates and the report: every answer of theirs that is documented. */
export function impactAsks({ world, personal }: Given): Record<string, Ask> {
  let made: ReturnType<typeof prepare> | undefined
  const key = async () => {
    made ??= prepare(world())
    return made
  }
  const send =
    (method: string, path: string, body?: unknown, headers?: Record<string, string>): Ask =>
    async () =>
      (await key())(method, path, body, headers)
  const asPerson =
    (method: string, path: string, body?: unknown): Ask =>
    async () =>
      (await key())(method, path, body, { Authorization: `Bearer ${personal()}` })
  const landing = {
    participantId: 'ptc_ada',
    organizationName: 'North',
    title: 'Lead',
    outcome: 'full_time',
    startsOn: '2026-01-01',
  }
  const estimate = {
    ...{ programId: 'prg_camp', effect: 'both', with: 1.5, without: 2, low: -1, high: 0, method: 'model' },
    ...{ startsOn: '2026-01-01', endsOn: '2026-12-31' },
  }
  const of = (what: string, body?: Record<string, unknown>): Record<string, Ask> => {
    const path = `/groups/${GROUP}/${what}`
    const none = `/groups/grp_none/${what}`
    const at = `/groups/{id}/${what}`
    const keyless = { Authorization: 'Bearer onw_nobody' }
    const read = {
      [`get ${at} 401`]: send('GET', path, undefined, keyless),
      [`get ${at} 403`]: asPerson('GET', path),
      [`get ${at} 404`]: send('GET', none),
      [`get ${at} 422`]: send('GET', `${path}?deep=1`),
    }
    // The list is asked for once something is in it.
    if (!body) return { ...read, [`get ${at} 200`]: send('GET', path) }
    return {
      ...read,
      [`post ${at} 201`]: send('POST', path, body),
      [`get ${at} 200`]: send('GET', `${path}?limit=1`),
      [`post ${at} 400`]: send('POST', path, '{'),
      [`post ${at} 401`]: send('POST', path, body, keyless),
      [`post ${at} 403`]: asPerson('POST', path, body),
      [`post ${at} 404`]: send('POST', none, body),
      [`post ${at} 409`]: underWay(key, world, `/groups/${GROUP}/${what}`, body),
      [`post ${at} 413`]: send('POST', path, { note: 'x'.repeat(65 * 1024) }),
      [`post ${at} 415`]: send('POST', path, '', { 'Content-Type': 'application/x-www-form-urlencoded' }),
      [`post ${at} 422`]: send('POST', path, { ...body, endsOn: '1999-01-01', startsOn: 'soon' }),
    }
  }
  return { ...of('landings', landing), ...of('estimates', estimate), ...of('report') }
}

async function prepare(world: World) {
  await addGroup(world)
  const { id } = await memberOfGroup(world, 'builder@example.test', 'member')
  await programHeld(world, 'prg_camp', { people: ['ada'] })
  return groupKey(world, id)
}

function underWay(key: () => ReturnType<typeof prepare>, world: () => World, path: string, body: unknown): Ask {
  return async () => {
    const send = await key()
    const requestHash = await sha256(`POST /api/v1${path} ${JSON.stringify(body)}`)
    const claim = { keyId: `key_${GROUP}`, idempotencyKey: path, requestHash, at: world().now }
    await world().db.insert(keptAnswers).values(claim)
    return send('POST', path, body, { 'Idempotency-Key': path })
  }
}

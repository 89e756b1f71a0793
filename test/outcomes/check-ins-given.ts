import { eq } from 'drizzle-orm'
import { askWhatBecame } from '../../src/applications/check-in/asking.ts'
import { DAY } from '../../src/calendar.ts'
import { startNotices } from '../../src/notices/jobs.ts'
import { askWhereTheyAre } from '../../src/outcomes/check-ins/asking.ts'
import { participants } from '../../src/programs/table.ts'
import { askSurveys } from '../../src/surveys/asking.ts'
import { linkIn } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'
import { groupWithCohort, made, memberOfGroup, signedIn, takingPart } from '../surveys/given.ts'

/** Its cohort ended on 28 February 2026. */
export const SIX_MONTHS_ON = Date.parse('2026-08-28T09:00:00Z')
export const TWELVE_MONTHS_ON = Date.parse('2027-02-28T09:00:00Z')

/** What a tick does for whoever asks people, and all that the queue then does. */
export async function askAllAt(world: World, at: number): Promise<void> {
  world.now = at
  const ctx = world.ctx({ actor: { type: 'system', job: 'cron' } })
  await askWhereTheyAre(ctx)
  await askWhatBecame(ctx)
  await askSurveys(ctx)
  await startNotices(ctx)
  await world.drain()
}

/** A group with three who took part, one of its members, and, if asked for, a second group that knows Ada too. */
export async function groupThatAsks({ second = false } = {}) {
  const world = await createWorld()
  const ids = await groupWithCohort(made(world), 'ours')
  for (const name of ['Ada', 'Bert', 'Cleo']) await takingPart(made(world), name, ids)
  const member = await memberOfGroup(world, ids.groupId, 'member@group.test')
  const other = second ? await groupWithCohort(made(world), 'second', 'Southern school') : null
  if (other) await takingPart(made(world), 'Ada', { ...other, id: 'ptc_ada2' })
  const mailsTo = (name: string) => world.mails.filter(({ to }) => to === `${name}@example.test`)
  const linkTo = (name: string) => linkIn(mailsTo(name).at(-1)?.text ?? '', 'outcomes/')
  const text = async (path: string) =>
    (await (await member.get(path)).text())
      .replace(/<[^>]*>/g, ' ')
      .replaceAll('&amp;', '&')
      .replace(/\s+/g, ' ')
  return { world, ...ids, member, mailsTo, linkTo, text }
}

/** The same, asked six months on. */
export async function asked(more: { second?: boolean } = {}) {
  const given = await groupThatAsks(more)
  await askAllAt(given.world, SIX_MONTHS_ON)
  const say = (fields: Record<string, string>, to = ['ptc_ada'], name = 'ada') =>
    given.world.post(given.linkTo(name), [...Object.entries(fields), ...to.map((id): [string, string] => ['to', id])])
  /** What the page shows now, to press "nothing has changed" on, at once or later. */
  const shown = async (name = 'ada') => {
    const html = await (await given.world.get(given.linkTo(name))).text()
    return [...html.matchAll(/name="shown" value="([^"]+)"/g)].map(([, value = '']): [string, string] => [
      'shown',
      value,
    ])
  }
  const same = (seen: [string, string][], name = 'ada') =>
    given.world.post(given.linkTo(name), [['same', 'yes'], ...seen])
  return { ...given, say, shown, same }
}

export const engineer = {
  outcome: 'full_time',
  organizationName: 'Northlight Institute',
  title: 'Research engineer',
  startsOn: '2026-06-01',
  time: '40 h a week',
  through: 'A friend',
}

export const days = (count: number) => SIX_MONTHS_ON + count * DAY

/** Ada says that the record is theirs; answers the person's id. */
export async function claimed(world: World): Promise<string> {
  const { id } = await signedIn(world, 'ada@example.test')
  await world.db.update(participants).set({ personId: id }).where(eq(participants.id, 'ptc_ada'))
  return id
}

import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { cohorts } from '../../src/programs/table.ts'
import { NOON } from '../support/world.ts'
import { memberOfGroup, signedIn } from '../surveys/given.ts'
import { askAllAt, asked, days, groupThatAsks, SIX_MONTHS_ON } from './check-ins-given.ts'

describe('a program that asks nobody', () => {
  test('is switched by members alone, and asks again', async () => {
    const { world, member, groupId, mailsTo } = await groupThatAsks()
    const path = `/groups/${groupId}/check-ins/prg_ours`
    const stranger = await signedIn(world, 'stranger@group.test')
    expect((await stranger.post(path, { asks: 'no' })).status).toBe(404)
    expect((await member.post(path, { asks: 'perhaps' })).status).toBe(422)
    expect((await member.post(`/groups/${groupId}/check-ins/prg_other`, { asks: 'no' })).status).toBe(404)
    expect((await member.post(path, { asks: 'no' })).status).toBe(303)
    expect(await (await member.get(`/groups/${groupId}/check-ins`)).text()).toContain('asks nobody')
    await askAllAt(world, SIX_MONTHS_ON)
    expect(world.mails).toEqual([])
    await member.post(path, { asks: 'yes' })
    await askAllAt(world, days(1))
    expect(mailsTo('ada')).toHaveLength(1)
  })
})

test('a group sees its own check-ins alone, due, sent and answered', async () => {
  const { world, text, groupId, say } = await asked({ second: true })
  await world.db.insert(cohorts).values({
    ...{ id: 'coh_next', programId: 'prg_ours', number: 2, name: 'Next', startsOn: '2026-03-01', endsOn: '2026-04-01' },
    ...{ createdAt: NOON, updatedAt: NOON },
  })
  await world.db.run(sql`insert into participations (id, participant_id, cohort_id, role, created_at, updated_at)
    values ('pcn_next', 'ptc_bert', 'coh_next', 'participant', 0, 0)`)
  await say({ outcome: 'looking' }, ['ptc_ada'])
  const page = await text(`/groups/${groupId}/check-ins`)
  for (const words of [
    'What became of applications that they track is asked apart',
    'Northern bootcamp 2 , after 6 months Due on 1 Oct 2026 · 1 took part, 0 asked',
    'Northern bootcamp 1 , after 6 months Asking since 28 Aug 2026 · 3 took part, 3 asked 1 of 3 (33 %) answered',
    'Ada , Northern bootcamp 1, 6 months: asked on 28 Aug 2026 Answered on 28 Aug 2026: Still looking',
    'No answer yet; open until 27 Oct 2026',
  ])
    expect(page).toContain(words)
  expect(page).not.toMatch(/Southern|second|@example/)
  const second = await memberOfGroup(world, 'grp_second', 'second@group.test')
  const theirs = await (await second.get('/groups/grp_second/check-ins')).text()
  expect(theirs).not.toMatch(/Northern|Still looking/)
  expect((await second.get(`/groups/${groupId}/check-ins`)).status).toBe(404)
})

test('the rate of a horizon is of every cohort that reached it, however long the list and whoever could be asked', async () => {
  const { world, text, groupId, say } = await asked()
  await say({ outcome: 'looking' })
  const rows = JSON.stringify(Array.from({ length: 70 }, (_, i) => i + 2))
  // Ended in March 2026, so that all reached six months by October: of Bert, who wants to hear nothing.
  await world.db.run(sql`update participants set objected_at = 1 where id = 'ptc_bert'`)
  await world.db.run(sql`insert into cohorts (id, program_id, number, name, starts_on, ends_on, created_at, updated_at)
    select 'coh_x' || value, 'prg_ours', value, '', '2026-03-01', '2026-03-10', 0, 0 from json_each(${rows})`)
  await world.db.run(sql`insert into participations (id, participant_id, cohort_id, role, created_at, updated_at)
    select 'pcn_x' || value, 'ptc_bert', 'coh_x' || value, 'participant', 0, 0 from json_each(${rows})`)
  // Of one that came in when its six months were over for long, nothing is said.
  await world.db.run(sql`update cohorts set ends_on = '2024-03-10' where id = 'coh_x71'`)
  await world.db.run(sql`update participations set created_at = ${SIX_MONTHS_ON} where id = 'pcn_x71'`)
  await askAllAt(world, Date.parse('2026-12-20T09:00:00Z'))
  const page = await text(`/groups/${groupId}/check-ins`)
  expect(page).toContain('answered after 6 months 1 of 72 (1 %)')
  expect(page).toContain('The latest 60. The rates above are of every cohort.')
  expect(await text(`/groups/${groupId}/check-ins`)).not.toContain('after 24 months')
})

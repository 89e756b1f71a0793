import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasShownPasskey } from '../../src/auth/policy.ts'
import { findPerson } from '../../src/auth/sessions.ts'
import { DAY, dayIn } from '../../src/calendar.ts'
import { type Commitment, fteActive, fteYear, isFractional, isFullTime } from '../../src/commitment.ts'
import { groupMembers, groups } from '../../src/groups/table.ts'
import { answers, kinds, payKinds, sides, workGroups, workplaces } from '../../src/opportunities/schema.ts'
import { closures, opportunities, revisions } from '../../src/opportunities/table.ts'
import { members, organizations } from '../../src/organizations/table.ts'
import { paths } from '../../src/paths.ts'
import { people } from '../../src/people/table.ts'
import { cohorts, participants, participations, programs, stageChanges } from '../../src/programs/table.ts'
import { exampleAccounts, exampleCounts, seedExamples } from '../../src/seeds/examples.ts'
import { audiences } from '../../src/taxonomy/audiences.ts'
import { skillById } from '../../src/taxonomy/terms.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

const everything = (db: World['db']) =>
  db.batch([
    db.select().from(opportunities),
    db.select().from(organizations),
    db.select().from(people),
    db.select().from(closures),
  ])

let world: World
let found: Awaited<ReturnType<typeof everything>>
let seeded: boolean
beforeAll(async () => {
  world = await createWorld()
  seeded = await seedExamples(world.ctx())
  found = await everything(world.db)
})

test('an empty database is filled once; the second time adds nothing', async () => {
  expect(seeded).toBe(true)
  expect(await seedExamples(world.ctx())).toBe(false)
  expect(await everything(world.db)).toEqual(found)
  const [rows, orgs, persons] = found
  expect({ opportunities: rows.length, organizations: orgs.length, people: persons.length }).toEqual(exampleCounts)
  expect(orgs.length).toBeGreaterThanOrEqual(14)
  expect(rows.length).toBeGreaterThanOrEqual(40)
})

test('every row is marked as an example', () => {
  const [rows, orgs, persons] = found
  for (const { example } of [...rows, ...orgs, ...persons]) expect(example).toBe(true)
})

test('no address lies outside .test', () => {
  const text = JSON.stringify(found)
  const hosts = [...text.matchAll(/https?:\/\/([^/"\\]+)/g)].map(([, host]) => host)
  const mail = [...text.matchAll(/[\w.+-]+@([\w.-]+)/g)].map(([, host]) => host)
  expect(hosts.length).toBeGreaterThan(60)
  for (const host of [...hosts, ...mail]) expect(host).toMatch(/\.test$/)
})

describe('the examples show', () => {
  const values = <T>(read: (row: (typeof found)[0][number]) => T | T[]) => new Set(found[0].flatMap(read))
  const has = (all: Set<unknown>, wanted: readonly unknown[]) =>
    expect([...all]).toEqual(expect.arrayContaining([...wanted]))

  test('every kind, work group, side, workplace, pay and answer', () => {
    has(
      values(({ kind }) => kind),
      kinds,
    )
    has(
      values(({ workGroups }) => workGroups),
      workGroups,
    )
    has(
      values(({ sides }) => sides),
      sides,
    )
    has(
      values(({ workplace }) => workplace),
      workplaces,
    )
    has(
      values(({ pay }) => pay.kind),
      payKinds,
    )
    has(
      values(({ visa }) => visa),
      answers,
    )
    expect(found[0].some((row) => row.sides.length === 2)).toBe(true)
  })

  test('every audience of the vocabulary and no other', () => {
    expect([...values((row) => row.audiences)].sort()).toEqual(audiences.map(({ id }) => id).sort())
  })

  test('many places: countries, remote anywhere, fenced to a region and to a country', () => {
    expect(values(({ places }) => places.map(({ country }) => country)).size).toBeGreaterThanOrEqual(12)
    has(
      values((row) => row.remoteRegions),
      ['anywhere', 'europe', 'americas', 'africa', 'IN', 'FR'],
    )
    expect(values(({ pay }) => pay.currency).size).toBeGreaterThanOrEqual(10)
  })

  test('every basis of commitment', () => {
    has(
      values(({ commitment }) => commitment.basis),
      ['stated', 'label', 'unknown', 'none'],
    )
    has(
      values(({ commitment }) => (commitment.basis === 'label' ? commitment.labels : [])),
      ['full_time', 'part_time'],
    )
  })

  test.each([
    ['3 hours a month', 0.0173, 0.0173, false, true],
    ['3 months a year at 40 h', 1, 0.25, false, true],
    ['30 h a week', 0.75, 0.75, true, false],
    ['ten weeks at 40 h', 1, 0.1923, true, false],
    ['one day a week', 0.2, 0.2, false, true],
    ['20 to 40 h a week', 0.75, 0.75, true, true],
  ])('a commitment of %s', (_name, active, year, full, fractional) => {
    const shape = (c: Commitment) => [fteActive(c), fteYear(c), isFullTime(c), isFractional(c)]
    expect(found[0].map(({ commitment }) => shape(commitment))).toContainEqual([active, year, full, fractional])
  })

  test('three months a year both with the months named and without', () => {
    const stated = found[0].flatMap(({ commitment: c }) =>
      c.basis === 'stated' && c.monthsPerYear === 3 ? [c.months] : [],
    )
    expect(stated).toEqual(expect.arrayContaining([[6, 7, 8], null]))
  })

  test('deadlines of every sort, none passed', () => {
    const now = world.ctx().now
    for (const { closesAt } of found[0]) expect(closesAt ?? Infinity).toBeGreaterThan(now)
    const within = (days: number) => found[0].filter(({ closesAt }) => (closesAt ?? Infinity) < now + days * DAY).length
    expect([within(5), within(8), within(14), within(45)].every((count) => count > 1)).toBe(true)
    expect(found[0].some(({ rolling }) => rolling)).toBe(true)
    expect(found[0].some(({ approximate }) => approximate)).toBe(true)
    expect(found[0].some(({ opensOn }) => opensOn)).toBe(true)
    expect(found[0].some((row) => !row.rolling && !row.closesOn && !row.opensOn)).toBe(true)
  })

  test('trainings that teach what other opportunities ask for', () => {
    const must = values(({ skills }) => skills.filter((skill) => skill.must).map(({ id }) => id))
    const taught = [...values(({ teaches }) => teaches)].filter((id) => must.has(id))
    expect(taught.length).toBeGreaterThanOrEqual(6)
  })

  test('how marketing and entrepreneurship were validated', () => {
    const needing = found[0].filter(({ professions }) =>
      professions.some((id) => /^(marketing|entrepreneurship)/.test(id)),
    )
    expect(needing.length).toBeGreaterThanOrEqual(3)
    for (const { validation } of needing) expect(validation).toBeTruthy()
  })

  test('that two were closed, and dates that fit together', () => {
    expect(found[3]).toHaveLength(2)
    const now = world.ctx().now
    for (const { publishedAt, verifiedOn } of found[0]) {
      expect(publishedAt).toBeGreaterThan(now - 30 * DAY)
      expect(publishedAt).toBeLessThan(now)
      if (verifiedOn) expect(Date.parse(verifiedOn) + DAY).toBeGreaterThan(publishedAt ?? 0)
    }
  })

  test('what they need and teach on a side that they name', () => {
    const astray = found[0].flatMap(({ title, sides, skills, teaches }) =>
      [...skills.filter(({ must }) => must).map(({ id }) => id), ...teaches]
        .filter((id) => !sides.some((side) => side === skillById.get(id)?.side))
        .map((id) => `${id} in ${title}`),
    )
    expect(astray).toEqual([])
  })

  test('bodies of rendered prose, without code blocks or blank lists', () => {
    for (const { bodyHtml } of found[0]) expect(bodyHtml).toMatch(/^<p>[^<]/)
    expect(found[0].filter(({ bodyHtml }) => bodyHtml.includes('<pre>'))).toEqual([])
  })
})

test('the accounts of the public surface are there, one of them a moderator, one an admin', async () => {
  expect(found[2].map(({ email }) => email).sort()).toEqual(exampleAccounts.map(({ email }) => email).sort())
  expect(found[2].filter(({ role }) => role === 'moderator').map(({ email }) => email)).toEqual([
    'moderator@onward.test',
  ])
  expect(found[2].filter(({ role }) => role === 'admin').map(({ email }) => email)).toEqual(['operator@onward.test'])
  for (const { email, emailKey } of found[2]) expect(emailKey).toBe(await world.ctx().secrets.fingerprint(email))
})

const ownersOf = (db: World['db']) =>
  db.batch([
    db
      .select({ email: people.email, name: organizations.name, role: members.role })
      .from(members)
      .innerJoin(people, eq(people.id, members.personId))
      .innerJoin(organizations, eq(organizations.id, members.organizationId)),
    db
      .select({ email: people.email, name: groups.name, role: groupMembers.role, example: groups.example })
      .from(groupMembers)
      .innerJoin(people, eq(people.id, groupMembers.personId))
      .innerJoin(groups, eq(groups.id, groupMembers.groupId)),
  ])

test('the accounts own what they are said to own', async () => {
  expect(await ownersOf(world.db)).toEqual([
    [{ email: 'poster@northlight.test', name: 'Northlight Institute', role: 'owner' }],
    [
      { email: 'builder@lantern.test', name: 'Lantern', role: 'owner', example: true },
      { email: 'builder@lantern.test', name: 'EffiSciences', role: 'member', example: true },
      { email: 'builder@lantern.test', name: 'Printed figures', role: 'member', example: true },
    ],
  ])
  const poster = await signIn(world, 'poster@northlight.test')
  expect(await (await poster.get('/me')).text()).toMatch(/Northlight Institute.*owner/)
})

test('the example moderator has the powers with the mailed link alone', async () => {
  const { jar } = await signIn(world, 'moderator@onward.test')
  const person = await findPerson(world.ctx(), jar.get('__Host-session') ?? '')
  expect(person).toMatchObject({ role: 'moderator', example: true, hasPasskey: false })
  expect(person && hasShownPasskey(person)).toBe(true)
})

test('the example operator sees how mail is going with the mailed link alone', async () => {
  const operator = await signIn(world, 'operator@onward.test')
  expect(await (await operator.get(paths.mailRuns())).text()).toContain('No run has made a digest.')
  const moderator = await signIn(world, 'moderator@onward.test')
  expect((await moderator.get(paths.mailRuns())).status).toBe(404)
})

test('Lantern has programs, cohorts and people with a history, all of it before today', async () => {
  const [programRows, cohortRows, records, seats, stages] = await world.db.batch([
    world.db.select().from(programs),
    world.db.select().from(cohorts),
    world.db.select().from(participants),
    world.db.select().from(participations),
    world.db.select().from(stageChanges),
  ])
  const ofLantern = programRows.filter(({ words }) => /^(interpretability|evening)/.test(words))
  expect(ofLantern.map(({ example, publishedAt }) => [example, publishedAt !== null])).toEqual([
    [true, true],
    [true, true],
  ])
  const held = cohortRows.filter(({ programId }) => ofLantern.some(({ id }) => id === programId))
  expect(held.map(({ name }) => name)).toEqual([
    'First house',
    'Autumn house',
    'Spring house',
    'Next house',
    'First course',
  ])
  const groupId = ofLantern[0]?.groupId
  const theirs = records.filter((record) => record.groupId === groupId)
  expect([theirs.length, new Set(theirs.map(({ name }) => name)).size]).toEqual([62, 62])
  expect(theirs.filter(({ personId }) => personId)).toMatchObject([{ name: 'Alma Beispiel' }])
  for (const { email, toldAt } of theirs) expect([email?.endsWith('.test'), toldAt !== null]).toEqual([true, true])
  const ids = new Set(theirs.map(({ id }) => id))
  expect(seats.filter(({ participantId }) => ids.has(participantId))).toHaveLength(65)
  const today = dayIn(world.ctx().now, 'UTC')
  const reached = stages.filter(({ participantId }) => ids.has(participantId))
  expect(new Set(reached.map(({ stage }) => stage)).size).toBe(4)
  for (const { happenedOn } of reached) expect(happenedOn <= today).toBe(true)
})

test('three submissions wait for the moderator: of a member, of somebody else, and new words for what is public', async () => {
  const rows = await world.db.select().from(revisions)
  expect(rows.map(({ content }) => content?.title)).toEqual([
    'Help at the weekend bootcamp',
    'Reading-group host, an evening a month',
    'Research management, three months a year',
  ])
  const ids = new Set(found[0].map(({ id }) => id))
  expect(rows.map(({ opportunityId }) => ids.has(opportunityId))).toEqual([false, false, true])
  const board = await (await world.get('/?org=&view=table')).text()
  for (const title of ['Help at the weekend', 'Reading-group host', 'three months a year'])
    expect(board).not.toContain(title)
})

test('somebody real who has such an address already gets nothing', async () => {
  const other = await createWorld()
  await signIn(other, 'poster@northlight.test')
  await signIn(other, 'moderator@onward.test')
  await signIn(other, 'operator@onward.test')
  await seedExamples(other.ctx())
  expect((await ownersOf(other.db))[0]).toEqual([])
  expect((await other.db.select().from(people)).filter(({ role }) => role !== 'person')).toEqual([])
})

test('the board shows the examples', async () => {
  const answer = await world.get('/api/v1/opportunities?limit=50')
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ meta: { count: exampleCounts.opportunities - 2 } })
})

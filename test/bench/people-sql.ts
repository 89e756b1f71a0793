import Database from 'libsql'
import { lacksMachineLearning } from '../../src/matching/blockers.ts'
import { creditsOf } from '../../src/matching/credits.ts'
import { monthsFit } from '../../src/matching/season.ts'
import { askedSkills, type Field, weightOf } from '../../src/matching/skills-part.ts'
import { weeklyGiven } from '../../src/matching/time.ts'
import { mostSkillPoints } from '../../src/matching/weights.ts'
import {
  fixedStart,
  isBounded,
  isMovableTo,
  isOnlyRemote,
  leastHoursAsked,
  mostHoursAsked,
  needsMachineLearning,
} from '../../src/opportunities/asking.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { monthMask, seasonOf } from '../../src/opportunities/season.ts'
import { countriesIn } from '../../src/places/regions.ts'
import type { Profile } from '../../src/profiles/schema.ts'
import type { Someone } from '../matching/naive.ts'

const lists = ['profession', 'work_group', 'audience', 'kind', 'language', 'country'] as const
const tables = `
  create table person (
    seq integer primary key, id text not null, hours real, months integer not null, starts_from text,
    no_remote integer not null, relocates integer not null, visa integer not null, pay integer not null,
    lacks_ml integer not null, says_skill integer not null,
    ${lists.map((what) => `says_${what} integer not null`).join(', ')}
  );
  create table has_skill (skill text not null, person integer not null, percent integer not null, primary key (skill, person)) without rowid;
  ${lists
    .map(
      (what) =>
        `create table has_${what} (${what} text not null, person integer not null, primary key (${what}, person)) without rowid;`,
    )
    .join('\n')}
`

type SqlAnswer = { count: number; best: { personId: string; score: number }[] }

/** The relational way round: a row for each thing a person states, indexed; the count and the best in one statement. */
export function sqlPeople(people: Iterable<Someone>, field: Field, limit: number) {
  const db = new Database(':memory:')
  db.exec(tables)
  db.exec('begin')
  fill(db, people)
  db.exec('commit; analyze')
  const masks = db
    .prepare('select distinct months from person')
    .all()
    .map((row) => (row as { months: number }).months)
  const statement = db.prepare(query(limit))
  return (o: OpportunityCard) => {
    const bound = boundTo(o, field, masks)
    return (): SqlAnswer => {
      const rows = statement.all(bound) as { personId: string; score: number; count: number }[]
      return { count: rows[0]?.count ?? 0, best: rows.map(({ personId, score }) => ({ personId, score })) }
    }
  }
}

function fill(db: Database.Database, people: Iterable<Someone>): void {
  const person = db.prepare(
    `insert into person values (${Array(11 + lists.length)
      .fill('?')
      .join(', ')})`,
  )
  const skill = db.prepare('insert into has_skill values (?, ?, ?)')
  const inserts = lists.map((what) => db.prepare(`insert or ignore into has_${what} values (?, ?)`))
  let seq = 0
  for (const { personId, profile } of people) {
    seq++
    const values = valuesOf(profile)
    const says = [profile.skills, ...values].map((list) => Number(list.length > 0))
    const { hours: _, months, from } = profile.availability
    const flags = [profile.remote === false, profile.relocate, profile.visaNeeded, profile.payNeeded]
    const lacks = lacksMachineLearning(profile)
    const numbers = [...flags, lacks].map(Number)
    person.run(seq, personId, weeklyGiven(profile), monthMask(months), from, ...numbers, ...says)
    for (const [id, { percent }] of creditsOf(profile)) skill.run(id, seq, percent)
    values.forEach((list, i) => {
      for (const value of list) inserts[i]?.run(value, seq)
    })
  }
}

const valuesOf = (p: Profile): (readonly string[])[] => [
  p.professions,
  p.workGroups,
  p.audiences,
  p.kinds,
  p.languages,
  p.places.map(({ country }) => country),
]

function boundTo(o: OpportunityCard, { rarity }: Field, masks: readonly number[]) {
  const asked = askedSkills(o).map((skill) => [skill.id, weightOf(skill, rarity(skill.id))] as const)
  const fitting = (fit: string) => JSON.stringify(masks.filter((mask) => monthsFit(seasonOf(o), mask) === fit))
  const reach = [...o.places.map(({ country }) => country), ...o.remoteRegions, ...o.remoteRegions.flatMap(countriesIn)]
  const given = { professions: o.professions, groups: o.workGroups, audiences: o.audiences, languages: o.languages }
  return {
    ...Object.fromEntries(
      Object.entries(given).flatMap(([name, values]) => [
        [name, JSON.stringify(values)],
        [`${name}Some`, Number(values.length > 0)],
      ]),
    ),
    skills: JSON.stringify(asked),
    asked: asked.reduce((sum, [, weight]) => sum + weight * 100, 0),
    mostSkill: mostSkillPoints(o.skills.some(({ must }) => must)),
    kind: o.kind,
    reach: JSON.stringify(reach),
    bounded: Number(isBounded(o)),
    movable: Number(isMovableTo(o)),
    onlyRemote: Number(isOnlyRemote(o)),
    needsMl: Number(needsMachineLearning(o)),
    noVisa: Number(o.visa === 'no'),
    unpaid: Number(o.pay.kind === 'unpaid'),
    least: leastHoursAsked(o.commitment),
    most: mostHoursAsked(o.commitment),
    startsOn: fixedStart(o),
    well: fitting('well'),
    partly: fitting('partly'),
    not: fitting('not'),
  }
}

const listed = (values: string) => `(select value from json_each(@${values}))`
const within = (what: string, values: string) =>
  `seq in (select person from has_${what} where ${what} in ${listed(values)})`

const query = (limit: number) => `
  with asked as (select value ->> 0 as skill, value ->> 1 as weight from json_each(@skills)),
  gained as materialized (
    select person, sum(weight * percent) as points from asked join has_skill using (skill) group by person
  ),
  shared as (
    select person from gained union select person from has_profession where profession in ${listed('professions')}
  ),
  fitting as materialized (
    select person.*, points from shared join person on seq = shared.person left join gained on gained.person = seq
    where (not says_kind or seq in (select person from has_kind where kind = @kind))
      and (@least <= 0 or hours is null or hours >= @least)
      and months not in ${listed('not')}
      and (@startsOn is null or starts_from is null or starts_from <= @startsOn)
      and not (no_remote and @onlyRemote)
      and (not @bounded or not says_country or (relocates and @movable) or ${within('country', 'reach')})
      and not (visa and @noVisa) and not (pay and @unpaid)
      and (not @languagesSome or not says_language or ${within('language', 'languages')})
      and not (lacks_ml and @needsMl)
  ),
  scored as (
    select seq, id,
      case when @asked = 0 or not says_skill then 20 when points is null then 0
        else 20 + cast(((@mostSkill - 20) * points) / @asked as integer) end
      + case when not @professionsSome or not says_profession then 6 when ${within('profession', 'professions')} then 15 else 0 end
      + case when not @groupsSome or not says_work_group then 6 when ${within('work_group', 'groups')} then 15 else 0 end
      + case when not @audiencesSome or not says_audience then 4 when ${within('audience', 'audiences')} then 10 else 0 end
      + case when not (@most = 0 or (@least >= 0 and hours is not null))
            and not (months in ${listed('well')} or months in ${listed('partly')}) then 4
          when (@most > 0 and @least >= 0 and hours < @most) or months in ${listed('partly')} then 7 else 10 end as score
    from fitting
  )
  select id as personId, score, (select count(*) from fitting) as count from scored order by score desc, seq desc limit ${limit}
`

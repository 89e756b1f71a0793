import Database from 'libsql'
import { leastWeeklyHours } from '../../src/commitment.ts'
import { creditsOf } from '../../src/matching/credits.ts'
import { askedSkills, type Field, weightOf } from '../../src/matching/skills-part.ts'
import { weeklyGiven } from '../../src/matching/time.ts'
import { mostSkillPoints } from '../../src/matching/weights.ts'
import { mostHoursAsked } from '../../src/opportunities/asking.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import type { Profile } from '../../src/profiles/schema.ts'

const tables = `
  create table opening (
    seq integer primary key, published_at integer not null, closes_at integer, kind text not null, pay text not null,
    least_hours real, most_hours real, asked integer not null, most_skill integer not null, has_profession integer not null, has_group integer not null
  );
  create table asked_skill (skill text not null, opening integer not null, weight integer not null);
  create table asked_profession (profession text not null, opening integer not null, primary key (profession, opening)) without rowid;
  create table asked_group (work_group text not null, opening integer not null, primary key (work_group, opening)) without rowid;
  create index asked_skill_by_skill on asked_skill (skill, opening, weight);
`

/** The relational way: one row per requirement, indexed; the answer is the ten best and nothing else. */
export function sqlPeer(openings: readonly OpportunityCard[], field: Field, profile: Profile, now: number) {
  const db = new Database(':memory:')
  db.exec(tables)
  db.exec('begin')
  fill(db, openings, field)
  db.exec('commit; analyze')
  const credits = [...creditsOf(profile)].map(([skill, { percent }]) => ({ skill, percent }))
  const statement = db.prepare(query)
  const bound = {
    credits: JSON.stringify(credits),
    kinds: JSON.stringify(profile.kinds),
    professions: JSON.stringify(profile.professions),
    groups: JSON.stringify(profile.workGroups),
    hours: weeklyGiven(profile),
    now,
  }
  return () => statement.all(bound).map((row) => (row as { seq: number }).seq)
}

function fill(db: Database.Database, openings: readonly OpportunityCard[], field: Field): void {
  const opening = db.prepare('insert into opening values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const skill = db.prepare('insert into asked_skill values (?, ?, ?)')
  const profession = db.prepare('insert into asked_profession values (?, ?)')
  const group = db.prepare('insert into asked_group values (?, ?)')
  for (const o of openings) {
    const asked = askedSkills(o).map((s) => ({ ...s, weight: weightOf(s, field.rarity(s.id)) }))
    const hours = [leastWeeklyHours(o.commitment), mostHoursAsked(o.commitment)]
    const most = mostSkillPoints(asked.some((s) => s.must))
    const has = [o.professions.length ? 1 : 0, o.workGroups.length ? 1 : 0]
    const weight = asked.reduce((sum, s) => sum + s.weight * 100, 0)
    opening.run(o.seq, o.publishedAt, o.closesAt, o.kind, o.pay.kind, ...hours, weight, most, ...has)
    for (const s of asked) skill.run(s.id, o.seq, s.weight)
    for (const id of o.professions) profession.run(id, o.seq)
    for (const id of o.workGroups) group.run(id, o.seq)
  }
}

const query = `
  with credit as (select value ->> 'skill' as skill, value ->> 'percent' as percent from json_each(@credits)),
  gained as (
    select opening, sum(weight * percent) as points from credit join asked_skill using (skill) group by opening
  ),
  in_profession as (select distinct opening from asked_profession where profession in (select value from json_each(@professions))),
  in_group as (select distinct opening from asked_group where work_group in (select value from json_each(@groups)))
  select seq,
    case when asked = 0 then 20 when points is null then 0 else 20 + ((most_skill - 20) * points) / asked end
    + case when in_profession.opening is not null then 15 when has_profession then 0 else 6 end
    + case when in_group.opening is not null then 15 when has_group then 0 else 6 end
    + case when most_hours = 0 then 10 when least_hours is null then 4
        when @hours >= most_hours then 10 else 7 end
    + 4 as score
  from opening
    left join gained on gained.opening = seq
    left join in_profession on in_profession.opening = seq
    left join in_group on in_group.opening = seq
  where (closes_at is null or closes_at > @now)
    and kind in (select value from json_each(@kinds))
    and (least_hours is null or least_hours <= @hours)
    and pay <> 'unpaid'
  order by (points is not null or in_profession.opening is not null) desc, score desc, published_at desc, seq desc
  limit 10
`

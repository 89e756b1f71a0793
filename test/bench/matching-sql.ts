import Database from 'libsql'
import { leastWeeklyHours } from '../../src/commitment.ts'
import { lacksMachineLearning } from '../../src/matching/blockers.ts'
import { creditsOf } from '../../src/matching/credits.ts'
import type { Matches } from '../../src/matching/matching.ts'
import { monthsFit } from '../../src/matching/season.ts'
import { askedSkills, type Field, weightOf } from '../../src/matching/skills-part.ts'
import { weeklyGiven } from '../../src/matching/time.ts'
import { mostSkillPoints } from '../../src/matching/weights.ts'
import {
  fixedStart,
  isBounded,
  isMovableTo,
  isOnlyRemote,
  mostHoursAsked,
  NOT_STATED,
  needsMachineLearning,
} from '../../src/opportunities/asking.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { monthMask, seasonOf } from '../../src/opportunities/season.ts'
import { countriesIn } from '../../src/places/regions.ts'
import type { Profile } from '../../src/profiles/schema.ts'

/** Worked out when an opening is written: columns, and a row for each thing asked, all indexed. */
const tables = `
  create table opening (
    seq integer primary key, published_at integer not null, closes_at integer, kind text not null, pay text not null,
    visa text not null, least_hours real, most_hours real, season integer not null, starts_on text,
    bounded integer not null, movable integer not null, only_remote integer not null, needs_ml integer not null,
    asked integer not null, most_skill integer not null, says_profession integer not null, says_group integer not null,
    says_audience integer not null, says_language integer not null
  );
  create table asked_skill (skill text not null, opening integer not null, weight integer not null);
  create index asked_skill_by_skill on asked_skill (skill, opening, weight);
  ${['profession', 'work_group', 'audience', 'language', 'country']
    .map(
      (what) =>
        `create table asked_${what} (${what} text not null, opening integer not null, primary key (${what}, opening)) without rowid;`,
    )
    .join('\n')}
`

type SqlAnswer = Pick<Matches, 'total' | 'evident' | 'blocked'> & { best: number[]; nearly: number[] }
export type SqlPeer = (profile: Profile) => () => SqlAnswer

/** The relational way: the same answer in one statement, but for the words; the ten best, what nearly matches, the counts. */
export function sqlPeer(openings: readonly OpportunityCard[], field: Field, now: number): SqlPeer {
  const db = new Database(':memory:')
  db.exec(tables)
  db.exec('begin')
  fill(db, openings, field)
  db.exec('commit; analyze')
  const seasons = [...new Set(openings.map(seasonOf))]
  const statement = db.prepare(query)
  return (profile) => {
    const bound = boundTo(profile, seasons, now)
    return () => answerOf(statement.all(bound) as SqlRow[])
  }
}

type SqlRow = { what: string; value: string | number }

function answerOf(rows: readonly SqlRow[]): SqlAnswer {
  const listed = (name: string) => rows.filter(({ what }) => what === name).map(({ value }) => Number(value))
  const counts: number[] = JSON.parse(String(rows.find(({ what }) => what === 'counts')?.value))
  const [total = 0, evident = 0, ...byReason] = counts
  const blocked = reasons.flatMap((reason, i) => (byReason[i] ? [[reason, byReason[i]]] : []))
  return { best: listed('best'), nearly: listed('nearly'), total, evident, blocked: Object.fromEntries(blocked) }
}

function boundTo(profile: Profile, seasons: readonly number[], now: number) {
  const { availability, places, kinds, professions, workGroups, audiences, languages } = profile
  const given = monthMask(availability.months)
  const fitting = (fit: string) => JSON.stringify(seasons.filter((season) => monthsFit(season, given) === fit))
  const countries = places.map(({ country }) => country)
  const lists = { kinds, professions, groups: workGroups, audiences, languages, countries }
  return {
    ...Object.fromEntries(
      Object.entries(lists).flatMap(([name, values]) => [
        [name, JSON.stringify(values)],
        [`${name}Some`, Number(values.length > 0)],
      ]),
    ),
    credits: JSON.stringify([...creditsOf(profile)].map(([skill, { percent }]) => [skill, percent])),
    skilled: Number(profile.skills.length > 0),
    well: fitting('well'),
    partly: fitting('partly'),
    not: fitting('not'),
    hours: weeklyGiven(profile),
    from: availability.from,
    noRemote: Number(profile.remote === false),
    relocates: Number(profile.relocate === true),
    visa: Number(profile.visaNeeded === true),
    pay: Number(profile.payNeeded === true),
    lacksMl: Number(lacksMachineLearning(profile)),
    now,
  }
}

const OPENING_COLUMNS = 20

function fill(db: Database.Database, openings: readonly OpportunityCard[], field: Field): void {
  const opening = db.prepare(`insert into opening values (${Array(OPENING_COLUMNS).fill('?').join(', ')})`)
  const skill = db.prepare('insert into asked_skill values (?, ?, ?)')
  const into = (what: string) => db.prepare(`insert or ignore into asked_${what} values (?, ?)`)
  const lists = [
    [into('profession'), (o: OpportunityCard) => o.professions],
    [into('work_group'), (o: OpportunityCard) => o.workGroups],
    [into('audience'), (o: OpportunityCard) => o.audiences],
    [into('language'), (o: OpportunityCard) => o.languages],
    [into('country'), countriesOf],
  ] as const
  for (const o of openings) {
    const asked = askedSkills(o).map((s) => ({ ...s, weight: weightOf(s, field.rarity(s.id)) }))
    opening.run(...columnsOf(o, asked))
    for (const s of asked) skill.run(s.id, o.seq, s.weight)
    for (const [insert, valuesOf] of lists) for (const value of valuesOf(o)) insert.run(value, o.seq)
  }
}

const countriesOf = ({ places, remoteRegions }: OpportunityCard) => [
  ...places.map(({ country }) => country),
  ...remoteRegions,
  ...remoteRegions.flatMap(countriesIn),
]

function columnsOf(o: OpportunityCard, asked: readonly { must: boolean; weight: number }[]) {
  const most = mostHoursAsked(o.commitment)
  const flags = [isBounded(o), isMovableTo(o), isOnlyRemote(o), needsMachineLearning(o)].map(Number)
  const weight = asked.reduce((sum, s) => sum + s.weight * 100, 0)
  const says = [o.professions, o.workGroups, o.audiences, o.languages].map((values) => Number(values.length > 0))
  return [
    ...[o.seq, o.publishedAt, o.closesAt, o.kind, o.pay.kind, o.visa],
    ...[leastWeeklyHours(o.commitment), most === NOT_STATED ? null : most, seasonOf(o), fixedStart(o)],
    ...flags,
    ...[weight, mostSkillPoints(asked.some((s) => s.must)), ...says],
  ]
}

const reasons = ['kind', 'hours', 'months', 'place', 'visa', 'pay', 'language', 'ml_knowledge']
/** Asked of the whole list once: SQLite keeps what a subquery that hangs on no row has found. */
const listed = (values: string) => `(select value from json_each(@${values}))`
const within = (what: string, values: string) =>
  `seq in (select opening from asked_${what} where ${what} in ${listed(values)})`
const some = (values: string) => `@${values}Some`
const order = 'evident desc, score desc, published_at desc, seq desc'

const query = `
  with screened as materialized (
    select *,
      case when season in ${listed('well')} then 'well' when season in ${listed('partly')} then 'partly'
        when season in ${listed('not')} then 'not' end as fit,
      ${some('kinds')} and kind not in ${listed('kinds')} as by_kind,
      coalesce(least_hours > @hours, 0) as by_hours,
      season in ${listed('not')} or coalesce(starts_on < @from, 0) as by_months,
      (@noRemote and only_remote) or (${some('countries')} and bounded and not (@relocates and movable)
        and not ${within('country', 'countries')}) as by_place,
      @visa and visa = 'no' as by_visa,
      @pay and pay = 'unpaid' as by_pay,
      ${some('languages')} and says_language and not ${within('language', 'languages')} as by_language,
      @lacksMl and needs_ml as by_ml_knowledge
    from opening
    where closes_at is null or closes_at > @now
  ),
  counted as materialized (select *, ${reasons.map((reason) => `by_${reason}`).join(' + ')} as blocks from screened),
  credit as (select value ->> 0 as skill, value ->> 1 as percent from json_each(@credits)),
  gained as materialized (
    select opening, sum(weight * percent) as points from credit join asked_skill using (skill) group by opening
  ),
  scored as materialized (
    select seq, published_at, blocks,
      points is not null or in_profession as evident,
      case when asked = 0 or not @skilled then 20 when points is null then 0
        else 20 + ((most_skill - 20) * points) / asked end
      + case when not says_profession or not ${some('professions')} then 6 when in_profession then 15 else 0 end
      + case when not says_group or not ${some('groups')} then 6 when ${within('work_group', 'groups')} then 15 else 0 end
      + case when not says_audience or not ${some('audiences')} then 4
          when ${within('audience', 'audiences')} then 10 else 0 end
      + case when hour_fit is null and fit is null then 4 when hour_fit = 'not' or fit = 'not' then 0
          when hour_fit = 'partly' or fit = 'partly' then 7 else 10 end as score
    from (
      select *, ${within('profession', 'professions')} as in_profession,
        case when most_hours = 0 then 'well' when least_hours is null or @hours is null then null
          when @hours < least_hours then 'not' when @hours >= most_hours then 'well' else 'partly' end as hour_fit
      from counted left join gained on gained.opening = seq
      where blocks = 0 or (blocks = 1 and not by_kind)
    )
  )
  select * from (select 'best' as what, seq as value from scored where blocks = 0 order by ${order} limit 10)
  union all
  select * from (select 'nearly', seq from scored where blocks = 1 order by ${order} limit 5)
  union all
  select 'counts', json_array(sum(blocks = 0), (select count(*) from scored where blocks = 0 and evident),
    ${reasons.map((reason) => `sum(by_${reason})`).join(', ')}) from counted
`

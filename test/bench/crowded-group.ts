import type { Client } from '@libsql/client'
import { sha256 } from '../../src/secrets.ts'
import { NOW } from './database.ts'

export const GROUP = 'grp_bench'
export const TOKEN = 'bench-session'

const PROGRAMS = 10
const COHORTS = 100
const SURVEYS = 4
/** Four stages, two engagements, an outcome, a participation, an ask, and of every second a landing and an answer. */
export const EVENTS_A_PERSON = 10

/** A cohort starts every eighteen days over five years. */
const startOf = (n: string) => `date('2021-11-01', (${n} * 18) || ' days')`
/** Some day from the beginning of a person's cohort to today, differently for each `salt`. */
const dayOf = (salt: number, span: number) =>
  `date('2021-11-01', ((i % ${COHORTS}) * 18 + (i * ${salt} + i / 97) % ${span}) || ' days')`
const stageOf = (k: number) =>
  `json_extract('["exposure","technical_upskilling","research","alignment"]', '$[' || ((i + ${k}) % 4) || ']')`
const engagementOf = (k: number) =>
  `json_extract('["engaged","paused","left","returned"]', '$[' || ((i * 7 + ${k}) % 4) || ']')`
const outcome =
  'json_extract(\'["full_time","fixed_term","fractional","looking","no_answer"]\', \'$[\' || (i % 5) || \']\')'
const fullTime = `'{"basis":"stated","hoursMin":40,"hoursMax":40,"per":"week","months":null,"monthsPerYear":null,"weeks":null}'`

/** A group with so many people, and ten things known of each, as its members have it; who is signed in is one of them. */
export async function fillGroup(client: Client, people: number): Promise<void> {
  const person = `with n(i) as (select 0 union all select i + 1 from n where i < ${people - 1})`
  const hash = await sha256(TOKEN)
  const statements = [
    `insert into people (id, name, email, email_key, role, created_at) values ('per_bench', '', 'b@bench.test', 'b', 'person', 0)`,
    `insert into sessions (id, token_hash, person_id, agent, created_at, seen_at, expires_at)
      values ('ses_bench', '${hash}', 'per_bench', '', 0, ${NOW}, ${NOW * 2})`,
    `insert into groups (id, name, name_key, created_at) values ('${GROUP}', 'Bench', 'bench', 0)`,
    `insert into group_members (group_id, person_id, role, added_at) values ('${GROUP}', 'per_bench', 'owner', 0)`,
    `with n(i) as (select 0 union all select i + 1 from n where i < ${PROGRAMS - 1})
      insert into programs (id, group_id, name, activity, about, about_html, languages, audiences, created_at, updated_at)
      select 'prg_' || i, '${GROUP}', 'Program ' || i, 'course', '', '', '[]', '[]', 0, 0 from n`,
    `with n(i) as (select 0 union all select i + 1 from n where i < ${COHORTS - 1})
      insert into cohorts (id, program_id, number, name, starts_on, ends_on, created_at, updated_at)
      select 'coh_' || i, 'prg_' || (i % ${PROGRAMS}), i / ${PROGRAMS} + 1, 'Cohort ' || i, ${startOf('i')},
        date(${startOf('i')}, '+10 days'), 0, 0 from n`,
    `with n(i) as (select 0 union all select i + 1 from n where i < ${SURVEYS - 1})
      insert into surveys (id, group_id, program_id, template, kind, role, title, questions, opens_on, closes_on,
        opens_at, closes_at, created_by, created_at, updated_at)
      select 'srv_' || i, '${GROUP}', 'prg_' || i, 'program_post', 'post', 'participant', 'How was it?', '[]', '2026-11-01',
        '2026-11-30', 0, ${NOW * 2}, 'x', 0, 0 from n`,
    `${person} insert into participants (id, group_id, name, email, email_key, basis, basis_by, basis_at, told_at,
        created_at, updated_at, name_key)
      select 'ptc_' || i, '${GROUP}', 'Person ' || i, i || '@bench.test', 'k' || i, 'consent', 'x', 0,
        case when i % 3 then 1 end, 0, ${NOW} - (i % 400) * 86400000 - (i * 7919) % 43200000, 'person ' || i from n`,
    `${person} insert into participations (id, participant_id, cohort_id, role, finished_on, left_on, created_at, updated_at)
      select 'ptn_' || i, 'ptc_' || i, 'coh_' || (i % ${COHORTS}), case when i % 50 then 'participant' else 'mentor' end,
        case when i % 4 then ${dayOf(3, 10)} end, case when i % 8 = 0 then ${dayOf(3, 10)} end, 0, 0 from n`,
    ...[0, 1, 2, 3].map(
      (k) => `${person} insert into stage_changes (id, participant_id, happened_on, source, recorded_by, act, at, stage)
        select 'stg_' || i || '_${k}', 'ptc_' || i, ${dayOf(5 + k * 2, 10 + k * 90)}, '', 'x', 'act_1', ${k},
          ${stageOf(k)} from n`,
    ),
    ...[0, 1].map(
      (
        k,
      ) => `${person} insert into engagement_changes (id, participant_id, happened_on, source, recorded_by, act, at, engagement)
        select 'eng_' || i || '_${k}', 'ptc_' || i, ${dayOf(7 + k * 4, 10 + k * 90)}, '', 'x', 'act_1', ${k},
          ${engagementOf(k)} from n`,
    ),
    `${person} insert into group_landings (id, group_id, participant_id, organization_name, title, commitment, fte_active,
        fte_year, starts_on, ended_on, recorded_by, verified_at, version, created_at, updated_at)
      select 'gln_' || i, '${GROUP}', 'ptc_' || i, 'Northlight', 'Engineer', ${fullTime}, 1, 1, ${dayOf(11, 500)},
        case when i % 6 = 0 then date(${dayOf(11, 500)}, '+200 days') end, 'x', case when i % 4 then 1 end, 1, 0, 0
      from n where i % 2 = 0`,
    `${person} insert into outcomes (id, participant_id, outcome, happened_on, landing_id, recorded_by, act, at)
      select 'out_' || i, 'ptc_' || i, ${outcome}, ${dayOf(13, 300)},
        case when i % 2 = 0 and i % 5 < 3 then 'gln_' || i end, 'x', 'act_1', 0 from n`,
    `${person} insert into survey_asks (survey_id, participant_id, added_at)
      select 'srv_' || (i % ${SURVEYS}), 'ptc_' || i, 0 from n`,
    `${person} insert into survey_answers (survey_id, participant_id, answers, answered_at, updated_at)
      select 'srv_' || (i % ${SURVEYS}), 'ptc_' || i, '{}', 0, 0 from n where i % 2 = 0`,
  ]
  for (const statement of statements) await client.execute(statement)
}

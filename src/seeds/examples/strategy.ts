import { type Example, hours, paid, stipend, unpaid } from './example.ts'

/** Forecasting, history, surveys: where things are going and what follows. */
export const strategyExamples: readonly Example[] = [
  {
    organization: 'aldergate',
    kind: 'role',
    title: 'Forecaster on call, 3 hours a month',
    workGroups: ['strategy'],
    sides: ['technical', 'non_technical'],
    professions: ['consulting', 'research_non_technical'],
    must: ['forecasting'],
    nice: ['statistics', 'ai_forecasting', 'economics'],
    commitment: hours(3, 3, 'month'),
    workplace: 'remote',
    remoteRegions: ['anywhere'],
    rolling: true,
    pay: paid(120, 120, 'USD', 'hour'),
    level: 'none',
    languages: ['en'],
    seats: 25,
    audiences: ['quants', 'finance', 'away_from_hubs'],
    published: 1,
    verified: 1,
    body: `
      Once a month you get four questions and a day. You answer with a probability and two sentences; we pay for three
      hours, whatever you needed, and show you your score after each question resolves.

      To join, answer ten old questions. We take those who beat our median, from any profession.`,
  },
  {
    organization: 'aldergate',
    kind: 'fellowship',
    title: 'Strategy residency',
    workGroups: ['strategy', 'governance'],
    sides: ['technical', 'non_technical'],
    professions: ['research_technical', 'research_non_technical'],
    must: ['forecasting', 'writing_non_technical'],
    nice: ['ai_forecasting', 'economics', 'philosophy', 'compute_governance'],
    commitment: hours(40, 40, 'week', { weeks: 26 }),
    starts: 100,
    workplace: 'onsite',
    places: [{ country: 'SG', city: null }],
    closesIn: 37,
    zone: 'Asia/Singapore',
    pay: stipend(5_200, 5_200, 'SGD', 'month'),
    relocation: 'yes',
    visa: 'yes',
    level: 'years_1_4',
    degree: 'none',
    languages: ['en'],
    seats: 5,
    published: 17,
    verified: 3,
    body: `
      Half a year in Singapore to answer one question about the next five years so well that somebody can act on it.
      Residents bring the question; we bring data, critics and a deadline.

      Send the question on one page, with what you would believe today and what would change your mind.`,
  },
  {
    organization: 'aldergate',
    kind: 'event',
    title: 'Forecasting tournament on model releases',
    workGroups: ['strategy'],
    sides: ['non_technical', 'technical'],
    nice: ['forecasting'],
    teaches: ['forecasting'],
    commitment: { basis: 'unknown' },
    workplace: 'remote',
    remoteRegions: ['anywhere'],
    closesIn: 9,
    zone: 'Asia/Singapore',
    pay: unpaid,
    level: 'none',
    languages: ['en'],
    audiences: ['quants', 'finance', 'debaters', 'students'],
    published: 20,
    verified: 2,
    body: `
      Thirty questions over three months, scored in public. Spend ten minutes a week or ten hours: the ranking counts
      the answers, not the time.

      The best twenty are asked to join our panel of forecasters, who are paid.`,
  },
  {
    organization: 'atlas',
    kind: 'fellowship',
    title: 'Historian of arms control, half-time',
    workGroups: ['strategy', 'governance'],
    sides: ['non_technical'],
    professions: ['research_non_technical'],
    must: ['historical_research', 'writing_non_technical'],
    nice: ['international_relations', 'qualitative_research'],
    commitment: hours(20, 20, 'week', { weeks: 26 }),
    starts: 60,
    workplace: 'remote',
    places: [{ country: 'NL', city: 'Amsterdam' }],
    remoteRegions: ['europe'],
    closesIn: 26,
    zone: 'Europe/Amsterdam',
    pay: stipend(1_800, 1_800, 'EUR', 'month'),
    level: 'graduate',
    degree: 'doctorate',
    languages: ['en'],
    seats: 2,
    audiences: ['historians', 'military_history', 'academics'],
    published: 12,
    verified: 6,
    body: `
      Everyone compares AI to nuclear weapons; few have read the archives. Two historians each write up one case of
      inspection that worked or failed, with what a modern inspector could learn.

      You keep your other post. We ask for three visits to Amsterdam and pay for them.`,
  },
  {
    organization: 'atlas',
    kind: 'role',
    title: 'Data engineer for surveys, two days a week',
    workGroups: ['strategy', 'movement_building'],
    sides: ['technical'],
    professions: ['engineering'],
    must: ['data_engineering', 'python'],
    nice: ['statistics', 'data_analysis'],
    commitment: hours(16, 16, 'week'),
    workplace: 'remote',
    remoteRegions: ['europe'],
    closesIn: 9,
    zone: 'Europe/Amsterdam',
    pay: paid(45, 45, 'EUR', 'hour'),
    level: 'years_1_4',
    languages: ['en'],
    seats: 1,
    audiences: ['software_engineers', 'returners'],
    published: 9,
    verified: 1,
    body: `
      Our yearly survey reaches 2,100 people in eleven languages and still passes through eleven spreadsheets. You would
      build the path from raw answers to published tables, so that a table can be traced back to its answers.

      Two days a week, any two.`,
  },
  {
    organization: 'atlas',
    kind: 'role',
    title: 'Economist, labour and compute',
    workGroups: ['strategy'],
    sides: ['non_technical'],
    professions: ['research_non_technical'],
    must: ['economics'],
    nice: ['surveying', 'policy_analysis'],
    commitment: { basis: 'unknown' },
    workplace: 'onsite',
    places: [{ country: 'NL', city: 'Amsterdam' }],
    closesIn: 60,
    approximate: true,
    level: 'years_5_plus',
    degree: 'doctorate',
    languages: ['en'],
    seats: 1,
    published: 26,
    body: `
      We want to know how fast people can move into safety work and what holds them back: pay, visas, or nobody asking.
      You would design the study and defend it.

      The funding is confirmed for two years; hours and pay are open.`,
  },
  {
    organization: 'atlas',
    kind: 'role',
    title: 'Incident analyst, open sources',
    workGroups: ['strategy', 'governance'],
    sides: ['non_technical'],
    professions: ['research_non_technical'],
    must: ['osint'],
    nice: ['journalism', 'risk_management'],
    commitment: hours(10, 15, 'week'),
    workplace: 'remote',
    remoteRegions: ['anywhere'],
    rolling: true,
    pay: paid(28, 34, 'USD', 'hour'),
    level: 'none',
    degree: 'none',
    languages: ['en'],
    seats: 3,
    audiences: ['osint', 'military_history', 'writers', 'away_from_hubs'],
    published: 8,
    verified: 8,
    body: `
      When an AI system is said to have done harm, somebody has to find out whether it did. You trace the report to its
      first source, date the pictures, and write half a page that separates what is known from what is repeated.

      Arabic or Chinese would be welcome, English is enough. You see some unpleasant material; nobody is asked twice.`,
  },
  {
    organization: 'atlas',
    kind: 'project',
    title: 'Interviewer for the yearly field survey',
    workGroups: ['strategy', 'movement_building'],
    sides: ['non_technical'],
    professions: ['research_non_technical'],
    must: ['surveying'],
    nice: ['qualitative_research', 'facilitation'],
    commitment: hours(12, 12, 'week', { months: [1, 2] }),
    workplace: 'remote',
    remoteRegions: ['anywhere'],
    rolling: true,
    pay: paid(22, 22, 'EUR', 'hour'),
    level: 'none',
    languages: ['en', 'es', 'hi', 'zh'],
    seats: 6,
    published: 25,
    verified: 10,
    body: `
      Each January and February six people call those who answered the survey in a way we did not expect and ask why.
      About forty calls of half an hour, in English, Spanish, Hindi or Chinese.

      We train you in a day. We keep a list all year and ask those on it in December.`,
  },
]

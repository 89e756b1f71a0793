import { type Example, hours, paid, stipend } from './example.ts'

/** Technical research: fellowships, internships, doctorates and roles. */
export const researchExamples: readonly Example[] = [
  {
    organization: 'northlight',
    kind: 'fellowship',
    title: 'Interpretability research fellowship',
    workGroups: ['technical'],
    sides: ['technical'],
    professions: ['research_technical'],
    must: ['python', 'pytorch'],
    nice: ['mechanistic_interpretability', 'mathematics'],
    commitment: hours(40, 40, 'week', { months: [6, 7, 8] }),
    workplace: 'remote',
    places: [{ country: 'DE', city: 'Berlin' }],
    remoteRegions: ['europe'],
    rolling: true,
    pay: stipend(4_200, 4_200, 'EUR', 'month'),
    relocation: 'yes',
    visa: 'yes',
    level: 'graduate',
    degree: 'none',
    languages: ['en'],
    seats: 12,
    published: 9,
    verified: 2,
    body: `
      Each June to August twelve fellows work with one of our teams on a question that somebody at Northlight is stuck
      on. Last year's topics were how features split when a model grows, and why some probes fail on translated text.

      Fellows may come back the next summer, and five of twelve have.

      - You get a mentor for four hours a week and a share of our cluster.
      - You write up what you found, also when it is that nothing works.

      We read applications all year; those that come after March count for the next year's summer.

      To apply, send a page about an experiment you ran and what you would do differently. No letters of reference.`,
  },
  {
    organization: 'northlight',
    kind: 'internship',
    title: 'Internship on control evaluations, ten weeks',
    workGroups: ['technical'],
    sides: ['technical'],
    professions: ['research_technical', 'engineering'],
    must: ['python', 'machine_learning'],
    nice: ['ai_control', 'llm_agents', 'experiment_design'],
    commitment: hours(40, 40, 'week', { weeks: 10 }),
    starts: 150,
    workplace: 'onsite',
    places: [{ country: 'DE', city: 'Berlin' }],
    opensIn: 14,
    closesIn: 55,
    zone: 'Europe/Berlin',
    pay: paid(2_600, 2_600, 'EUR', 'month'),
    visa: 'no',
    level: 'student',
    degree: 'bachelor',
    languages: ['en'],
    seats: 4,
    audiences: ['students'],
    published: 3,
    verified: 3,
    body: `
      Ten weeks in Berlin on one task: build settings in which an untrusted model does useful work while a weaker one
      watches it, then try to get past the watcher.

      You work in pairs. One attacks, one defends, and in week six you swap. We need someone at ease with Python who has
      trained at least one model; the rest you learn here.`,
  },
  {
    organization: 'harbor',
    kind: 'internship',
    title: 'Evaluations engineering internship',
    workGroups: ['technical'],
    sides: ['technical'],
    professions: ['engineering'],
    must: ['python', 'software_engineering'],
    nice: ['evaluations', 'benchmark_design', 'llm_agents'],
    commitment: hours(38, 38, 'week', { weeks: 26 }),
    starts: 75,
    workplace: 'onsite',
    places: [{ country: 'GB', city: 'London' }],
    closesIn: 6,
    zone: 'Europe/London',
    pay: paid(2_900, 2_900, 'GBP', 'month'),
    relocation: 'yes',
    visa: 'yes',
    level: 'student',
    degree: 'none',
    languages: ['en'],
    seats: 3,
    audiences: ['students', 'graduate_students'],
    published: 12,
    verified: 1,
    body: `
      For six months you own one of our test suites: keep it running on new models, remove tasks that leak into
      training data, and answer the questions that model developers send about their scores.

      The first two weeks are spent reading logs with the person who had the suite before you. Pair programming happens
      on Tuesdays and Thursdays; we are in the office then and wherever we like otherwise.`,
  },
  {
    organization: 'harbor',
    kind: 'role',
    title: 'Research engineer, autonomy evaluations',
    workGroups: ['technical'],
    sides: ['technical'],
    professions: ['engineering', 'research_technical'],
    must: ['evaluations', 'python', 'llm_agents'],
    nice: ['cloud_infrastructure', 'statistics', 'red_teaming'],
    commitment: hours(37.5, 40, 'week'),
    workplace: 'hybrid',
    places: [{ country: 'GB', city: 'London' }],
    closesIn: 20,
    zone: 'Europe/London',
    pay: paid(85_000, 105_000, 'GBP', 'year'),
    relocation: 'yes',
    visa: 'yes',
    level: 'years_1_4',
    degree: 'none',
    languages: ['en'],
    seats: 2,
    published: 8,
    verified: 4,
    body: `
      We measure how long a model can work alone before it goes wrong. You would build the environments, run them, and
      say in plain words what a number means and what it does not.

      You have shipped software that other people depend on, and you notice when a result is too good. A paid two-hour
      exercise replaces the first interview.`,
  },
  {
    organization: 'harbor',
    kind: 'role',
    title: 'Inference infrastructure engineer, 30 hours',
    workGroups: ['technical'],
    sides: ['technical'],
    professions: ['engineering'],
    must: ['distributed_training', 'cloud_infrastructure'],
    nice: ['gpu_programming', 'python', 'ml_engineering'],
    commitment: hours(30, 30, 'week'),
    workplace: 'remote',
    remoteRegions: ['europe'],
    zoneFence: 'within two hours of London',
    rolling: true,
    pay: paid(55_000, 66_000, 'EUR', 'year'),
    level: 'years_5_plus',
    languages: ['en'],
    published: 22,
    verified: 6,
    audiences: ['software_engineers', 'returners'],
    body: `
      Our evaluations wait too long for machines. You would look after the queue and the servers behind it: forty GPUs
      in two places, and whatever we rent in a busy week.

      Thirty hours is meant as written. The person who did this before had small children, and so may you.`,
  },
  {
    organization: 'saltmarsh',
    kind: 'phd',
    title: 'PhD: scalable oversight of long documents',
    workGroups: ['technical'],
    sides: ['technical'],
    professions: ['research_technical'],
    must: ['machine_learning', 'research_methods'],
    nice: ['scalable_oversight', 'language_models', 'statistics'],
    commitment: { basis: 'label', labels: ['full_time'] },
    workplace: 'onsite',
    places: [{ country: 'AU', city: 'Sydney' }],
    closesIn: 40,
    zone: 'Australia/Sydney',
    pay: stipend(38_500, 38_500, 'AUD', 'year'),
    relocation: 'yes',
    visa: 'yes',
    level: 'graduate',
    degree: 'master',
    languages: ['en'],
    seats: 2,
    audiences: ['graduate_students', 'academics'],
    published: 16,
    verified: 5,
    body: `
      How can one person check the work of a model on four hundred pages they have not read? Two doctoral places, three
      and a half years, fees paid.

      The group meets every Wednesday. You teach one tutorial a year. Write to a supervisor before you apply: an
      application nobody here has talked about is rarely accepted.`,
  },
  {
    organization: 'saltmarsh',
    kind: 'phd',
    title: 'PhD: proofs about learned controllers',
    workGroups: ['technical'],
    sides: ['technical'],
    professions: ['research_technical'],
    must: ['formal_verification', 'mathematics'],
    nice: ['reinforcement_learning', 'programming'],
    commitment: { basis: 'unknown' },
    workplace: 'hybrid',
    places: [
      { country: 'CH', city: 'Zurich' },
      { country: 'AU', city: 'Sydney' },
    ],
    pay: paid(52_000, 56_000, 'CHF', 'year'),
    level: 'graduate',
    degree: 'master',
    languages: ['en'],
    seats: 1,
    published: 27,
    body: `
      A joint place: one year in Sydney, the rest in Zurich. You would find out which properties of a small trained
      controller can be proved, and what happens to the proofs when it is trained further.

      The deadline has not been set; the place stays open until someone suitable has been found.`,
  },
  {
    organization: 'openledger',
    kind: 'project',
    title: 'Replication sprint: two papers in ten weeks',
    workGroups: ['technical'],
    sides: ['technical'],
    professions: ['research_technical', 'engineering'],
    must: ['python', 'replication'],
    nice: ['pytorch', 'statistics', 'open_source'],
    commitment: hours(8, 8, 'week', { weeks: 10 }),
    starts: 35,
    workplace: 'remote',
    remoteRegions: ['anywhere'],
    closesIn: 18,
    pay: stipend(1_500, 1_500, 'USD', 'total'),
    level: 'none',
    languages: ['en'],
    seats: 10,
    audiences: ['open_source', 'software_engineers', 'away_from_hubs'],
    published: 5,
    verified: 5,
    body: `
      Five pairs each repeat two published experiments that fit on one rented GPU. We choose the papers, pay the
      machines, and publish what comes out, with the authors' answer beside it.

      Evenings and weekends are fine. You should have debugged somebody else's training code before.`,
  },
]

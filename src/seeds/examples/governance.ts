import { type Example, hours, onWeekday, paid, stipend, unpaid } from './example.ts'

/** Rules for AI: policy, law, standards. */
export const governanceExamples: readonly Example[] = [
  {
    organization: 'kestrel',
    kind: 'role',
    title: 'Policy analyst, compute governance',
    workGroups: ['governance'],
    sides: ['technical', 'non_technical'],
    professions: ['policymaker', 'research_non_technical'],
    must: ['policy_analysis', 'writing_non_technical'],
    nice: ['compute_governance', 'economics'],
    commitment: { basis: 'label', labels: ['full_time'] },
    workplace: 'hybrid',
    places: [{ country: 'BE', city: 'Brussels' }],
    closesIn: 20,
    zone: 'Europe/Brussels',
    pay: paid(58_000, 64_000, 'EUR', 'year'),
    relocation: 'yes',
    visa: 'yes',
    level: 'years_1_4',
    degree: 'master',
    languages: ['en'],
    seats: 1,
    published: 7,
    verified: 7,
    body: `
      You would follow where large training runs happen and what officials can know about them. The work is half reading
      (chip sales, power contracts, export rules) and half explaining it in two pages to people with twenty minutes.

      French helps in the corridors; the papers are in English. We pay for a machine-learning course if you want one.`,
  },
  {
    organization: 'kestrel',
    kind: 'fellowship',
    title: 'AI governance fellowship, ten weeks',
    workGroups: ['governance'],
    sides: ['non_technical'],
    professions: ['research_non_technical'],
    must: ['ai_governance'],
    nice: ['law', 'international_relations', 'policy_drafting'],
    commitment: hours(40, 40, 'week', { weeks: 10 }),
    starts: 120,
    workplace: 'onsite',
    places: [{ country: 'US', city: 'Washington' }],
    closesIn: 31,
    zone: 'America/New_York',
    pay: stipend(7_500, 7_500, 'USD', 'total'),
    visa: 'no',
    level: 'graduate',
    degree: 'bachelor',
    languages: ['en'],
    seats: 8,
    audiences: ['graduate_students', 'early_career'],
    published: 13,
    verified: 5,
    body: `
      Eight fellows spend ten weeks on a memo that a named office has asked for. In the past two years three memos were
      quoted in a hearing and one changed a reporting threshold.

      Week one is a course, weeks two to eight are writing, and in the last two you present it to those who asked.`,
  },
  {
    organization: 'kestrel',
    kind: 'role',
    title: 'Standards drafter, one day a week',
    workGroups: ['governance', 'technical'],
    sides: ['technical'],
    professions: ['policymaker', 'consulting'],
    must: ['technical_governance', 'writing'],
    nice: ['evaluations', 'safety_cases'],
    commitment: hours(8, 8, 'week'),
    workplace: 'remote',
    remoteRegions: ['european_union', 'GB', 'CH', 'NO'],
    rolling: true,
    pay: paid(90, 90, 'EUR', 'hour'),
    level: 'senior',
    languages: ['en'],
    audiences: ['consultants', 'senior_professionals'],
    published: 24,
    verified: 9,
    body: `
      A standards committee meets every other Friday to decide what "tested" means. We need an engineer there who has
      tested models and can turn a vague clause into one that can be failed.

      Expect two days of travel a year. Your employer may object: we have a letter that has convinced three so far.`,
  },
  {
    organization: 'kestrel',
    kind: 'project',
    title: 'Crisis writer for a Model UN conference',
    workGroups: ['governance'],
    sides: ['non_technical'],
    professions: ['research_non_technical'],
    must: ['writing_non_technical'],
    nice: ['wargaming', 'international_relations'],
    commitment: hours(3, 5, 'week', { weeks: 12 }),
    starts: 20,
    workplace: 'remote',
    remoteRegions: ['anywhere'],
    closesIn: 15,
    pay: unpaid,
    level: 'none',
    degree: 'none',
    languages: ['en'],
    seats: 4,
    audiences: ['model_un', 'debaters', 'writers', 'school_students'],
    published: 4,
    verified: 4,
    body: `
      Six hundred school students will negotiate about a model whose weights were stolen. Four people write the
      newspapers, leaked cables and bad surprises that reach them every two hours.

      If you have chaired or argued in a committee, you know more about this than we do.`,
  },
  {
    organization: 'kestrel',
    kind: 'event',
    title: 'Wargame evening: export controls',
    workGroups: ['governance', 'strategy'],
    sides: ['non_technical'],
    nice: ['wargaming', 'international_relations'],
    teaches: ['wargaming'],
    commitment: hours(4, 4, 'week', { weeks: 1 }),
    starts: onWeekday('Thursday', 10),
    workplace: 'onsite',
    places: [{ country: 'BE', city: 'Brussels' }],
    closesIn: 3,
    zone: 'Europe/Brussels',
    pay: unpaid,
    level: 'none',
    languages: ['en'],
    seats: 24,
    audiences: ['military_history', 'model_un', 'historians'],
    published: 15,
    verified: 1,
    body: `
      Twenty-four players, four governments, two chip makers, one evening. A game master who used to plan exercises for
      a ministry runs it and spends the last half hour on what real decisions would have turned on.

      No knowledge of AI is needed. Sandwiches are provided.`,
  },
  {
    organization: 'kestrel',
    kind: 'fellowship',
    title: 'Placement with a parliamentary committee',
    workGroups: ['governance'],
    sides: ['non_technical', 'technical'],
    professions: ['policymaker'],
    must: ['policy_drafting', 'policy_engagement'],
    nice: ['law', 'technical_governance'],
    commitment: hours(37, 40, 'week', { weeks: 39 }),
    starts: 90,
    workplace: 'onsite',
    places: [
      { country: 'ES', city: 'Madrid' },
      { country: 'PT', city: 'Lisbon' },
    ],
    closesIn: 48,
    approximate: true,
    pay: stipend(2_400, 2_700, 'EUR', 'month'),
    visa: 'no',
    level: 'years_1_4',
    degree: 'bachelor',
    languages: ['es', 'pt'],
    seats: 2,
    published: 21,
    body: `
      Nine months as the person a committee asks before it asks a company. One place in Madrid, one in Lisbon, each
      under the committee's own rules and in its language, Spanish or Portuguese, with us paying.

      The closing day depends on when the parliaments return and may move by a week.`,
  },
  {
    organization: 'juniper',
    kind: 'internship',
    title: 'Legal research assistant, AI liability',
    workGroups: ['governance'],
    sides: ['non_technical'],
    professions: ['research_non_technical'],
    must: ['law'],
    nice: ['regulatory_compliance', 'writing_non_technical'],
    commitment: { basis: 'label', labels: ['part_time'] },
    workplace: 'hybrid',
    places: [{ country: 'NG', city: 'Lagos' }],
    closesIn: 17,
    zone: 'Africa/Lagos',
    pay: paid(180_000, 180_000, 'NGN', 'month'),
    level: 'student',
    degree: 'none',
    languages: ['en'],
    seats: 2,
    audiences: ['students', 'debaters'],
    published: 18,
    verified: 8,
    body: `
      You would read court decisions from nine countries about who pays when software does harm, and fill a table that
      three ministries have asked us for.

      Law students from the third year on. Afternoons, as your lectures allow.`,
  },
  {
    organization: 'juniper',
    kind: 'training',
    title: 'AI governance reading course for civil servants',
    workGroups: ['governance'],
    sides: ['non_technical'],
    teaches: ['ai_governance', 'policy_analysis', 'law'],
    commitment: hours(3, 3, 'week', { weeks: 8 }),
    starts: onWeekday('Thursday', 28),
    workplace: 'remote',
    remoteRegions: ['africa'],
    closesIn: 14,
    zone: 'Africa/Johannesburg',
    pay: unpaid,
    level: 'years_1_4',
    languages: ['en', 'fr'],
    seats: 40,
    audiences: ['mid_career', 'away_from_hubs'],
    published: 2,
    verified: 2,
    body: `
      Eight Thursdays of ninety minutes, with as much reading again. Participants work in ministries, regulators or
      courts; the cases come from them.

      One group reads in English, one in French. The course is free. You need your superior's signature, and we have a letter for that.`,
  },
  {
    organization: 'juniper',
    kind: 'role',
    title: 'Policy officer, procurement rules',
    workGroups: ['governance'],
    sides: ['non_technical'],
    professions: ['research_non_technical', 'operations'],
    must: ['policy_drafting', 'regulatory_compliance'],
    nice: ['ai_governance', 'risk_management'],
    commitment: { basis: 'unknown' },
    workplace: 'onsite',
    places: [{ country: 'ZA', city: 'Cape Town' }],
    pay: { kind: 'paid' },
    level: 'years_1_4',
    degree: 'bachelor',
    languages: ['en'],
    seats: 1,
    published: 29,
    body: `
      Governments buy more AI than they build. You would write the questions a buyer should ask and the clauses that
      hold a seller to the answers, and try them with two cities that have agreed.

      Hours and salary are settled in the interview.`,
  },
]

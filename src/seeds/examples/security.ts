import { type Example, hours, onWeekday, paid, unpaid } from './example.ts'

/** Security and red teaming. */
export const securityExamples: readonly Example[] = [
  {
    organization: 'quiet',
    kind: 'role',
    title: 'Red teamer, 20 to 40 hours',
    workGroups: ['technical'],
    sides: ['technical'],
    professions: ['engineering', 'consulting'],
    must: ['red_teaming', 'information_security'],
    nice: ['penetration_testing', 'llm_agents', 'writing'],
    commitment: hours(20, 40, 'week'),
    workplace: 'remote',
    remoteRegions: ['americas'],
    rolling: true,
    pay: paid(60, 90, 'USD', 'hour'),
    level: 'years_1_4',
    degree: 'none',
    languages: ['en'],
    seats: 3,
    audiences: ['open_source', 'career_changers'],
    published: 11,
    verified: 3,
    body: `
      Clients give us a model with tools and two weeks. You try to make it leak, lie or act outside its permissions, and
      write a report that its developers can work from.

      You choose between 20 and 40 hours each month. Most of us came from ordinary penetration testing and learned about
      models here.`,
  },
  {
    organization: 'quiet',
    kind: 'project',
    title: 'Threat-modelling reading group lead',
    workGroups: ['technical', 'strategy'],
    sides: ['technical'],
    professions: ['education', 'community_manager'],
    must: ['threat_modelling'],
    nice: ['teaching', 'information_security'],
    commitment: hours(5, 5, 'week'),
    workplace: 'remote',
    zoneFence: 'UTC±3',
    rolling: true,
    pay: unpaid,
    level: 'none',
    languages: ['en'],
    published: 19,
    verified: 12,
    body: `
      Nine people read one attack on a real system every Monday and ask which step a model could do today. The person
      who chose the texts has a new baby.

      You pick the reading, send it on Thursday, and keep the hour from drifting. We give you the list of the past two
      years.`,
  },
  {
    organization: 'caravel',
    kind: 'role',
    title: 'Senior security engineer for research groups',
    workGroups: ['technical'],
    sides: ['technical'],
    professions: ['engineering'],
    must: ['information_security', 'cloud_infrastructure'],
    nice: ['penetration_testing', 'mentorship'],
    commitment: hours(40, 40, 'week'),
    workplace: 'hybrid',
    places: [{ country: 'BR', city: 'São Paulo' }],
    closesIn: 27,
    zone: 'America/Sao_Paulo',
    pay: paid(18_000, 24_000, 'BRL', 'month'),
    relocation: 'no',
    visa: 'unknown',
    level: 'years_5_plus',
    languages: ['pt'],
    seats: 1,
    published: 14,
    verified: 7,
    body: `
      Small groups keep model weights on a shared disk with one password. You would visit six of them a year, fix what
      can be fixed in a week, and leave behind something they can keep up.

      Portuguese is needed for the visits, English for the reports. Two days a week in the office in Pinheiros.`,
  },
  {
    organization: 'caravel',
    kind: 'internship',
    title: 'Security internship, part-time beside studies',
    workGroups: ['technical'],
    sides: ['technical'],
    professions: ['engineering'],
    must: ['programming'],
    nice: ['information_security', 'open_source'],
    commitment: { basis: 'label', labels: ['part_time'] },
    workplace: 'remote',
    remoteRegions: ['latin_america'],
    closesIn: 33,
    zone: 'America/Sao_Paulo',
    pay: paid(2_200, 2_200, 'BRL', 'month'),
    level: 'student',
    degree: 'none',
    languages: ['pt', 'es', 'en'],
    seats: 2,
    audiences: ['students', 'away_from_hubs'],
    published: 10,
    verified: 10,
    body: `
      You write small tools that our engineers ask for: one that finds forgotten access keys, one that watches who reads
      a bucket. Everything is released as free software under your name.

      We write to each other in Portuguese, Spanish or English. Hours are settled with you around exams.`,
  },
  {
    organization: 'caravel',
    kind: 'event',
    title: 'Weekend for people starting a group in Latin America',
    workGroups: ['movement_building'],
    sides: ['non_technical', 'technical'],
    professions: ['community_manager'],
    teaches: ['community_building', 'event_organising'],
    commitment: hours(16, 16, 'week', { weeks: 1 }),
    starts: onWeekday('Saturday', 66),
    workplace: 'onsite',
    places: [{ country: 'MX', city: 'Mexico City' }],
    closesIn: 24,
    zone: 'America/Mexico_City',
    pay: unpaid,
    relocation: 'yes',
    level: 'none',
    languages: ['es', 'pt'],
    seats: 30,
    audiences: ['away_from_hubs', 'students', 'open_source'],
    published: 6,
    verified: 6,
    body: `
      Two days for thirty people who run, or want to run, a local group: how to find a room, what to do in the first
      eight meetings, how to ask for money and how to stop without guilt.

      Travel and three nights are paid for everyone. Everything is in Spanish, with Portuguese where needed.`,
  },
  {
    organization: 'harbor',
    kind: 'event',
    title: 'Hackathon: evaluations that fit on a laptop',
    workGroups: ['technical'],
    sides: ['technical'],
    professions: ['engineering', 'research_technical'],
    nice: ['python', 'benchmark_design'],
    teaches: ['evaluations'],
    commitment: hours(18, 18, 'week', { weeks: 1 }),
    starts: onWeekday('Friday', 4),
    workplace: 'hybrid',
    places: [
      { country: 'GB', city: 'London' },
      { country: 'IN', city: 'Bengaluru' },
    ],
    remoteRegions: ['anywhere'],
    rolling: true,
    pay: unpaid,
    level: 'none',
    languages: ['en'],
    seats: 80,
    published: 28,
    verified: 2,
    closed: 'filled',
    body: `
      One weekend, teams of three, no GPU: find a question about a small model that takes an evening to measure and
      matters anyway. Harbor people are in the room and online from Friday evening to Sunday noon.

      All eighty places are taken; the results will be public the week after.`,
  },
]

import { type Example, hours, onWeekday, paid, stipend, unpaid } from './example.ts'

/** Courses, and the people who run them. */
export const courseExamples: readonly Example[] = [
  {
    organization: 'lantern',
    kind: 'training',
    title: 'Interpretability bootcamp, two weeks near Paris',
    workGroups: ['technical', 'movement_building'],
    sides: ['technical'],
    must: ['python', 'mathematics'],
    teaches: ['mechanistic_interpretability', 'interpretability', 'pytorch', 'ai_safety_research'],
    commitment: hours(45, 45, 'week', { weeks: 2 }),
    starts: 70,
    workplace: 'onsite',
    places: [{ country: 'FR', city: 'Fontainebleau' }],
    closesIn: 29,
    zone: 'Europe/Paris',
    pay: unpaid,
    relocation: 'yes',
    visa: 'no',
    level: 'student',
    languages: ['en'],
    seats: 20,
    audiences: ['students', 'early_career'],
    published: 5,
    verified: 1,
    body: `
      Twelve days in a house with twenty people and a blackboard. You build a small transformer, take it apart, and spend
      the second week on a project of your own.

      Bed, food and trains within Europe are paid. You should be able to write Python without looking things up and
      remember what an eigenvector is.`,
  },
  {
    organization: 'meridian',
    kind: 'training',
    title: 'PyTorch from the ground up, evening course',
    workGroups: ['technical'],
    sides: ['technical'],
    nice: ['programming'],
    teaches: ['python', 'pytorch', 'machine_learning', 'deep_learning'],
    commitment: hours(6, 6, 'week', { weeks: 8 }),
    starts: 21,
    workplace: 'remote',
    remoteRegions: ['africa', 'asia', 'latin_america'],
    closesIn: 10,
    zone: 'Africa/Nairobi',
    pay: unpaid,
    level: 'none',
    degree: 'none',
    languages: ['en', 'hi', 'pt', 'sw'],
    seats: 120,
    audiences: ['away_from_hubs', 'career_changers', 'school_students'],
    published: 6,
    verified: 3,
    body: `
      For people who can program a little and have never trained a model. Two evenings a week: one lesson, one
      hour of exercises with a facilitator. There are groups in English, Hindi,
      Portuguese and Swahili.

      You need a browser; the machines are ours. Seven in ten finish. Those who miss three evenings lose their place to
      someone waiting.`,
  },
  {
    organization: 'meridian',
    kind: 'role',
    title: 'Course facilitator, evening cohort',
    workGroups: ['movement_building'],
    sides: ['technical', 'non_technical'],
    professions: ['education'],
    must: ['facilitation'],
    nice: ['teaching', 'machine_learning', 'ai_governance'],
    commitment: hours(3, 3, 'week'),
    workplace: 'remote',
    remoteRegions: ['anywhere'],
    rolling: true,
    pay: unpaid,
    level: 'none',
    degree: 'none',
    languages: ['en'],
    seats: 15,
    audiences: ['early_career', 'career_changers', 'debaters'],
    published: 0,
    verified: 0,
    body: `
      You take eight people through our introduction, two hours on Wednesday evening and one hour of preparation. The
      plan for each week exists; what you add is attention to who has not spoken.

      You have done the course yourself, ours or another. First-time facilitators sit in on two evenings.`,
  },
  {
    organization: 'meridian',
    kind: 'role',
    title: 'Curriculum designer, Hindi track',
    workGroups: ['movement_building'],
    sides: ['technical'],
    professions: ['education'],
    must: ['curriculum_design', 'writing'],
    nice: ['machine_learning', 'teaching'],
    commitment: hours(8, 8, 'week', { months: [3, 4, 5, 6, 7, 8, 9] }),
    workplace: 'remote',
    remoteRegions: ['IN'],
    rolling: true,
    pay: paid(48_000, 55_000, 'INR', 'month'),
    level: 'years_1_4',
    languages: ['hi'],
    seats: 1,
    audiences: ['returners', 'academics'],
    published: 10,
    verified: 4,
    body: `
      Translating our course into Hindi did not work: the examples were about San Francisco. You would write it anew,
      one day a week, March to September each year, with two teachers who try every lesson before it is final.

      We choose whenever we find the right person; work then begins with the next season. You know how a language model is trained and have taught something to someone.`,
  },
  {
    organization: 'meridian',
    kind: 'training',
    title: 'Two evenings on mentoring',
    workGroups: ['movement_building'],
    sides: ['technical', 'non_technical'],
    teaches: ['mentorship', 'facilitation', 'career_coaching'],
    commitment: hours(5, 5, 'week', { weeks: 1 }),
    starts: onWeekday('Tuesday', 16),
    workplace: 'remote',
    remoteRegions: ['anywhere'],
    closesIn: 13,
    zone: 'Asia/Kolkata',
    pay: unpaid,
    level: 'years_1_4',
    languages: ['en'],
    seats: 16,
    audiences: ['mid_career', 'senior_professionals'],
    published: 3,
    verified: 3,
    body: `
      For researchers and engineers who have said yes to a first mentee. You practise three conversations: the first
      one, the one in which nothing has happened since last time, and the last one.

      Tuesday and Thursday, two and a half hours each, at a time that suits both Nairobi and Boston.`,
  },
  {
    organization: 'meridian',
    kind: 'role',
    title: 'Career coach for mid-career engineers',
    workGroups: ['movement_building'],
    sides: ['technical'],
    professions: ['recruiting_technical', 'education'],
    must: ['career_coaching', 'mentorship'],
    nice: ['networking', 'software_engineering'],
    commitment: hours(6, 10, 'month'),
    workplace: 'remote',
    remoteRegions: ['americas', 'europe'],
    rolling: true,
    pay: paid(80, 80, 'CAD', 'hour'),
    level: 'years_5_plus',
    languages: ['en', 'fr'],
    seats: 4,
    audiences: ['senior_professionals', 'consultants'],
    published: 23,
    verified: 11,
    body: `
      Six to ten calls a month, in English or French, with engineers of thirty-five to fifty-five who wonder whether there is a place for them
      in safety. Some should move, many can help where they are, and a few should be told to wait.

      You have changed fields yourself. We give you notes on each person and read yours afterwards.`,
  },
  {
    organization: 'weathervane',
    kind: 'training',
    title: 'Writing about AI risk for readers in a hurry',
    workGroups: ['movement_building'],
    sides: ['non_technical'],
    teaches: ['writing_non_technical', 'journalism'],
    commitment: hours(4, 4, 'week', { weeks: 6 }),
    starts: 45,
    workplace: 'remote',
    remoteRegions: ['americas', 'europe'],
    closesIn: 30,
    zone: 'America/Mexico_City',
    pay: { kind: 'stipend', min: 200, max: 200, currency: 'USD', per: 'total' },
    level: 'none',
    languages: ['es', 'en'],
    seats: 14,
    audiences: ['writers', 'academics', 'students'],
    published: 11,
    verified: 11,
    body: `
      Six weeks, one text. You bring something you know; an editor brings it down to 800 words that a neighbour would
      finish. Half of last year's texts were printed somewhere.

      One group works in Spanish, one in English; either language will do. The 200 dollars are for those who hand in.`,
  },
  {
    organization: 'saltmarsh',
    kind: 'funding',
    title: 'Travel grants for students who present a paper',
    workGroups: ['technical', 'governance'],
    sides: ['technical', 'non_technical'],
    nice: ['research_dissemination', 'presenting'],
    commitment: { basis: 'none' },
    workplace: 'remote',
    remoteRegions: ['oceania', 'asia'],
    closesIn: 35,
    zone: 'Australia/Sydney',
    pay: stipend(500, 2_500, 'AUD', 'total'),
    level: 'student',
    languages: ['en'],
    audiences: ['students', 'graduate_students', 'underrepresented'],
    published: 14,
    verified: 14,
    body: `
      If your paper on AI safety was accepted and your university will not pay the journey, we may. The form is one page
      and asks for the acceptance letter.

      We answer within ten days, because fares rise.`,
  },
]

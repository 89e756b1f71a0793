type ExampleOrganization = { name: string; countries: string[]; foundedOn: string; about: string }

/** Invented organizations, each under the `.test` address of its key. */
export const exampleOrganizations = {
  northlight: {
    name: 'Northlight Institute',
    countries: ['DE', 'FR'],
    foundedOn: '2021',
    about: 'A research institute of 31 people in Berlin and Paris that studies what goes on inside large models.',
  },
  meridian: {
    name: 'Meridian Field Group',
    countries: ['KE', 'IN'],
    foundedOn: '2022-09',
    about: 'Runs free online courses on AI safety in four languages, with local facilitators in Nairobi and Bengaluru.',
  },
  harbor: {
    name: 'Harbor Evaluations',
    countries: ['GB'],
    foundedOn: '2023-02',
    about: 'Tests models for dangerous abilities before release and publishes the test suites that can be published.',
  },
  kestrel: {
    name: 'Kestrel Policy Lab',
    countries: ['BE', 'US'],
    foundedOn: '2020',
    about: 'Drafts rules for AI that can be enforced, and explains them to the people who vote on them.',
  },
  openledger: {
    name: 'Open Ledger Collective',
    countries: ['US', 'CA'],
    foundedOn: '2022',
    about: 'Volunteers who repeat published experiments, pay others to do so, and put every result online.',
  },
  lantern: {
    name: 'Lantern',
    countries: ['FR'],
    foundedOn: '2023',
    about: 'A field-building group in Paris and Lyon: bootcamps, a coworking room, and someone to talk to afterwards.',
  },
  quiet: {
    name: 'Quiet Systems',
    countries: ['CA'],
    foundedOn: '2019',
    about: 'Security people who protect model weights and break into what others thought was protected.',
  },
  atlas: {
    name: 'Field Atlas',
    countries: ['NL'],
    foundedOn: '2021-05',
    about: 'Counts the field: yearly surveys of who works on AI safety, where, on what, and what they lack.',
  },
  tidewater: {
    name: 'Tidewater Fund',
    countries: ['US'],
    foundedOn: '2018',
    about: 'Gives small grants to people rather than to organizations, and answers every application within six weeks.',
  },
  saltmarsh: {
    name: 'University of Saltmarsh',
    countries: ['AU'],
    foundedOn: '1964',
    about: 'The Safe Systems group of the computing school: four supervisors, eleven doctoral students, one cluster.',
  },
  aldergate: {
    name: 'Aldergate Forecasting',
    countries: ['SG'],
    foundedOn: '2020-11',
    about: 'Puts dated, scored probabilities on questions about AI for people who have to decide early.',
  },
  caravel: {
    name: 'Caravel Security',
    countries: ['BR'],
    foundedOn: '2022',
    about: 'Information security for research groups in Latin America, and meetings for those who want to start one.',
  },
  weathervane: {
    name: 'Weathervane Studio',
    countries: ['MX', 'ES'],
    foundedOn: '2023',
    about: 'Writers and designers who explain AI risk in Spanish and English without frightening or flattering anyone.',
  },
  pallas: {
    name: 'Pallas Foundry',
    countries: ['FR', 'US'],
    foundedOn: '2024-01',
    about: 'Helps engineers start companies whose product makes AI safer. Nine so far; four have paying customers.',
  },
  juniper: {
    name: 'Juniper Crossing Forum',
    countries: ['NG', 'ZA'],
    foundedOn: '2021',
    about: 'Lawyers and civil servants in Lagos and Cape Town who prepare African positions on AI rules.',
  },
} satisfies Record<string, ExampleOrganization>

export type OrganizationKey = keyof typeof exampleOrganizations

import * as as from './csv-cells.ts'

export type Column = {
  name: string
  /** The field it fills; a dot stands for a part of one. Issues of that field are told under the column's name. */
  field: string
  holds: string
  example: string
  read: as.ReadCell
}

const column = (name: string, field: string, read: as.ReadCell, holds: string, example: string): Column => ({
  name,
  field,
  holds,
  example,
  read,
})

/** The columns of our own CSV, as the import reads them and the page that explains them shows them. Lists stand between `;` or `|`. */
export const columns: readonly Column[] = [
  column(
    'external_id',
    'externalId',
    as.asText,
    'Your own id; else organization, title and link stand for it',
    'lab-17',
  ),
  column(
    'kind',
    'kind',
    as.asWord,
    'internship, fellowship, role, phd, training, funding, project or event',
    'fellowship',
  ),
  column('title', 'title', as.asText, 'What it is called', 'Research fellow'),
  column('organization', 'organization', as.asText, 'Who offers it', 'Northlight Institute'),
  column('organization_website', 'website', as.asLink, 'Its web address', 'https://northlight.test'),
  column('url', 'applyUrl', as.asLink, 'Where to apply', 'https://northlight.test/fellow'),
  column(
    'work_group',
    'workGroups',
    as.asWords,
    'strategy, governance, technical, movement_building',
    'technical;governance',
  ),
  column(
    'side',
    'sides',
    as.asWords,
    'technical (needs machine-learning knowledge) or non_technical, or both',
    'technical',
  ),
  column('profession', 'professions', as.asProfessions, 'Lines of work, by name or id', 'Engineering'),
  column('skills', 'skills', as.asSkills, 'Skills that help, by name or id', 'Python;PyTorch'),
  column('must_skills', 'mustSkills', as.asSkills, 'Skills that are a must', 'Interpretability'),
  column('teaches', 'teaches', as.asSkills, 'Skills gained there', 'Facilitation'),
  column('hours_min', 'commitment.hoursMin', as.asNumber, 'Least hours a week or month', '10'),
  column('hours_max', 'commitment.hoursMax', as.asNumber, 'Most hours; the least where it is empty', '20'),
  column('per', 'commitment.per', as.asWord, 'week or month', 'week'),
  column('months', 'commitment.months', as.asNumbers, 'Months of each year in which it asks time, by number', '6;7;8'),
  column('months_per_year', 'commitment.monthsPerYear', as.asNumber, 'How many months of each year', '3'),
  column('weeks', 'commitment.weeks', as.asNumber, 'Length of a single engagement', '10'),
  column(
    'label',
    'commitment.labels',
    as.asWords,
    'full_time, part_time: where hours are not known; none: asks no hours',
    'full_time',
  ),
  column('starts_on', 'startsOn', as.asText, 'Day it starts', '2027-01-10'),
  column('workplace', 'workplace', as.asWord, 'remote, hybrid or onsite', 'remote'),
  column('places', 'places', as.asPlaces, 'Cities with their country', 'Berlin, DE; London, GB'),
  column(
    'remote_regions',
    'remoteRegions',
    as.asRemoteRegions,
    'Regions or countries it may be done from, or anywhere',
    'europe;US',
  ),
  column('opens_on', 'opensOn', as.asText, 'Day applications open', '2026-12-01'),
  column('closes_on', 'closesOn', as.asText, 'Last day to apply, or rolling', '2026-12-31'),
  column('zone', 'zone', as.asText, 'Time zone of the deadline; anywhere on Earth where it is empty', 'Europe/Paris'),
  column('pay', 'pay.kind', as.asWord, 'paid, stipend, unpaid or unknown', 'stipend'),
  column('pay_min', 'pay.min', as.asNumber, 'Least pay', '2000'),
  column('pay_max', 'pay.max', as.asNumber, 'Most pay', '3000'),
  column('currency', 'pay.currency', as.asCurrency, 'Three letters', 'EUR'),
  column('pay_per', 'pay.per', as.asWord, 'hour, month, year or total', 'month'),
  column('relocation', 'relocation', as.asWord, 'Help with moving: yes, no or unknown', 'yes'),
  column('visa', 'visa', as.asWord, 'Help with a visa: yes, no or unknown', 'no'),
  column('level', 'level', as.asWord, 'none, student, graduate, years_1_4, years_5_plus or senior', 'graduate'),
  column('degree', 'degree', as.asWord, 'none, bachelor, master or doctorate', 'bachelor'),
  column('languages', 'languages', as.asCodes, 'Language codes', 'en;fr'),
  column('seats', 'seats', as.asNumber, 'How many people it takes', '12'),
  column('audiences', 'audiences', as.asTexts, 'Whom it is made for', 'students;writers'),
  column(
    'validation',
    'validation',
    as.asText,
    'How the project was validated, or that it was not',
    'Trial with 12 people',
  ),
  column('summary', 'summary', as.asText, 'One or two sentences', 'Ten weeks on evaluations.'),
  column('body', 'bodyHtml', as.asText, 'All about it, in Markdown', 'We look for **writers**.'),
  column('published_on', 'publishedOn', as.asText, 'Day it was listed; today where it is empty', '2026-11-01'),
  column('verified_on', 'verifiedOn', as.asText, 'Day it was last checked', '2026-11-20'),
]

const byField = [...columns].sort((a, b) => b.field.length - a.field.length)

/** The column that a field of an opportunity comes from, for messages. */
export function columnOf(field: string): string {
  const found = byField.find((one) => field === one.field || field.startsWith(`${one.field}.`))
  return found?.name ?? (field === 'commitment' ? 'hours_min' : field)
}

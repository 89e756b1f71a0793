import * as as from './csv-cells.ts'
import { asProfessions, asSkills } from './csv-terms.ts'

export type Column = {
  name: string
  /** The field it fills; a dot stands for a part of one. Issues of that field are told under the column's name. */
  field: string
  read: as.ReadCell
  holds: string
  example: string
  /** Other names that tables give it. */
  aliases: readonly string[]
}

/** Each alias is one name that can mean nothing else here: a wrong guess would fill the wrong field without a word. */
const column = (
  name: string,
  field: string,
  read: as.ReadCell,
  holds: string,
  example: string,
  aliases = '',
): Column => ({ name, field, read, holds, example, aliases: aliases.split(' ').filter(Boolean) })

/** The columns of our own CSV, as the import reads them and the page that explains them shows them. Lists stand between `;` or `|`. */
export const columns: readonly Column[] = [
  column(
    'external_id',
    'externalId',
    as.asText,
    'Your own id; else organization, title and link stand for it',
    'lab-17',
    'id ref reference job_id',
  ),
  column(
    'kind',
    'kind',
    as.asWord,
    'internship, fellowship, role, phd, training, funding, project or event',
    'fellowship',
    'type category opportunity_type',
  ),
  column('title', 'title', as.asText, 'What it is called', 'Research fellow', 'name job_title position headline'),
  column(
    'organization',
    'organization',
    as.asText,
    'Who offers it',
    'Northlight Institute',
    'organisation org company employer organization_name organisation_name company_name',
  ),
  column(
    'organization_website',
    'website',
    as.asLink,
    'Its web address',
    'https://northlight.test',
    'organisation_website website homepage company_website employer_website',
  ),
  column(
    'url',
    'applyUrl',
    as.asLink,
    'Where to apply',
    'https://northlight.test/fellow',
    'link apply apply_url apply_link application_url application_link job_url',
  ),
  column(
    'work_group',
    'workGroups',
    as.asWords,
    'strategy, governance, technical, movement_building',
    'technical;governance',
    'work_groups workgroup',
  ),
  column(
    'side',
    'sides',
    as.asWords,
    'technical (needs machine-learning knowledge) or non_technical, or both',
    'technical',
    'sides',
  ),
  column(
    'profession',
    'professions',
    asProfessions,
    'Lines of work, by name or id',
    'Engineering',
    'professions occupation',
  ),
  column('skills', 'skills', asSkills, 'Skills that help, by name or id', 'Python;PyTorch', 'skill nice_to_have'),
  column(
    'must_skills',
    'mustSkills',
    asSkills,
    'Skills that are a must',
    'Interpretability',
    'must_skill required_skills must_have',
  ),
  column('teaches', 'teaches', asSkills, 'Skills gained there', 'Facilitation', 'teach'),
  column('hours_min', 'commitment.hoursMin', as.asNumber, 'Least hours a week or month', '10', 'hours min_hours'),
  column('hours_max', 'commitment.hoursMax', as.asNumber, 'Most hours; the least where it is empty', '20', 'max_hours'),
  column('per', 'commitment.per', as.asWord, 'week or month', 'week', 'period hours_per'),
  column(
    'months',
    'commitment.months',
    as.asNumbers,
    'Months of each year in which it asks time, by number',
    '6;7;8',
    'month',
  ),
  column(
    'months_per_year',
    'commitment.monthsPerYear',
    as.asNumber,
    'How many months of each year',
    '3',
    'months_a_year',
  ),
  column('weeks', 'commitment.weeks', as.asNumber, 'Length of a single engagement', '10', 'duration_weeks'),
  column(
    'label',
    'commitment.labels',
    as.asWords,
    'full_time, part_time: where hours are not known; none: asks no hours',
    'full_time',
    'labels commitment employment_type',
  ),
  column('starts_on', 'startsOn', as.asDay, 'Day it starts', '2027-01-10', 'starts start start_date'),
  column('workplace', 'workplace', as.asWorkplace, 'remote, hybrid or onsite', 'remote', 'remote workplace_type'),
  column(
    'places',
    'places',
    as.asPlaces,
    'Cities with their country',
    'Berlin, DE; London, GB',
    'place location locations country countries city cities',
  ),
  column(
    'remote_regions',
    'remoteRegions',
    as.asRemoteRegions,
    'Regions or countries it may be done from, or anywhere',
    'europe;US',
    'remote_region regions region',
  ),
  column('opens_on', 'opensOn', as.asDay, 'Day applications open', '2026-12-01', 'opens open_date opening_date'),
  column(
    'closes_on',
    'closesOn',
    as.asDeadline,
    'Last day to apply, or rolling',
    '2026-12-31',
    'closes close_date closing_date deadline application_deadline due due_date apply_by expires',
  ),
  column(
    'zone',
    'zone',
    as.asText,
    'Time zone of the deadline, where one is stated; Etc/GMT+12 is anywhere on Earth',
    'Europe/Paris',
    'timezone time_zone deadline_zone',
  ),
  column('approximate', 'approximate', as.asFlag, 'yes where the dates are about right, no more', 'no'),
  column('zone_fence', 'zoneFence', as.asText, 'Time zones that remote work is fenced to, in words', 'UTC-1 to UTC+3'),
  column('pay', 'pay.kind', as.asWord, 'paid, stipend, unpaid or unknown', 'stipend', 'pay_kind'),
  column('pay_min', 'pay.min', as.asNumber, 'Least pay', '2000', 'min_pay salary_min min_salary'),
  column('pay_max', 'pay.max', as.asNumber, 'Most pay', '3000', 'max_pay salary_max max_salary'),
  column('currency', 'pay.currency', as.asCurrency, 'Three letters', 'EUR', 'pay_currency salary_currency'),
  column('pay_per', 'pay.per', as.asWord, 'hour, month, year or total', 'month', 'pay_period salary_per'),
  column('relocation', 'relocation', as.asWord, 'Help with moving: yes, no or unknown', 'yes', 'relocation_support'),
  column('visa', 'visa', as.asWord, 'Help with a visa: yes, no or unknown', 'no', 'visa_support visa_sponsorship'),
  column(
    'level',
    'level',
    as.asWord,
    'none, student, graduate, years_1_4, years_5_plus or senior',
    'graduate',
    'experience experience_level seniority',
  ),
  column('degree', 'degree', as.asWord, 'none, bachelor, master or doctorate', 'bachelor', 'education'),
  column('languages', 'languages', as.asCodes, 'Language codes', 'en;fr', 'language'),
  column('seats', 'seats', as.asNumber, 'How many people it takes', '12', 'vacancies openings'),
  column('audiences', 'audiences', as.asTexts, 'Whom it is made for', 'students;writers', 'audience'),
  column(
    'validation',
    'validation',
    as.asText,
    'How the project was validated, or that it was not',
    'Trial with 12 people',
  ),
  column('summary', 'summary', as.asText, 'One or two sentences', 'Ten weeks on evaluations.', 'short_description'),
  column(
    'body',
    'bodyHtml',
    as.asText,
    'All about it, in Markdown',
    'We look for **writers**.',
    'description details text',
  ),
  column('example', 'example', as.asFlag, 'yes where it is invented, to show how things look', 'no'),
  column(
    'published_on',
    'publishedOn',
    as.asDay,
    'Day it was listed; today where it is empty',
    '2026-11-01',
    'published posted posted_on date_posted listed_on',
  ),
  column('verified_on', 'verifiedOn', as.asDay, 'Day it was last checked', '2026-11-20', 'verified last_checked'),
]

const byField = [...columns].sort((a, b) => b.field.length - a.field.length)

/** What is called like this column, itself or under another name. */
export const columnCalled = (name: string): Column | undefined =>
  columns.find((column) => column.name === name || column.aliases.includes(name))

/** The column that a field of an opportunity comes from. */
export const columnOf = (field: string): Column | undefined =>
  byField.find((one) => field === one.field || field.startsWith(`${one.field}.`)) ??
  (field === 'commitment' ? columnCalled('hours_min') : undefined)

import { countryName } from '../places/countries.ts'
import { languageName } from '../taxonomy/languages.ts'
import type { Cohort, ListedCohort, Program } from './queries.ts'

const country = (code: string | null) => (code ? countryName(code) : '')

/** The form as it begins: what is known, as somebody would have typed it. */
export const typedOfProgram = (program: Program): Record<string, string | string[]> => ({
  name: program.name,
  activity: program.activity,
  about: program.about,
  website: program.website ?? '',
  country: country(program.country),
  city: program.city ?? '',
  languages: program.languages.map(languageName).join(', '),
  audiences: program.audiences,
  beganOn: program.beganOn ?? '',
})

export const typedOfCohort = (cohort: Cohort): Record<string, string> => ({
  number: String(cohort.number),
  name: cohort.name,
  startsOn: cohort.startsOn,
  endsOn: cohort.endsOn,
  country: country(cohort.country),
  city: cohort.city ?? '',
  language: cohort.language ? languageName(cohort.language) : '',
  capacity: cohort.capacity === null ? '' : String(cohort.capacity),
  cost: cohort.cost === null ? '' : String(cohort.cost),
  currency: cohort.currency ?? '',
})

/** A new cohort is the next in number, where and in what the last one was. */
export function typedOfNext(program: Program, cohorts: readonly ListedCohort[]): Record<string, string> {
  const [last] = cohorts
  const language = last?.language ?? program.languages[0]
  return {
    number: String((last?.number ?? 0) + 1),
    country: country(last?.country ?? program.country),
    city: last?.city ?? program.city ?? '',
    language: language ? languageName(language) : '',
    capacity: last?.capacity ? String(last.capacity) : '',
    currency: last?.currency ?? '',
  }
}

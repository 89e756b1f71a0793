import { fold } from '../../text/fold.ts'

/** A cohort of the group, as its lists may name it. */
export type CohortChoice = { id: string; number: number; name: string; programId: string; program: string }

type Named = { program: string; cohort: string }
type Found = { id: string | null } | { field: 'program' | 'cohort'; problem: string }

const MOST_NAMED = 5

/** The cohort that a row means, by the names of it and its program, or by its number; else the one for the whole file. */
export function findCohort({ program, cohort }: Named, all: readonly CohortChoice[], forAll: string | null): Found {
  if (!program && !cohort) return { id: forAll }
  const fallback = all.find(({ id }) => id === forAll)
  const ofProgram = program ? all.filter((one) => fold(one.program) === fold(program)) : all
  if (program && !ofProgram.length)
    return { field: 'program', problem: `you have no program of this name with a cohort${named(all, 'program')}` }
  const found = cohort ? ofProgram.filter((one) => isCalled(one, cohort)) : ofProgram
  const [only] = found
  if (only && found.length === 1) return { id: only.id }
  if (found.length && fallback && found.includes(fallback)) return { id: fallback.id }
  if (!found.length) return { field: 'cohort', problem: `you have no such cohort${named(ofProgram, 'name')}` }
  return { field: cohort ? 'program' : 'cohort', problem: `${found.length} cohorts could be meant; say which` }
}

const isCalled = (one: CohortChoice, text: string) =>
  fold(one.name) === fold(text) || /^\D{0,12}0*(\d{1,6})$/.exec(text.trim())?.[1] === String(one.number)

function named(all: readonly CohortChoice[], by: 'program' | 'name'): string {
  const names = [...new Set(all.map((one) => one[by]))]
  if (!names.length) return ''
  const more = names.length > MOST_NAMED ? ' …' : ''
  return `; there is ${names.slice(0, MOST_NAMED).join(', ')}${more}`
}

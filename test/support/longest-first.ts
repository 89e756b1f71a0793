import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes many times as long as its size says, the longest first: begun last, it leaves a core idle. */
const LONG = [
  'bundle/killed',
  'simulation/simulation',
  'opportunities/life-model',
  'policy/policy',
  'profiles/consent-matrix',
  'search/board-counts',
  'browser/posting',
  'browser/passkeys',
  'browser/profile',
  'browser/office',
  'browser/people',
]

const placeOf = ({ moduleId }: TestSpecification) => {
  const found = LONG.findIndex((name) => moduleId.endsWith(`${name}.test.ts`))
  return found < 0 ? LONG.length : found
}

/** As vitest does it, project by project and the larger first, but for the files that are long for other reasons. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const projects = [...new Set(sorted.map(({ project }) => project.name))]
    const order = (file: TestSpecification) => projects.indexOf(file.project.name) * (LONG.length + 1) + placeOf(file)
    return sorted.toSorted((a, b) => order(a) - order(b))
  }
}

import { courseExamples } from './courses.ts'
import type { Example } from './example.ts'
import { governanceExamples } from './governance.ts'
import { movementExamples } from './movement.ts'
import { researchExamples } from './research.ts'
import { securityExamples } from './security.ts'
import { strategyExamples } from './strategy.ts'
import { ventureExamples } from './ventures.ts'

export const exampleOpportunities: readonly Example[] = [
  ...researchExamples,
  ...securityExamples,
  ...governanceExamples,
  ...strategyExamples,
  ...courseExamples,
  ...movementExamples,
  ...ventureExamples,
]

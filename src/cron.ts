import { askWhatBecame } from './applications/check-in/asking.ts'
import { makeDeadlineReminders } from './applications/reminding.ts'
import { sealEvents } from './audit/sealing.ts'
import { tidySignIns } from './auth/tidying.ts'
import type { Ctx } from './context.ts'
import { startDigests } from './digests/scheduling.ts'
import { endUnanswered } from './introductions/answering.ts'
import { countSkills } from './matching/counting-skills.ts'
import { countMatchedPeople } from './matching/percolating.ts'
import { startNotices } from './notices/jobs.ts'
import { askStillOpen, closeUnanswered } from './opportunities/life/asking-still-open.ts'
import { makeReminders } from './opportunities/life/mailing-reminders.ts'
import { dropUnconfirmed } from './opportunities/posting/asking.ts'
import { askWhereTheyAre } from './outcomes/check-ins/asking.ts'
import { refreshFigures } from './outcomes/figures.ts'
import { settleSome } from './outcomes/tallies/settling.ts'
import { takeUpImports } from './programs/participants/jobs.ts'
import { storeSnapshot } from './search/storing.ts'
import { askSurveys } from './surveys/asking.ts'

/** The whole cron table. A tick may be missed, doubled or late: what is due is read from the database. */
const everyQuarter: Record<string, (ctx: Ctx) => Promise<unknown>> = {
  digests: startDigests,
  'sign-ins': tidySignIns,
  'unanswered questions': closeUnanswered,
  'still open?': askStillOpen,
  reminders: makeReminders,
  'people’s deadlines': makeDeadlineReminders,
  'where people are': askWhereTheyAre,
  'check-ins': askWhatBecame,
  surveys: askSurveys,
  'unanswered introductions': endUnanswered,
  notices: startNotices,
  'imports of people': takeUpImports,
  'unconfirmed postings': dropUnconfirmed,
  'program figures': refreshFigures,
  tallies: settleSome,
  'audit log': sealEvents,
  snapshot: storeSnapshot,
  'skills of people': countSkills,
  'people matched': (ctx) => countMatchedPeople(ctx),
}

/** Runs every task; one that fails is logged and does not keep the others from running. */
export async function runCron(ctx: Ctx): Promise<void> {
  for (const [task, run] of Object.entries(everyQuarter)) {
    try {
      await run(ctx)
    } catch (error) {
      console.error(`cron ${task}`, error)
    }
  }
}

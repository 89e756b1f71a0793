import { account } from './rows/account.ts'
import { applicationRows } from './rows/applications.ts'
import { dataRows } from './rows/data.ts'
import { groupRows } from './rows/groups.ts'
import { impactRows } from './rows/impact.ts'
import { introductionRows } from './rows/introductions.ts'
import { life } from './rows/life.ts'
import { matchingRows } from './rows/matching.ts'
import { moderation } from './rows/moderation.ts'
import { opportunityPages } from './rows/opportunities.ts'
import { organizationOffice } from './rows/organizations.ts'
import { peopleRows } from './rows/people.ts'
import { profileRows } from './rows/profiles.ts'
import { publicPages } from './rows/public.ts'
import type { Row } from './rows/row.ts'
import { subscriptionRows } from './rows/subscriptions.ts'
import { surveyRows } from './rows/surveys.ts'

/**
 * Who may do what, in which state: the specification, as data. Columns: visitor, person, author (not a member), member
 * and owner of the organization, owner of another, member and owner of a group, moderator, admin. Cells: `y` let in,
 * `s` led to sign in (a write answers 401), `-` not found, `x` found but not theirs.
 */
export const table: Row[] = [
  ...publicPages,
  ...subscriptionRows,
  ...opportunityPages,
  ...account,
  ...organizationOffice,
  ...life,
  ...matchingRows,
  ...moderation,
  ...introductionRows,
  ...profileRows,
  ...applicationRows,
  ...dataRows,
  ...surveyRows,
  ...groupRows,
  ...peopleRows,
  ...impactRows,
]

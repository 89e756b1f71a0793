import type * as z from 'zod'
import { addDays, weekdayOf } from '../../calendar.ts'
import type { ClosingReason, OpportunityInput } from '../../opportunities/schema.ts'
import type { OrganizationKey } from './organizations.ts'

type Input = z.input<typeof OpportunityInput>
type Dated = 'opensOn' | 'closesOn' | 'startsOn' | 'verifiedOn'

/** An invented opportunity as it is written down: days count from the day of seeding, text is Markdown. */
export type Example = Omit<Input, Dated | 'bodyHtml' | 'skills' | 'applyUrl'> & {
  organization: OrganizationKey
  /** Days since it was published and since somebody last checked it. */
  published: number
  verified?: number
  /** Days from today. */
  opensIn?: number
  closesIn?: number
  /** The first Monday at least so many days from today, or a day worked out from today. */
  starts?: number | ((today: string) => string)
  must?: readonly string[]
  nice?: readonly string[]
  closed?: ClosingReason
  /** Indented Markdown: leading spaces of a line do not count. */
  body: string
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** The first such weekday that is at least so many days from today. */
export const onWeekday = (weekday: (typeof weekdays)[number], days: number) => (today: string) => {
  const earliest = addDays(today, days)
  return addDays(earliest, (weekdays.indexOf(weekday) + 1 - weekdayOf(earliest) + 7) % 7)
}

type Pay = NonNullable<Input['pay']>
type Length = { weeks?: number; months?: number[]; monthsPerYear?: number }

export const hours = (hoursMin: number, hoursMax: number, per: 'week' | 'month', length: Length = {}) =>
  ({ basis: 'stated', hoursMin, hoursMax, per, ...length }) as const

const amount =
  (kind: Pay['kind']) =>
  (min: number, max: number, currency: string, per: 'hour' | 'month' | 'year' | 'total'): Pay => ({
    kind,
    min,
    max,
    currency,
    per,
  })

export const paid = amount('paid')
export const stipend = amount('stipend')
export const unpaid: Pay = { kind: 'unpaid' }

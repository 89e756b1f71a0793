import ical, { ICalCalendarMethod, type ICalEventData, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { paths } from '../paths.ts'
import type { Tracked } from './queries.ts'
import { beforeApplying, openStates } from './schema.ts'

const isOneOf = (all: readonly string[], state: string) => all.includes(state)

/** Somebody's own days as iCalendar: deadlines of what they have still to apply to, and the days they set themselves. */
export function calendarOf(tracked: readonly Tracked[], origin: string): string {
  const calendar = ical({
    name: 'Onward: my deadlines',
    prodId: { company: 'Onward', product: 'Tracker', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  })
  for (const one of tracked) for (const event of eventsOf(one, origin)) calendar.createEvent(event)
  return `${calendar}\r\n`
}

/** Whole days without a zone, as on the board. What was retracted or has closed has none. */
function eventsOf(o: Tracked, origin: string): ICalEventData[] {
  if (o.retracted || o.title === null || !isOneOf(openStates, o.state)) return []
  const { host } = new URL(origin)
  const words = `${oneLine(o.title)}, ${oneLine(o.organization ?? '')}`
  const url = origin + paths.ownApplication(o.id)
  const shared = {
    allDay: true,
    // Not the clock: equal data gives equal bytes.
    stamp: new Date(o.updatedAt),
    url,
    description: url,
    transparency: ICalEventTransparency.TRANSPARENT,
  }
  const events: ICalEventData[] = []
  if (o.closesOn && !o.closed && isOneOf(beforeApplying, o.state))
    events.push({
      ...shared,
      id: `${o.id}@${host}`,
      start: new Date(o.closesOn),
      summary: `Deadline: ${words}`,
      status: o.approximate ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    })
  if (o.dueOn)
    events.push({
      ...shared,
      id: `${o.id}-own@${host}`,
      start: new Date(o.dueOn),
      summary: `My own deadline: ${words}`,
    })
  return events
}

const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ').trim()

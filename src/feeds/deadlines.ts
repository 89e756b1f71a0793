import ical, { ICalCalendarMethod, type ICalEventData, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { paths } from '../paths.ts'
import type { Finding } from './finding.ts'
import { factsLine, noticesLine, oneLine, titleLine } from './saying.ts'

/** Calendar programs refuse or cut what is much larger. */
const MOST_DATED = 1_000

/** The dates of a search as iCalendar: the nearest 1,000 of its deadlines and openings. */
export function deadlinesOf({ words, openings, total, notices }: Finding, origin: string): string {
  const dayOf = (o: OpportunityCard) => o.closesOn ?? o.opensOn ?? ''
  const dated = openings.filter(dayOf).sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1))
  const shown = dated.slice(0, MOST_DATED)
  const isCut = dated.length > shown.length || total > openings.length
  const cut = isCut ? `The nearest ${shown.length} only: narrow the search for others.` : ''
  const description = [noticesLine(notices), cut].filter(Boolean).join(' ')
  return calendarOf(`Onward deadlines: ${words}`, shown, origin, description)
}

/** The dates of one opportunity as iCalendar, or null where it has none. */
export const deadlineOf = (o: OpportunityCard, origin: string): string | null =>
  o.closesOn || o.opensOn ? calendarOf(titleLine(o), [o], origin) : null

/** The library writes a calendar's name and description as they stand. */
const asValue = (text: string) => oneLine(text).replace(/[\\;,]/g, '\\$&')

function calendarOf(name: string, openings: readonly OpportunityCard[], origin: string, description = ''): string {
  const calendar = ical({
    name: asValue(name),
    description: asValue(description) || undefined,
    prodId: { company: 'Onward', product: 'Deadlines', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
  })
  for (const opening of openings) for (const event of eventsOf(opening, origin)) calendar.createEvent(event)
  return `${calendar}\r\n`
}

/** Whole days without a zone: a deadline stands on its own day in every calendar, and its words name the zone. */
function eventsOf(o: OpportunityCard, origin: string): ICalEventData[] {
  const { host } = new URL(origin)
  const url = origin + paths.opportunity(o.id, o.title)
  const words = `${titleLine(o)}, ${oneLine(o.organization.name)}`
  const shared = {
    allDay: true,
    // Not the clock: equal data gives equal bytes.
    stamp: new Date(o.updatedAt),
    url,
    description: [factsLine(o), ...(o.approximate ? ['The day is approximate.'] : []), url].join('\n'),
    status: o.approximate ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
  }
  const events: ICalEventData[] = []
  if (o.opensOn)
    events.push({ ...shared, id: `${o.id}-opens@${host}`, start: new Date(o.opensOn), summary: `Opens: ${words}` })
  if (o.closesOn)
    events.push({ ...shared, id: `${o.id}@${host}`, start: new Date(o.closesOn), summary: `Deadline: ${words}` })
  return events
}

import { formatDay } from '../../../src/calendar.ts'
import type { Basis, Engagement, Stage } from '../../../src/programs/schema.ts'

export const stageNames: Readonly<Record<Stage, string>> = {
  exposure: 'Exposure',
  technical_upskilling: 'Technical upskilling',
  research: 'Research',
  alignment: 'Alignment',
}
export const engagementNames: Readonly<Record<Engagement, string>> = {
  engaged: 'Engaged',
  paused: 'Paused',
  left: 'Left',
  returned: 'Returned',
}
export const roleNames = { participant: 'Participant', mentor: 'Mentor', organizer: 'Organizer' } as const
export const basisNames: Readonly<Record<Basis, string>> = {
  consent: 'They agreed to it (consent)',
  contract: 'A contract with them needs it',
  legitimate_interest: 'Our legitimate interest',
}

export const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))
export const shownDay = (day: string | null) => (day ? formatDay(day) : '')
/** Of whom nothing but a count is left. */
export const nameOf = ({ name }: { name: string }) => name || 'No name'
export const plural = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

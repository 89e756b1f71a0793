import { dayIn, formatDay } from '../../src/calendar.ts'

export const on = (at: number) => formatDay(dayIn(at, 'UTC'))

export const titleOf = ({ title, retracted }: { title: string; retracted: boolean }) =>
  retracted ? 'An opportunity that was retracted' : title

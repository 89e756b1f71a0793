import { dayIn, formatDay } from '../../src/calendar.ts'
import type { SkillLevel } from '../../src/profiles/schema.ts'

export const on = (at: number) => formatDay(dayIn(at, 'UTC'))

export const skillLevelWords: Record<SkillLevel, string> = {
  learning: 'learning it',
  practised: 'practised',
  expert: 'expert',
}

export const titleOf = ({ title, retracted }: { title: string; retracted: boolean }) =>
  retracted ? 'An opportunity that was retracted' : title

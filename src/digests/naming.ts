import type { Cadence, Kind } from './schema.ts'

/** What a kind with an account tells of; `name` is that of the organization or group. */
export function kindWords(kind: Exclude<Kind, 'search'>, name: string): string {
  switch (kind) {
    case 'matches':
      return 'your best new matches'
    case 'talent':
      return `new people who fit what ${name || 'your organization'} has open`
    case 'group':
      return `what is new in ${name || 'your group'}`
  }
}

export const cadenceWords: Record<Cadence, string> = {
  daily: 'every day',
  weekly: 'every week',
  fortnightly: 'every two weeks',
  monthly: 'every month',
}

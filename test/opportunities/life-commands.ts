/** What people may do in the life of an opportunity, at random. */
import fc from 'fast-check'

export type Who = 'author' | 'member' | 'key' | 'outsider' | 'moderator' | 'visitor'

export type Command =
  | { do: 'submit'; who: Who; title: string; hours: number; inDays: number | null }
  | { do: 'decide'; who: Who; verdict: 'approved' | 'changes_asked' | 'rejected'; back: number }
  | { do: 'undo'; who: Who; back: number }
  | { do: 'close' | 'reinstate'; who: Who }
  | { do: 'reopen'; who: Who; inDays: number | null }
  | { do: 'retract'; who: Who; reason: 'hazardous' | 'mistake' }
  | { do: 'wait'; days: number }

const who = fc.constantFrom<Who>('author', 'member', 'key', 'outsider', 'moderator', 'visitor')
const poster = fc.constantFrom<Who>('author', 'member', 'member', 'member', 'key', 'outsider', 'moderator', 'visitor')
const judge = fc.constantFrom<Who>(
  'moderator',
  'moderator',
  'moderator',
  'moderator',
  'moderator',
  'member',
  'outsider',
  'visitor',
)
const inDays = fc.constantFrom(null, -3, 2, 9)
export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      who: poster,
      title: fc.constantFrom('One', 'Two', 'Three'),
      hours: fc.constantFrom(3, 20),
      inDays: fc.constantFrom(null, 2, 9),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      who: judge,
      verdict: fc.constantFrom('approved' as const, 'approved' as const, 'changes_asked' as const, 'rejected' as const),
      back: fc.constantFrom(0, 0, 0, 1),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), who: judge, back: fc.constantFrom(0, 0, 1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('reinstate' as const), who: judge }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reopen' as const), who: poster, inDays }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('retract' as const),
      who: judge,
      reason: fc.constantFrom('hazardous' as const, 'mistake' as const, 'mistake' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(0.4, 1.1, 4) }) },
)

/** How most lives begin; the rest begin anyhow. */
export const beginning: Command[] = [
  { do: 'submit', who: 'member', title: 'One', hours: 3, inDays: 2 },
  { do: 'decide', who: 'moderator', verdict: 'approved', back: 0 },
]

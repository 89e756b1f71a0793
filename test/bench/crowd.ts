import { newId } from '../../src/ids.ts'
import { kinds, workGroups } from '../../src/opportunities/schema.ts'
import { Profile, type Purpose } from '../../src/profiles/schema.ts'
import { cities } from '../../src/seeds/load/cities.ts'
import { makeRandom, type Random } from '../../src/seeds/load/random.ts'
import { audiences } from '../../src/taxonomy/audiences.ts'
import { professions, skills } from '../../src/taxonomy/terms.ts'
import type { Someone } from '../matching/naive.ts'
import { NOW } from './database.ts'

const ids = (terms: readonly { id: string }[]) => terms.map(({ id }) => id)
const all = { skills: ids(skills), professions: ids(professions), audiences: ids(audiences) }
const YEAR = Array.from({ length: 12 }, (_, i) => i + 1)
const seasons = [
  [6, 7, 8],
  [1, 2, 3],
  [9, 10, 11, 12],
  [6, 7],
  [2, 3, 4, 5, 6],
]
const none = Profile.parse({})

/** Invented people, one after the other and the same each time: some state much, most a part of it. */
export function* crowd(count: number): Generator<Someone, void> {
  const random = makeRandom(7, 3)
  for (let i = 0; i < count; i++) {
    const consents: Purpose[] = random.chance(0.5) ? ['organizations'] : []
    yield { personId: newId('per', NOW + i), profile: makeProfile(random), consents }
  }
}

function makeProfile(random: Random): Profile {
  const yes = (share: number) => (random.chance(share) ? true : null)
  return {
    ...none,
    skills: random.several(all.skills, 1, 9).map((id) => ({
      id,
      level: random.weighted([
        [5, null],
        [2, 'learning'],
        [3, 'practised'],
        [1, 'expert'],
      ] as const),
    })),
    professions: random.several(all.professions, 0, 2),
    workGroups: random.several(workGroups, 0, 2),
    kinds: random.chance(0.3) ? [] : random.several(kinds, 1, 4),
    availability: {
      hours: random.chance(0.2) ? null : random.pick([3, 5, 8, 10, 15, 20, 30, 40]),
      per: random.chance(0.9) ? 'week' : 'month',
      months: random.chance(0.6) ? [] : random.chance(0.4) ? YEAR : random.pick(seasons),
      from: random.chance(0.8) ? null : `2026-${random.whole(10, 12)}-15`,
    },
    languages: random.chance(0.3) ? [] : ['en', ...random.several(['fr', 'de', 'es'], 0, 1)],
    places: random.chance(0.1) ? [] : [{ country: random.popular(cities).country, city: null }],
    remote: random.chance(0.1) ? false : null,
    relocate: yes(0.3),
    visaNeeded: yes(0.2),
    payNeeded: yes(0.6),
    audiences: random.several(all.audiences, 0, 1),
  }
}

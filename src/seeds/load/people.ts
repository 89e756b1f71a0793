import { newOrganization, type Organization } from '../../organizations/merging.ts'
import { OrganizationInput } from '../../organizations/schema.ts'
import type { people } from '../../people/table.ts'
import { cities } from './cities.ts'
import { seededId } from './ids.ts'
import type { Random } from './random.ts'
import { organizationName, personName } from './words.ts'

/** `tag` is unique to the seed and the row: names and addresses must be. */
export function makeOrganization(random: Random, now: number, tag: string): Organization {
  const input = OrganizationInput.parse({
    name: `${organizationName(random)} ${tag}`,
    website: `https://org-${tag}.load.test`,
    aboutHtml: '<p>Invented for load tests.</p>',
    countries: [random.popular(cities).country],
    foundedOn: String(random.whole(1990, 2025)),
  })
  return { ...newOrganization(seededId(random, 'org', now), input, now), example: true }
}

export function makePerson(random: Random, now: number, tag: string): Omit<typeof people.$inferInsert, 'emailKey'> {
  const id = seededId(random, 'per', now)
  return {
    id,
    name: personName(random),
    email: `person-${tag}@load.test`,
    role: 'person',
    example: true,
    createdAt: now,
  }
}

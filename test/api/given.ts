import { groups } from '../../src/groups/table.ts'
import type { OpportunityInput } from '../../src/opportunities/schema.ts'
import { cohorts, programFigures, programs } from '../../src/programs/table.ts'
import type { World } from '../support/world.ts'

/** An opportunity that states whatever can be stated. */
export const everyField: Partial<OpportunityInput> = {
  kind: 'fellowship',
  summary: 'A summer',
  bodyHtml: '<p>A summer of <b>work</b>.</p>',
  applyUrl: 'https://northlight.test/apply',
  workGroups: ['technical', 'governance'],
  sides: ['technical'],
  professions: ['research_technical'],
  skills: [{ id: 'facilitation', must: true }],
  teaches: ['research_methods'],
  audiences: ['osint'],
  languages: ['en', 'fr'],
  commitment: {
    basis: 'stated',
    hoursMin: 30,
    hoursMax: 40,
    per: 'week',
    months: [6, 7],
    monthsPerYear: 2,
    weeks: null,
  },
  startsOn: '2026-06-01',
  workplace: 'hybrid',
  places: [{ country: 'FR', city: 'Paris' }],
  remoteRegions: ['europe'],
  zoneFence: 'UTC-1 to UTC+3',
  opensOn: '2026-03-01',
  closesOn: '2026-04-01',
  zone: 'Europe/Paris',
  pay: { kind: 'stipend', min: 1000, max: 2000, currency: 'EUR', per: 'month' },
  relocation: 'yes',
  visa: 'no',
  level: 'student',
  degree: 'none',
  seats: 4,
  validation: 'Tried twice',
  verifiedOn: '2026-03-01',
}

/** A program with a cohort, figures, and what stands for it on the board. */
export async function publishProgram({ db }: World, opportunityId: string): Promise<void> {
  const at = { createdAt: 0, updatedAt: 0 }
  const said = { name: 'Bootcamp', activity: 'bootcamp', about: 'Ten days', aboutHtml: '<p>Ten days</p>' } as const
  const none = { languages: ['en'], audiences: [], publishedAt: 1 }
  await db.insert(groups).values({ id: 'grp_x', name: 'Beacon', nameKey: 'beacon', createdAt: 0 })
  await db.insert(programs).values({ ...said, ...none, ...at, id: 'prg_full', groupId: 'grp_x', opportunityId })
  const days = { number: 1, name: 'First', startsOn: '2026-01-05', endsOn: '2026-01-15' }
  await db.insert(cohorts).values({ ...days, ...at, id: 'coh_x', programId: 'prg_full' })
  const figure = { programId: 'prg_full', cohortId: '', figure: 'finished', month: '2026-03', toldAt: 0 } as const
  await db.insert(programFigures).values([
    { ...figure, count: 10, outOf: 20 },
    { ...figure, figure: 'landed', count: 10, outOf: 20, answered: 15 },
  ])
}

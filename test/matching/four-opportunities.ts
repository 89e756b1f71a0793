import { OpportunityInput } from '../../src/opportunities/schema.ts'
import { contentOf, insertOpportunities } from '../../src/opportunities/writing.ts'
import { organizations } from '../../src/organizations/table.ts'
import { createWorld, NOON, type World } from '../support/world.ts'

const hours = (least: number, per: 'week' | 'month' = 'week') => ({
  basis: 'stated',
  hoursMin: least,
  hoursMax: least,
  per,
})
const onTheBoard: object[] = [
  {
    kind: 'role',
    title: 'Course facilitator',
    skills: [
      { id: 'facilitation', must: true },
      { id: 'curriculum_design', must: false },
    ],
    workGroups: ['movement_building'],
    commitment: hours(3),
  },
  { kind: 'training', title: 'Curriculum course', teaches: ['curriculum_design'], commitment: hours(5) },
  {
    kind: 'fellowship',
    title: 'Interpretability fellowship',
    skills: [{ id: 'pytorch', must: true }],
    commitment: hours(40),
  },
  { kind: 'project', title: 'Unpaid reading group', pay: { kind: 'unpaid' }, commitment: hours(3, 'month') },
]

/** A board to match with: a role, the course that teaches for it, one of too many hours, one unpaid. */
export async function openFour(): Promise<World> {
  const world = await createWorld()
  const at = NOON - 1
  await world.db
    .insert(organizations)
    .values({ id: 'org_1', name: 'Northlight', nameKey: 'northlight', createdAt: at, updatedAt: at })
  const rows = onTheBoard.map((given, i) => ({
    ...contentOf(OpportunityInput.parse(given)),
    id: `opp_${i + 1}`,
    organizationId: 'org_1',
    publishedAt: at,
    createdAt: at,
    updatedAt: at,
  }))
  for (const statement of insertOpportunities(world.db, rows)) await world.db.batch([statement])
  return world
}

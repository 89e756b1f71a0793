import { sql } from 'drizzle-orm'
import { addDays, DAY, dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { insertMany } from '../../db/bulk.ts'
import type { Statement } from '../../db/client.ts'
import { groups } from '../../groups/table.ts'
import { wordsOf } from '../../programs/naming.ts'
import type { Activity } from '../../programs/schema.ts'
import { cohorts, programs } from '../../programs/table.ts'
import { fold } from '../../text/fold.ts'
import { renderMarkdown } from '../../text/html.ts'
import { lanternPeople } from './lantern-people.ts'

/** One time a program was or will be held; days are counted from today. */
export type HeldCohort = { id: string; startsOn: string; endsOn: string; people: number }

type Held = { name: string; startsIn: number; days: number; people: number; cost?: number }
type ExampleProgram = {
  name: string
  activity: Activity
  about: string
  city: string
  audiences: string[]
  languages: string[]
  capacity: number
  held: Held[]
}

const NAME = 'Lantern'
const BOARD_TITLE = 'Interpretability bootcamp, two weeks near Paris'

/** Invented, as everything of Lantern is. */
const examples: ExampleProgram[] = [
  {
    name: 'Interpretability bootcamp',
    activity: 'bootcamp',
    about: `Two weeks in a house outside the city: mornings on paper, afternoons at the keyboard, evenings with people
who do this for a living. By the end you have rebuilt one published result and can say where it breaks.

You need Python and some linear algebra. We pay travel for those who need it.`,
    city: 'Paris',
    audiences: ['students', 'software_engineers'],
    languages: ['en', 'fr'],
    capacity: 20,
    held: [
      { name: 'First house', startsIn: -640, days: 13, people: 18, cost: 16_200 },
      { name: 'Autumn house', startsIn: -400, days: 13, people: 16, cost: 15_100 },
      { name: 'Spring house', startsIn: -150, days: 13, people: 17, cost: 15_900 },
      { name: 'Next house', startsIn: 70, days: 13, people: 0 },
    ],
  },
  {
    name: 'Evening course on AI safety',
    activity: 'course',
    about: `Eight Tuesday evenings for people with a job: what could go wrong, who works on which part of it, and where
you could help. An hour of reading a week; nobody lectures.`,
    city: 'Lyon',
    audiences: ['career_changers', 'mid_career'],
    languages: ['fr'],
    capacity: 16,
    held: [{ name: 'First course', startsIn: -290, days: 50, people: 14, cost: 1_400 }],
  },
]

/**
 * The group Lantern with its programs, cohorts and people; stands before what makes its owner one. Somebody real who
 * has taken the name keeps it, and nothing is written. `rows` are the opportunities beside it.
 */
export async function lanternExamples(
  ctx: Ctx,
  rows: readonly { example: { title: string }; row: { id: string } }[],
): Promise<Statement[]> {
  const { db } = ctx
  const taken = await db.all(sql`select 1 from groups where name_key = ${fold(NAME)}`)
  if (taken.length) return []
  const groupId = ctx.newId('grp')
  const opportunityId = rows.find(({ example }) => example.title === BOARD_TITLE)?.row.id ?? null
  const made = examples.map((example, i) => programOf(ctx, groupId, example, i === 0 ? opportunityId : null))
  return [
    ...insertMany(db, groups, [groupOf(ctx, groupId)]),
    ...insertMany(
      db,
      programs,
      made.map(({ program }) => program),
    ),
    ...insertMany(
      db,
      cohorts,
      made.flatMap(({ held }) => held.map(({ people: _, ...cohort }) => cohort)),
    ),
    ...(await lanternPeople(
      ctx,
      groupId,
      made.flatMap(({ held }) => held),
    )),
  ]
}

const groupOf = (ctx: Ctx, id: string) => ({
  ...{ id, name: NAME, nameKey: fold(NAME), example: true, website: 'https://lantern.test', country: 'FR' },
  about: 'A field-building group in Paris and Lyon: bootcamps, a coworking room, and someone to talk to afterwards.',
  createdAt: ctx.now - 700 * DAY,
  updatedAt: ctx.now,
})

function programOf(ctx: Ctx, groupId: string, example: ExampleProgram, opportunityId: string | null) {
  const { held, capacity, about, ...said } = example
  const today = dayIn(ctx.now, 'UTC')
  const at = { createdAt: ctx.now - 600 * DAY, updatedAt: ctx.now }
  const programId = ctx.newId('prg')
  const text = about.replace(/(?<!\n)\n(?!\n)/g, ' ')
  const placed = { country: 'FR', city: said.city }
  const program = {
    ...{
      ...said,
      ...placed,
      ...at,
      id: programId,
      groupId,
      about: text,
      aboutHtml: renderMarkdown(text),
      opportunityId,
    },
    ...{ words: wordsOf({ ...said, ...placed }), publishedAt: ctx.now - 30 * DAY, example: true },
  }
  const rows = held.map(({ name, startsIn, days, people, cost = null }, i) => ({
    ...{ id: ctx.newId('coh'), programId, number: i + 1, name, ...placed, language: said.languages[0] ?? null, ...at },
    ...{ startsOn: addDays(today, startsIn), endsOn: addDays(today, startsIn + days), capacity, people },
    ...{ cost, currency: cost === null ? null : 'EUR' },
  }))
  return { program, held: rows }
}

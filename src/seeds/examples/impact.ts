import { sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { insertMany } from '../../db/bulk.ts'
import type { Statement } from '../../db/client.ts'
import { groups } from '../../groups/table.ts'
import { type FigureName, figureNames, type PrintedFigures, thousandthsOf } from '../../impact/schema.ts'
import { impactNotes, reportedRows } from '../../impact/table.ts'
import { fold } from '../../text/fold.ts'

const SOURCE = 'The group’s report on its first year'

type Printed = [activity: string, occurrences: string, fte: string, each: string, note?: string]

/** EffiSciences’ own table, to the letter. */
const printed: readonly Printed[] = [
  ['Founding the AI safety unit', '1', '6,0', '6,0'],
  [
    'French ML4Good bootcamp',
    '2',
    '7,4',
    '3,7',
    '36 participants, 16 of them highly involved afterwards; about 900 EUR a participant.',
  ],
  ['Word-of-mouth outreach', '1', '2,9', '2,9'],
  ['Training Day', '2', '1,9', '1,0', 'The text beside the table counts 3 training days.'],
  ['Hackathon', '4', '2,5', '0,6', 'The text beside the table counts 6 hackathons.'],
  ['Turing Seminars', '3', '1,3', '0,4'],
  ['Research groups in universities', '4', '0,4', '0,1'],
  ['Frid’AI (coworking)', '5', '0,5', '0,1'],
  ['Talks', '5', '0,1', '0,0'],
]
const TOTAL_NOTE = 'The total of FTE is over 43 people who are highly engaged.'
const NOTES = '700 students were reached, 30 of them are orienting their careers.'

const figuresOf = (cells: Partial<Record<FigureName, string>>): PrintedFigures =>
  Object.fromEntries(
    figureNames.flatMap((name) => {
      const text = cells[name]
      return text === undefined ? [] : [[name, { printed: text, thousandths: thousandthsOf(text) ?? 0 }]]
    }),
  )

/** A group that has only what it printed: nobody owns it, and the builder of Lantern looks in. */
export async function printedImpact({ db, newId, now, secrets }: Ctx): Promise<Statement[]> {
  const id = newId('grp')
  const builder = await secrets.fingerprint('builder@lantern.test')
  const at = { recordedBy: 'seed', createdAt: now, updatedAt: now }
  const line = (position: number) => ({ id: newId('fig'), groupId: id, position, source: SOURCE, ...at })
  const rows = printed.map(([activity, occurrences, fte, ftePerOccurrence, note = ''], i) => ({
    ...line(i + 1),
    ...{ activity, note, total: false, figures: figuresOf({ occurrences, fte, ftePerOccurrence }) },
  }))
  const total = {
    ...line(printed.length + 1),
    ...{ activity: 'Total', note: TOTAL_NOTE, total: true },
    figures: figuresOf({ occurrences: '30', fte: '23,0', people: '43' }),
  }
  const name = 'EffiSciences'
  return [
    ...insertMany(db, groups, [{ id, name, nameKey: fold(name), example: true, createdAt: now }]),
    db.run(sql`insert into group_members (group_id, person_id, role, added_at)
      select ${id}, id, 'member', ${now} from people where email_key = ${builder} and example = 1`),
    ...insertMany(db, reportedRows, [...rows, total]),
    ...insertMany(db, impactNotes, [
      { groupId: id, instrumental: '', notes: NOTES, version: 1, writtenBy: 'seed', updatedAt: now },
    ]),
  ]
}

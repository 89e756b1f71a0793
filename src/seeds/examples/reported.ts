import { sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { insertMany } from '../../db/bulk.ts'
import type { Statement } from '../../db/client.ts'
import { groups } from '../../groups/table.ts'
import { reportedFigures } from '../../surveys/table.ts'
import { fold } from '../../text/fold.ts'

/** A group of the examples that holds nothing but what others printed. */
const PRINTED = 'Printed figures'
const READER = 'builder@lantern.test'

type Figure = { what: string; value: string; note?: string }

const apart: Figure[] = [
  { what: 'Participants', value: 'over 900' },
  { what: 'Hackathons', value: '13' },
  { what: 'Projects', value: '168' },
  { what: 'Events', value: 'over 69' },
  { what: 'Locations', value: 'more than 30' },
  {
    what: 'Recommending it',
    value: '8.7 of 10',
    note: 'Printed under the name “net promoter score”. A figure of 10 has the form of a mean of answers from 0 to 10; a net promoter score runs from −100 to 100. The answers are not known, so neither can be worked out.',
  },
  {
    what: 'Increase in career probability',
    value: '9.15 %',
    note: 'Whether these are percentage points or percent of what was there before is not said.',
  },
]

const pilot: Figure[] = [
  { what: 'Mentors', value: '5' },
  { what: 'Mentees', value: '10 to 15' },
  { what: 'Mentees finished or nearly so', value: '3', note: 'With 50 to 100 hours put in.' },
  {
    what: 'Probability of getting deeper into the field',
    value: '+15 / +20 / +30 points',
    note: 'Of three people, against a world without the program.',
  },
  { what: 'Months saved', value: '0 / 3 / 10', note: 'Of three people, against a world without the program.' },
  { what: 'Mentors who would go on', value: '5 of 5', note: '2 of them only under changed conditions.' },
  { what: 'Mentors who found it worth their time', value: '3 of 5' },
]

/** Each with where it was printed; the example field-builder reads them. Behind the accounts in the batch. */
export async function printedFigures(ctx: Ctx): Promise<Statement[]> {
  const emailKey = await ctx.secrets.fingerprint(READER)
  const group = { id: ctx.newId('grp'), name: PRINTED, nameKey: fold(PRINTED), example: true, createdAt: ctx.now }
  const rows = [
    ...apart.map((figure) => ({ ...figure, source: 'Apart Research, hackathons' })),
    ...pilot.map((figure) => ({ ...figure, source: 'Pilot of mentors and mentees' })),
  ].map((figure, i) => ({
    note: '',
    ...figure,
    ...{ id: ctx.newId('fig'), subjectId: group.id, position: i + 1, createdAt: ctx.now },
  }))
  return [
    ...insertMany(ctx.db, groups, [group]),
    ...insertMany(ctx.db, reportedFigures, rows),
    ctx.db.run(sql`insert into group_members (group_id, person_id, role, added_at)
      select ${group.id}, id, 'member', ${ctx.now} from people where email_key = ${emailKey} and example = 1`),
  ]
}

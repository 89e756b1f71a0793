import { insertMany } from '../../../src/db/bulk.ts'
import type { Db, Statement } from '../../../src/db/client.ts'
import { cohorts, participants, participations, programs } from '../../../src/programs/table.ts'
import { reportedFigures, surveyAsks, surveys } from '../../../src/surveys/table.ts'
import { nobody, type Row } from './row.ts'

/** Those who are in the group; a moderator is no member of it. */
const inGroup = 's ---- -yy --'

const group = { id: 'grp_ours' }
const open = { ...group, survey: 'srv_open' }
/** Nobody was asked yet, so it can be taken away. */
const later = { ...group, survey: 'srv_later' }
const figure = { ...group, figure: 'fig_printed' }
const days = { opensOn: '2026-03-02', closesOn: '2026-05-01' }

export const surveyRows: Row[] = [
  { route: 'GET /groups/:id/surveys', on: group, cells: inGroup },
  { route: 'GET /groups/:id/surveys/new', on: group, cells: inGroup },
  {
    route: 'POST /groups/:id/surveys/new',
    on: group,
    cells: inGroup,
    body: { template: 'mentors_post', of: 'coh_ours', title: 'How was it?', ...days, 'ask-hours': 'yes' },
  },
  {
    route: 'POST /groups/:id/surveys/reported',
    on: group,
    cells: inGroup,
    body: { what: 'Events', value: 'over 69', source: 'There' },
  },
  { route: 'POST /groups/:id/surveys/reported/:figure/removal', on: figure, cells: inGroup },
  { route: 'GET /groups/:id/surveys/:survey', on: open, cells: inGroup },
  { route: 'GET /groups/:id/surveys/:survey/answers.csv', on: open, cells: inGroup },
  { route: 'GET /groups/:id/surveys/:survey/answers.json', on: open, cells: inGroup },
  { route: 'POST /groups/:id/surveys/:survey/closing', on: open, cells: inGroup, body: { closesOn: '2026-06-01' } },
  { route: 'POST /groups/:id/surveys/:survey/removal', on: later, cells: inGroup },
  { route: 'GET /groups/:id/check-ins', on: group, cells: inGroup },
  {
    route: 'POST /groups/:id/check-ins/:program',
    on: { ...group, program: 'prg_ours' },
    cells: inGroup,
    body: { asks: 'no' },
  },
  { route: 'GET /outcomes/:token', cells: nobody },
  { route: 'POST /outcomes/:token', cells: nobody },
  { route: 'POST /outcomes/:token/objection', cells: nobody },
  { route: 'GET /surveys/:token', cells: nobody },
  { route: 'POST /surveys/:token', cells: nobody },
  { route: 'POST /surveys/:token/objection', cells: nobody },
]

const times = { createdAt: 0, updatedAt: 0 }

/** A program of `grp_ours` with a cohort and one participant, who was asked by the survey that is open. */
export const surveyFixtures = (db: Db): Statement[] => [
  ...insertMany(db, programs, [
    {
      ...{ id: 'prg_ours', groupId: 'grp_ours', name: 'A bootcamp', activity: 'bootcamp' as const },
      ...{ about: '', aboutHtml: '', languages: [], audiences: [], ...times },
    },
  ]),
  ...insertMany(db, cohorts, [
    {
      ...{ id: 'coh_ours', programId: 'prg_ours', number: 1, name: 'First' },
      ...{ startsOn: '2026-01-01', endsOn: '2026-02-01', ...times },
    },
  ]),
  ...insertMany(db, participants, [
    {
      ...{ id: 'ptc_asked', groupId: 'grp_ours', name: 'Somebody asked' },
      ...{ basis: 'consent' as const, basisBy: 'test', basisAt: 0, ...times },
    },
  ]),
  ...insertMany(db, participations, [
    { id: 'pcn_asked', participantId: 'ptc_asked', cohortId: 'coh_ours', role: 'participant' as const, ...times },
  ]),
  ...insertMany(db, surveys, [surveyOf('srv_open', '2026-03-01'), surveyOf('srv_later', '2026-04-01')]),
  ...insertMany(db, surveyAsks, [{ surveyId: 'srv_open', participantId: 'ptc_asked', addedAt: 0, mailedAt: 1 }]),
  ...insertMany(db, reportedFigures, [
    { id: 'fig_printed', subjectId: 'grp_ours', position: 1, what: 'Events', value: '69', source: 'x', createdAt: 0 },
  ]),
]

const surveyOf = (id: string, opensOn: string): typeof surveys.$inferInsert => ({
  ...{ id, groupId: 'grp_ours', programId: 'prg_ours', cohortId: 'coh_ours', template: 'program_pre', kind: 'pre' },
  ...{ role: 'participant', title: 'Before', questions: [{ key: 'expect', kind: 'text', text: 'What do you hope?' }] },
  ...{ opensOn, closesOn: '2026-05-01', opensAt: Date.parse(opensOn), closesAt: Date.parse('2026-05-02') },
  ...{ createdBy: 'test', ...times },
})

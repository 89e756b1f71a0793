import { insertMany } from '../../../src/db/bulk.ts'
import type { Db, Statement } from '../../../src/db/client.ts'
import { estimates, reportedRows, reportLinks } from '../../../src/impact/table.ts'
import { groupLandings } from '../../../src/outcomes/table.ts'
import { cohorts, participants, participations, programs } from '../../../src/programs/table.ts'
import type { ApiRow } from './api.ts'
import { nobody, type Row } from './row.ts'

const GROUP = 'grp_ours'
/** Members of the group write what it records; nobody else knows of it. */
const inGroup = 's ---- -yy --'
/** What one member said another one may not take back: here neither of them said it. */
const ofOwner = 's ---- -xy --'
const on = { id: GROUP }

const estimate = {
  ...{ programId: 'prg_impact', participantId: '', effect: 'kickstarting', with: '0.9', without: '0.2', low: '0.5' },
  ...{ high: '0.8', method: 'interview', note: '', startsOn: '2026-01-01', endsOn: '2026-12-31', after: '0' },
}
const figure = { activity: 'Course', fte: '2', source: 'Our year', note: '' }
const landing = {
  ...{ participantId: 'ptc_ours', organizationName: 'Northlight', title: 'Lead', outcome: 'full_time', time: '' },
  ...{ startsOn: '2026-01-01', version: '1' },
}

const get = (path: string, more: Record<string, string> = {}): Row => ({
  route: `GET /groups/:id${path}`,
  on: { ...on, ...more },
  cells: inGroup,
})
const post = (path: string, body: Record<string, string>, more: Record<string, string> = {}): Row => ({
  route: `POST /groups/:id${path}`,
  on: { ...on, ...more },
  cells: inGroup,
  body,
})

const line = { figure: 'fig_ours' }
const landed = { landing: 'gln_ours' }

export const impactRows: Row[] = [
  get('/impact'),
  get('/impact/report.csv'),
  get('/impact/report.json'),
  get('/impact/estimates'),
  get('/impact/estimates/new'),
  post('/impact/estimates', estimate),
  { ...post('/impact/estimates/:estimate/withdrawal', {}, { estimate: 'est_ours' }), cells: ofOwner },
  get('/impact/figures'),
  get('/impact/figures/new'),
  get('/impact/figures/:figure', line),
  post('/impact/figures', figure),
  post('/impact/figures/:figure', figure, line),
  post('/impact/figures/:figure/removal', {}, line),
  get('/impact/notes'),
  post('/impact/notes', { instrumental: 'Bonds', notes: '', version: '0' }),
  get('/impact/links'),
  post('/impact/links', { name: 'A foundation', days: '30' }),
  { ...post('/impact/links/:link/revocation', {}, { link: 'lnk_ours' }), cells: ofOwner },
  { route: 'GET /reports/:token', cells: nobody },
  get('/landings'),
  get('/landings/new'),
  get('/landings/:landing', landed),
  post('/landings', landing),
  post('/landings/:landing', landing, landed),
  post('/landings/:landing/removal', {}, landed),
  post('/landings/:landing/verification', { verified: 'yes' }, landed),
  post('/outcomes', { participant: 'ptc_ours', outcome: 'looking', on: '2026-01-01' }),
]

/** Keys of organizations and people are none of a group: these get no further than that. */
export const impactApiRows: ApiRow[] = [
  'GET landings',
  'POST landings',
  'GET estimates',
  'POST estimates',
  'GET report',
].map((name) => {
  const [method = '', what = ''] = name.split(' ')
  const json = method === 'POST' ? {} : undefined
  return { route: `${method} /api/v1/groups/:id/${what}`, on, json, cells: 's s xxx' }
})

/** What the group has recorded: an estimate, a printed figure, a link and a landing, none of them by a member. */
export function impactFixtures(db: Db): Statement[] {
  const at = { createdAt: 0, updatedAt: 0 }
  const program = {
    id: 'prg_impact',
    groupId: GROUP,
    name: 'Camp',
    activity: 'bootcamp' as const,
    about: '',
    aboutHtml: '',
  }
  const cohort = { id: 'coh_impact', programId: 'prg_impact', number: 1, name: 'First', startsOn: '2025-01-01' }
  const person = { id: 'ptc_ours', groupId: GROUP, name: 'Pat', emailKey: 'key of pat', basis: 'consent' as const }
  const part = { id: 'prt_ours', participantId: 'ptc_ours', cohortId: 'coh_impact', role: 'participant' as const }
  const figures = { withFte: 900, withoutFte: 200, low: 500, high: 800 }
  return [
    ...insertMany(db, programs, [{ ...program, languages: [], audiences: [], ...at }]),
    ...insertMany(db, cohorts, [{ ...cohort, endsOn: '2025-02-01', ...at }]),
    ...insertMany(db, participants, [{ ...person, basisBy: 'test', basisAt: 0, ...at }]),
    ...insertMany(db, participations, [{ ...part, ...at }]),
    ...insertMany(db, estimates, [
      {
        ...{ id: 'est_ours', groupId: GROUP, programId: 'prg_impact', effect: 'upskilling', version: 1, ...figures },
        ...{ method: 'model', note: '', startsOn: '2026-01-01', endsOn: '2026-12-31', estimatedOn: '2026-01-01' },
        ...{ estimatedBy: 'per_author', createdAt: 0 },
      } as const,
    ]),
    ...insertMany(db, reportedRows, [
      {
        ...{
          id: 'fig_ours',
          groupId: GROUP,
          position: 1,
          activity: 'Talks',
          total: false,
          source: 'Our year',
          note: '',
        },
        ...{ figures: { fte: { printed: '1', thousandths: 1000 } }, recordedBy: 'per_author', ...at },
      },
    ]),
    ...insertMany(db, reportLinks, [
      { id: 'lnk_ours', groupId: GROUP, name: 'A funder', madeBy: 'per_author', createdAt: 0, expiresAt: 4e12 },
    ]),
    ...insertMany(db, groupLandings, [
      {
        ...{ id: 'gln_ours', groupId: GROUP, participantId: 'ptc_ours', organizationName: 'Northlight', title: 'Lead' },
        ...{
          commitment: { basis: 'unknown' as const },
          startsOn: '2026-01-01',
          recordedBy: 'per_author',
          version: 1,
          ...at,
        },
      },
    ]),
  ]
}

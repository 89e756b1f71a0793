import { adminsOnly, nobodySignedIn, of, type Row, staff } from './row.ts'

const because = { reason: 'For the test' }
export const moderation: Row[] = [
  ...of(staff, 'GET /moderation', 'GET /moderation/lookup', 'GET /moderation/reports'),
  ...of(staff, 'GET /admin', 'GET /admin/audit', 'POST /admin/audit/check', 'GET /admin/audit.csv'),
  ...of(adminsOnly, 'GET /admin/mail', 'GET /admin/mail/forecast'),
  { route: 'POST /admin/mail/resumption', cells: adminsOnly, body: { kind: 'search', run: 'run_none' } },
  { route: 'POST /admin/mail/resending', cells: adminsOnly, body: { subscription: 'sub_none', period: 'day none' } },
  { route: 'POST /admin/mail/settlement', cells: adminsOnly, body: { call: 'call_none', arrived: 'yes', ...because } },
  { route: 'POST /admin/mail/lifting', cells: adminsOnly, body: { email: 'stopped@example.test', ...because } },
  { route: 'POST /admin/audit.csv', cells: staff, body: because },
  { route: 'POST /moderation/reports', cells: staff, body: { subject: 'opp_published', until: '1', note: '' } },
  { route: 'GET /moderation/:revisionId', on: { revisionId: 'rev_waiting' }, cells: staff },
  {
    route: 'POST /moderation/:revisionId/decision',
    on: { revisionId: 'rev_waiting' },
    cells: staff,
    body: { verdict: 'approved' },
  },
  { route: 'POST /moderation/:revisionId/decision/undo', on: { revisionId: 'rev_published' }, cells: staff },
  { route: 'GET /moderation/opportunities/:id', on: { id: 'opp_waiting' }, cells: staff },
  { route: 'GET /moderation/opportunities/:id', on: { id: 'opp_draft' }, cells: nobodySignedIn },
  {
    route: 'POST /moderation/opportunities/:id/retraction',
    on: { id: 'opp_published' },
    cells: staff,
    body: { reason: 'mistake', note: 'For the test' },
  },
  { route: 'POST /moderation/opportunities/:id/reinstatement', on: { id: 'opp_retracted' }, cells: staff },
  { route: 'GET /moderation/people/:id', on: { id: 'per_person' }, cells: staff },
  { route: 'POST /moderation/people/:id/suspension', on: { id: 'per_person' }, cells: staff, body: because },
  { route: 'POST /moderation/people/:id/suspension/end', on: { id: 'per_person' }, cells: staff },
  { route: 'GET /moderation/programs/:id', on: { id: 'prg_public' }, cells: staff },
  { route: 'GET /moderation/programs/:id', on: { id: 'prg_unpublished' }, cells: nobodySignedIn },
  { route: 'POST /moderation/programs/:id/suspension', on: { id: 'prg_public' }, cells: staff, body: because },
  { route: 'POST /moderation/programs/:id/suspension/end', on: { id: 'prg_public' }, cells: staff },
]

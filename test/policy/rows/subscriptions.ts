import { anyoneSignedIn, members, nobody, of, type Row } from './row.ts'

const groupMembers = 's ---- -yy --'

/** By the token of a link, which a made-up one is not, and by who is signed in. */
export const subscriptionRows: Row[] = [
  ...of(
    nobody,
    'GET /subscriptions/:token',
    'POST /subscriptions/:token',
    'POST /subscriptions/:token/pause',
    'POST /subscriptions/:token/pause/end',
    'POST /subscriptions/:token/cadence',
    'GET /subscriptions/:token/preview',
    'GET /subscriptions/:token/preview.html',
    'GET /subscriptions/:token/mails',
    'GET /subscriptions/:token/mails/:period',
    'GET /subscriptions/:token/mails/:period/html',
    'GET /subscriptions/:token/confirmation',
    'POST /subscriptions/:token/confirmation',
    'GET /unsubscribe/:token',
    'POST /unsubscribe/:token',
  ),
  { route: 'GET /me/subscriptions', cells: anyoneSignedIn },
  { route: 'POST /me/subscriptions', cells: anyoneSignedIn, body: { kind: 'matches' } },
  { route: 'POST /me/subscriptions', cells: members, body: { kind: 'talent', subject: 'org_ours' } },
  { route: 'POST /me/subscriptions', cells: groupMembers, body: { kind: 'group', subject: 'grp_ours' } },
]

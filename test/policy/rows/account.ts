import { anyoneSignedIn, members, nobodySignedIn, of, type Row } from './row.ts'

export const account: Row[] = [
  ...of(
    anyoneSignedIn,
    'GET /me',
    'GET /me/keys',
    'GET /me/passkeys',
    'GET /me/opportunities',
    'GET /me/interests',
    'GET /opportunities/drafts',
    'GET /organizations/new',
    'POST /sign-out',
    'POST /me/sessions/end',
    'POST /me/passkeys/registration/options',
    'POST /me/passkeys/registration',
    'POST /me/passkeys/authentication/options',
    'POST /me/passkeys/authentication',
  ),
  { route: 'POST /me/name', cells: anyoneSignedIn, body: { name: 'Somebody' } },
  { route: 'POST /me/keys', cells: anyoneSignedIn, body: { name: 'A key' } },
  { route: 'POST /me/keys', cells: members, body: { name: 'A key', subject: 'org_ours' } },
  { route: 'POST /organizations/new', cells: anyoneSignedIn, body: { name: 'A new one' } },
  { route: 'POST /me/sessions/:id/end', on: { id: 'ses_member' }, cells: 's --y- --- --' },
  { route: 'POST /me/keys/:id/revocation', on: { id: 'key_own' }, cells: 's --y- --- --' },
  { route: 'POST /me/passkeys/:id/removal', on: { id: 'psk_none' }, cells: nobodySignedIn },
]

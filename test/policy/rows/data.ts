import { anyoneSignedIn, type Row } from './row.ts'

export const dataRows: Row[] = [
  { route: 'GET /me/data', cells: anyoneSignedIn },
  { route: 'GET /me/data/export.json', cells: anyoneSignedIn },
  { route: 'GET /me/data/export.csv', cells: anyoneSignedIn },
  { route: 'GET /me/data/erasure', cells: anyoneSignedIn },
  {
    route: 'POST /me/data/consents',
    cells: anyoneSignedIn,
    body: { purpose: 'organizations', allow: 'yes', words: '1' },
  },
  { route: 'POST /me/data/erasure', cells: anyoneSignedIn, body: { word: 'ERASE' } },
  { route: 'GET /erased', cells: 'y yyyy yyy yy' },
]

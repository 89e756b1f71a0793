export type Row = {
  route: string
  cells: string
  /** What the parts of the path stand for. */
  on?: Record<string, string>
  body?: Record<string, string>
}

export const everybody = 'y yyyy yyy yy'
/** A made-up token opens nothing, and an unknown page is there for nobody. */
export const nobody = '- ---- --- --'
export const anyoneSignedIn = 's yyyy yyy yy'
export const nobodySignedIn = 's ---- --- --'
export const staff = 's ---- --- yy'
export const adminsOnly = 's ---- --- -y'
export const insiders = 's --yy --- yy'
export const members = 's --yy --- --'

export const open = (...routes: string[]): Row[] => routes.map((route) => ({ route, cells: everybody }))
export const of = (cells: string, ...routes: string[]): Row[] => routes.map((route) => ({ route, cells }))

export type Cells = Record<'published' | 'closed' | 'expired' | 'retracted' | 'waiting' | 'draft', string>

export const inEachState = (cells: Cells, route: string, body?: Record<string, string>): Row[] =>
  Object.entries(cells).map(([state, each]) => ({ route, on: { id: `opp_${state}` }, cells: each, body }))

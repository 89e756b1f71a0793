import { type Cells, everybody, nobody, type Row } from './row.ts'

/** Each opportunity in each state, as everybody reads it. */
const readable: Cells = {
  published: everybody,
  closed: everybody,
  expired: everybody,
  retracted: everybody,
  waiting: nobody,
  draft: nobody,
}
export const opportunityPages = Object.entries(readable).flatMap(([state, cells]): Row[] => {
  const on = { id: `opp_${state}` }
  const shown = state === 'retracted' ? nobody : cells
  return [
    { route: 'GET /opportunities/:id', on, cells },
    { route: 'GET /opportunities/:id/application', on, cells: shown },
    { route: 'POST /opportunities/:id/views', on, cells: everybody },
    {
      route: 'POST /opportunities/:id/reports',
      on,
      cells: state === 'published' ? everybody : nobody,
      body: { reason: 'closed' },
    },
    // None of them is open with a deadline to come.
    { route: 'GET /opportunities/:id/deadline.ics', on, cells: nobody },
  ]
})

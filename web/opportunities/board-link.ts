import { paths } from '../../src/paths.ts'
import type { BoardView } from '../../src/search/schema.ts'

/** A search of the board, laid out as it is now. */
export const boardLink = (search: string, view: BoardView): string =>
  paths.board([search, view === 'table' && 'view=table'].filter(Boolean).join('&'))

import type { Server } from '../../src/cli/serve.ts'
import { storeSnapshot } from '../../src/search/storing.ts'
import { snapshots } from '../../src/search/table.ts'
import { type Board, contextOver, withD1 } from './database.ts'
import { median } from './measure.ts'
import { HOST, startReal } from './servers.ts'
import { client, type Measured } from './workerd.ts'

const STARTS = 3

/** CPU of a process that has answered nothing yet, in milliseconds: its first answer, then its first page of the board. */
type Start = { firstAnswerMs: number; firstPageMs: number }
export type Cold = { open: number; without: Start; stored: Start | null; starts: number }

/**
 * Starts the worker afresh a few times, then as often with the snapshot that cron stores of a board of this size; the
 * last one is kept for what else is measured.
 */
export async function coldStarts(board: Board): Promise<{ cold: Cold; last: Measured<Server> }> {
  const without = await start(board)
  const isStored = await withD1(board.stateDir, async (db) => {
    await storeSnapshot(contextOver(db))
    return (await db.$count(snapshots)) > 0
  })
  if (!isStored)
    return { cold: { open: board.open, without: without.middle, stored: null, starts: STARTS }, last: without.last }
  await without.last.server.close()
  const stored = await start(board)
  return {
    cold: { open: board.open, without: without.middle, stored: stored.middle, starts: STARTS },
    last: stored.last,
  }
}

async function start(board: Board): Promise<{ middle: Start; last: Measured<Server> }> {
  const tries: Start[] = []
  for (;;) {
    const started = await startReal(board.stateDir)
    tries.push(await firstAnswers(started))
    const middle = (one: keyof Start) => median(tries.map((times) => times[one]))
    if (tries.length === STARTS)
      return { middle: { firstAnswerMs: middle('firstAnswerMs'), firstPageMs: middle('firstPageMs') }, last: started }
    await started.server.close()
  }
}

async function firstAnswers({ server, cpu }: Measured<Server>): Promise<Start> {
  const { ask, close } = client(server.directUrl ?? '', HOST, 1)
  const spent = async (path: string) => {
    const before = cpu()
    await ask(path)
    return (cpu() - before) / 1000
  }
  const firstAnswerMs = await spent('/healthz')
  const firstPageMs = await spent('/')
  close()
  return { firstAnswerMs, firstPageMs }
}

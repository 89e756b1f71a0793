import type { Server } from '../../src/cli/serve.ts'
import type { Board } from './database.ts'
import { median } from './measure.ts'
import { HOST, startReal } from './servers.ts'
import { client, type Measured } from './workerd.ts'

const STARTS = 3

/** CPU of a process that has answered nothing yet, in milliseconds: its first answer, then its first page of the board. */
export type Cold = { open: number; firstAnswerMs: number; firstPageMs: number; starts: number }

/** Starts the worker afresh a few times; the last one is kept for what else is measured. */
export async function coldStarts(board: Board): Promise<{ cold: Cold; last: Measured<Server> }> {
  const tries: { firstAnswerMs: number; firstPageMs: number }[] = []
  for (;;) {
    const started = await startReal(board.stateDir)
    tries.push(await firstAnswers(started))
    if (tries.length === STARTS) {
      const middle = (one: keyof (typeof tries)[number]) => median(tries.map((times) => times[one]))
      const cold = { open: board.open, firstAnswerMs: middle('firstAnswerMs'), firstPageMs: middle('firstPageMs') }
      return { cold: { ...cold, starts: STARTS }, last: started }
    }
    await started.server.close()
  }
}

async function firstAnswers({ server, cpu }: Measured<Server>) {
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

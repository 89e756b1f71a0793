import { setTimeout as wait } from 'node:timers/promises'

const TRIES = 12
const PAUSE_MS = 250

/**
 * Starts a workerd, again for a few seconds where what is in its way passes: a killed one that still holds the port, or
 * another that is just making the same database.
 */
export async function startPatiently<T>(start: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start()
    } catch (error) {
      if (attempt === TRIES || !passes(error)) throw error
      await wait(PAUSE_MS)
    }
  }
}

function passes(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  if (error.code === 'ERR_ADDRESS_IN_USE') return true
  return error.code === 'ERR_RUNTIME_FAILURE' && /SQLITE_BUSY/.test(error.message)
}

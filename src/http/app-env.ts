import type { Ctx } from '../context.ts'

/** `json` is the body of a keyed write, read before its handler runs. */
export type AppEnv = { Variables: { ctx: Ctx; requestId: string; json?: unknown } }

import type { Ctx } from '../context.ts'

export type AppEnv = { Variables: { ctx: Ctx; requestId: string } }

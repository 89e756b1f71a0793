import { integer, text } from 'drizzle-orm/sqlite-core'

/** An instant in integer milliseconds since 1970, UTC. */
export const instant = (name: string) => integer(name)
/** A value kept as JSON text. */
export const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>()
export const flag = (name: string) => integer(name, { mode: 'boolean' })

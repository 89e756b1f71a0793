import { builtOf, type Statement } from '../../src/db/client.ts'

/** What a database begins with: statements that are written out once and used again for each world. */
export type Given = readonly { sql: string; params: unknown[] }[]

export const givenBy = (statements: readonly Statement[]): Given =>
  statements.map((statement) => {
    const { sql, params } = builtOf(statement).getQuery()
    return { sql, params }
  })

import type { D1Database, D1PreparedStatement, D1Result } from '@cloudflare/workers-types'

interface Wire {
  sql: string
  params: unknown[]
}

/** Runs statements as one batch; with `raw` only the first, answered as rows of values under a row of column names. */
export type Send = (body: { statements: Wire[]; raw?: true }) => Promise<never>

class Statement {
  readonly wire: Wire
  readonly #send: Send

  constructor(send: Send, wire: Wire) {
    this.#send = send
    this.wire = wire
  }

  bind(...values: unknown[]): Statement {
    return new Statement(this.#send, { ...this.wire, params: values.map(plain) })
  }

  async all<T>(): Promise<D1Result<T>> {
    const [result]: D1Result<T>[] = await this.#send({ statements: [this.wire] })
    if (!result) throw new Error('D1 gave no result')
    return result
  }

  run<T>(): Promise<D1Result<T>> {
    return this.all<T>()
  }

  async first(column?: string): Promise<unknown> {
    const row = (await this.all<Record<string, unknown>>()).results[0]
    if (!row || column === undefined) return row ?? null
    return row[column] ?? null
  }

  async raw(options?: { columnNames?: boolean }): Promise<unknown[][]> {
    const rows: unknown[][] = await this.#send({ statements: [this.wire], raw: true })
    return options?.columnNames ? rows : rows.slice(1)
  }
}

/** The part of D1's interface that works anywhere: `prepare` and `batch`. */
export function d1Over(send: Send): D1Database {
  const database = {
    prepare: (sql: string) => new Statement(send, { sql, params: [] }) as unknown as D1PreparedStatement,
    batch: (statements: unknown[]) =>
      send({ statements: statements.filter((it) => it instanceof Statement).map((it) => it.wire) }),
  }
  return database as unknown as D1Database
}

function plain(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return [...new Uint8Array(value)]
  if (ArrayBuffer.isView(value)) return [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)]
  if (['string', 'number', 'boolean'].includes(typeof value) || value === null) return value
  throw new TypeError(`D1 cannot bind ${typeof value}`)
}

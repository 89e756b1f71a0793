import LibSql, { type Database } from 'libsql'

type Statement = ReturnType<Database['prepare']>

const kept = new WeakMap<Database, Map<string, Statement>>()
const { prepare, exec, close } = LibSql.prototype

const keptOf = (database: Database) => {
  const known = kept.get(database) ?? new Map<string, Statement>()
  kept.set(database, known)
  return known
}

const NO_ROWS = new TypeError('This statement returns no rows')

/** What the client asks of a statement before each run does not change while the tables do not. */
function rememberingItsShape(statement: Statement): Statement {
  let columns: ReturnType<Statement['columns']> | undefined
  const ask = statement.columns.bind(statement)
  statement.columns = () => {
    columns ??= ask()
    return columns
  }
  if (!statement.reader)
    statement.raw = () => {
      throw NO_ROWS
    }
  return statement
}

/**
 * From now on each libSQL database of this process keeps its prepared statements until its tables change: the client
 * prepares anew for each run, which takes longer than most runs.
 */
LibSql.prototype.prepare = function (this: Database, sql: string) {
  const known = keptOf(this)
  if (/^\s*(create|alter|drop|attach|detach|pragma)\b/i.test(sql)) {
    known.clear()
    return prepare.call(this, sql)
  }
  const statement = known.get(sql) ?? rememberingItsShape(prepare.call(this, sql))
  known.set(sql, statement)
  return statement
} as Database['prepare']

LibSql.prototype.exec = function (this: Database, sql: string) {
  keptOf(this).clear()
  return exec.call(this, sql)
}

LibSql.prototype.close = function (this: Database) {
  kept.delete(this)
  return close.call(this)
}

/** Stands in the bundle for Drizzle's queries by relations (see wrangler.toml): rows are joined, and nothing is asked that way. */
class Unused {}
function unused(): never {
  throw new Error('Relations are not described')
}

export {
  Unused as Many,
  Unused as One,
  Unused as RelationalQueryBuilder,
  unused as createTableRelationsHelpers,
  unused as extractTablesRelationalConfig,
  unused as getOperators,
  unused as getOrderByOperators,
  unused as normalizeRelation,
}

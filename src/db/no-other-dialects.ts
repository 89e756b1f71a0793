/** Stands in the bundle for what Drizzle knows of PostgreSQL (see wrangler.toml): all our tables are SQLite's. */
export const isPgEnum = () => false
export class PrimaryKeyBuilder {}

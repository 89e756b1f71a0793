/** Stands in the bundle for what the feed library's XML package reads with (see wrangler.toml): feeds are only written. */
export default function unused(): never {
  throw new Error('XML is not read')
}

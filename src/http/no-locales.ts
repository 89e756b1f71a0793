/**
 * Stands in the bundle for zod's messages in fifty other languages (see wrangler.toml): they hang on the one object `z`,
 * so that no bundler can tell they are never asked for. English comes with the schemas themselves.
 */
export {}

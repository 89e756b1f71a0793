/**
 * Stands in the bundle for zod's ways to and from JSON Schema (see wrangler.toml): the API's document is made by its own
 * library, from the schemas themselves.
 */
function unused(): never {
  throw new Error('JSON Schema is not made here')
}

export {
  unused as createStandardJSONSchemaMethod,
  unused as createToJSONSchemaMethod,
  unused as extractDefs,
  unused as finalize,
  unused as fromJSONSchema,
  unused as handleUnrepresentable,
  unused as initializeContext,
  unused as processSchema,
}

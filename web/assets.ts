declare const ASSET_VERSION_OF_BUILD: string | undefined

/** The hash of the static files that were built with this code. */
export const ASSET_VERSION = typeof ASSET_VERSION_OF_BUILD === 'string' ? ASSET_VERSION_OF_BUILD : 'dev'

/** The address of a static file, with its hash: it may be kept for a year. */
export const asset = (file: string) => `/static/${file}?v=${ASSET_VERSION}`

declare const ASSET_VERSION: string | undefined

/** The address of a static file, with the hash of what was built: it may be kept for a year. */
export const asset = (file: string) => `/static/${file}?v=${typeof ASSET_VERSION === 'string' ? ASSET_VERSION : 'dev'}`

import { readFileSync } from 'node:fs'

const folder = new URL('../fixtures/imports/', import.meta.url)

/** An invented file in the shape of a source. */
export const sourceFile = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))

import { snippetMarks } from '../../src/search/schema.ts'

/** A snippet in pieces; every second one is what was found. */
export const snippetPieces = (snippet: string) =>
  snippet.split(snippetMarks.open).flatMap((piece) => piece.split(snippetMarks.close))

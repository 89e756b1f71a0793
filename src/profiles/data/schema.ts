import * as z from 'zod'
import { oneOf } from '../../fields.ts'
import { purposes, WORDS_VERSION } from '../schema.ts'

/** A press on a switch, and which words stood beside it. */
export const ConsentForm = z.strictObject({
  purpose: oneOf(purposes),
  allow: oneOf(['yes', 'no']),
  words: z.literal(String(WORDS_VERSION), 'The words have changed since you opened the page: read them again'),
})

export const ERASING_WORD = 'ERASE'
export const ErasureForm = z.strictObject({
  word: z
    .string()
    .default('')
    .transform((text) => text.trim().toUpperCase())
    .pipe(z.literal(ERASING_WORD, `Type the word ${ERASING_WORD}, or nothing is erased`)),
})

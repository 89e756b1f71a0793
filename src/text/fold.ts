const ASCII = /^[\x20-\x7e\n]*$/

/** Text as compared: accents, case, punctuation and spacing do not count. */
export const fold = (text: string) =>
  // Most texts have nothing to take apart, and asking costs a tenth of it.
  ASCII.test(text)
    ? text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim()
    : text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()

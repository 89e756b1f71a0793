/** After these words "you" is the one it is done to. */
const OBJECT = /\b(suits|fits) you\b/g

/** What matching says to a person, said of them: "Data analysis in part: they are learning it". */
export const inThirdPerson = (sentence: string): string =>
  sentence
    .replace(OBJECT, '$1 them')
    .replace(/\byours\b/g, 'theirs')
    .replace(/\byour\b/g, 'their')
    .replace(/\bYour\b/g, 'Their')
    .replace(/\byou\b/g, 'they')
    .replace(/\bYou\b/g, 'They')

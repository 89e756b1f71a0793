import type { Random } from './random.ts'

/** Stands in about 70 % of bodies: a full-text search with very many hits. */
export const COMMON_WORD = 'evidence'
const COMMON_SHARE = 0.7

const firsts = 'Amber Alder Birch Cobalt Copper Coral Cinder Delta Ember Fallow Granite Hazel Indigo Jasper Linden'
const seconds = 'Bridge Canal Compass Cove Field Ferry Gate Grove Harbour Hill Ledge Meadow Orchard Pier Ridge River'
const bodies = 'Institute Lab Collective Group Forum Foundation Centre Observatory Workshop Network Studio Society'
const syllables = 'an bel cor dav el fin gal hes io jun kel lor mar nev ol pel quin ros sel tam ul ven wes xan yor zel'
const list = (words: string) => words.split(' ')
const names = { firsts: list(firsts), seconds: list(seconds), bodies: list(bodies), syllables: list(syllables) }

export const organizationName = (random: Random) =>
  [names.firsts, names.seconds, names.bodies].map((words) => random.pick(words)).join(' ')

function word(random: Random): string {
  const text = Array.from({ length: random.whole(2, 3) }, () => random.pick(names.syllables)).join('')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Made of syllables, so that it is nobody's. */
export const personName = (random: Random) => `${word(random)} ${word(random)}`

const teams = [
  'three researchers',
  'a small team',
  'two engineers and a lawyer',
  'six volunteers',
  'a group of doctoral students',
]
const products = [
  'a public report',
  'a data set',
  'a course of eight evenings',
  'a test suite',
  'a briefing',
  'a handbook',
  'a tool',
]
const readers = ['regulators', 'laboratories', 'teachers', 'journalists', 'students', 'grantmakers', 'city councils']
const habits = [
  'a short call on Mondays',
  'written updates on Fridays',
  'one shared notebook',
  'a review every second week',
]
const offers = [
  'a mentor',
  'travel money',
  'a share of our cluster',
  'a desk',
  'a library card',
  'two weeks to settle in',
]
const steps = ['a page about yourself', 'a link to something you made', 'two sample questions', 'a draft of 500 words']

const sentences: readonly ((random: Random, topic: string) => string)[] = [
  (r, topic) => `You would work on ${topic} with ${r.pick(teams)} and finish with ${r.pick(products)}.`,
  (r, topic) => `Last year ${r.pick(teams)} spent ${r.whole(2, 11)} months on ${topic}; you would take it further.`,
  (r) => `The result is ${r.pick(products)} that ${r.pick(readers)} have asked for.`,
  (r) => `We keep in touch by ${r.pick(habits)} and otherwise leave each other alone.`,
  (r) =>
    `You get ${r.pick(offers)} and ${r.pick(offers)}; most of us work from ${r.pick(['home', 'the office', 'two places'])}.`,
  (r, topic) => `If ${topic} is new to you, ${r.whole(2, 8)} weeks of reading are part of the plan.`,
  (r) => `To apply, send ${r.pick(steps)}; we answer within ${r.whole(5, 30)} days.`,
  (r) => `About ${r.whole(10, 400)} people apply each time and we talk to ${r.whole(5, 25)} of them.`,
  (r) => `The person before you now advises ${r.pick(readers)} and is glad to be asked what the work was like.`,
  (r, topic) => `Half of the time goes into ${topic}, the rest into explaining it to ${r.pick(readers)}.`,
]

const common = [
  `We ask for ${COMMON_WORD} before opinions and change plans when it arrives.`,
  `Every claim we publish stands beside its ${COMMON_WORD}.`,
  `Good ${COMMON_WORD} against our own view is the best thing you can bring.`,
]

/** Safe HTML: nothing in it comes from outside this file and the taxonomy. */
export function bodyHtml(random: Random, topics: readonly string[]): string {
  const told = random.several(sentences, 5, 9).map((sentence) => sentence(random, random.pick(topics)))
  if (random.chance(COMMON_SHARE)) told.push(random.pick(common))
  const half = Math.ceil(told.length / 2)
  const asked = topics.map((topic) => `<li>${topic}</li>`).join('')
  return `<p>${told.slice(0, half).join(' ')}</p><ul>${asked}</ul><p>${told.slice(half).join(' ')}</p>`
}

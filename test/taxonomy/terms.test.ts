import { expect, test } from 'vitest'
import { audiences } from '../../src/taxonomy/audiences.ts'
import {
  findProfessions,
  findSkills,
  professionById,
  professions,
  type Side,
  skillById,
  skills,
} from '../../src/taxonomy/terms.ts'

const terms = [...professions, ...skills]
const namesOf = (side: Side) => professions.filter((term) => term.side === side).map((term) => term.name)

test('nine technical and seven non-technical professions, four on both sides', () => {
  expect(namesOf('technical')).toHaveLength(9)
  expect(namesOf('non_technical')).toHaveLength(7)
  const both = namesOf('technical').filter((name) => namesOf('non_technical').includes(name))
  expect(both.sort()).toEqual(['Entrepreneurship', 'Management', 'Recruiting', 'Research'])
})

test.each([
  'Mentorship',
  'Ambassador / advocate',
  'Machine-learning recruitment',
  'AI safety curriculum design',
  'Research dissemination',
  'Career coaching',
  'Writing',
  'Presenting',
  'Networking',
  'Social skills',
  'Teaching skills',
])('technical skill: %s', (name) => {
  expect(findSkills(name, 'technical').map((skill) => skill.name)).toEqual([name])
})

test.each([
  'Search engine optimisation (SEO)',
  'Research lab management',
  'Commercial innovation',
  'Surveying',
  'Therapy',
  'Project management',
  'Job description creation',
  'Facilitation',
  'Design',
])('non-technical skill: %s', (name) => {
  expect(findSkills(name, 'non_technical').map((skill) => skill.name)).toEqual([name])
})

test('between 80 and 120 terms, each with its own id and its own name within a side', () => {
  expect(terms.length).toBeGreaterThanOrEqual(80)
  expect(terms.length).toBeLessThanOrEqual(120)
  expect(new Set(terms.map((term) => term.id)).size).toBe(terms.length)
  expect(new Set(terms.map((term) => `${term.name.toLowerCase()} ${term.side}`)).size).toBe(terms.length)
  expect(professionById.size + skillById.size).toBe(terms.length)
  for (const term of terms) expect(term.id).toMatch(/^[a-z]+(_[a-z]+)*$/)
})

test('a broader skill exists on the same side, and the way up ends', () => {
  for (const skill of skills) {
    const passed = new Set([skill.id])
    for (let up = skill.broader; up !== null; up = skillById.get(up)?.broader ?? null) {
      expect(skillById.get(up)?.side, `${up}, broader than ${skill.id}`).toBe(skill.side)
      expect(passed.has(up), `${skill.id} runs in a circle`).toBe(false)
      passed.add(up)
    }
  }
})

test('every id, name and alias finds its own term and no other of that side', () => {
  for (const skill of skills)
    for (const text of [skill.id, skill.name, ...skill.aliases])
      expect(findSkills(text, skill.side), `${text} of ${skill.id}`).toEqual([skill])
  for (const profession of professions)
    for (const text of [profession.id, profession.name, ...profession.aliases])
      expect(findProfessions(text, profession.side), `${text} of ${profession.id}`).toEqual([profession])
})

test('every term is defined in one line, and every skill says what it does for the field', () => {
  for (const term of terms) expect(term.definition).toMatch(/^[A-Z][^\n]{20,130}\.$/)
  for (const skill of skills) expect(skill.effect.example).toMatch(/^[A-Z][^\n]{20,130}\.$/)
  expect(new Set(skills.map((skill) => skill.effect.on))).toEqual(
    new Set(['contributors', 'contributions', 'coordination']),
  )
})

test('case, accents, hyphens and "&" do not count', () => {
  expect(findSkills('  MECHANISTIC-interpretability ')).toEqual([skillById.get('mechanistic_interpretability')])
  expect(findSkills('Finance & Accounting')).toEqual([skillById.get('finance')])
  expect(findProfessions('Opérations')).toEqual([professionById.get('operations')])
})

test('a name on both sides finds both until a side is given', () => {
  expect(findSkills('writing').map((skill) => skill.id)).toEqual(['writing', 'writing_non_technical'])
  expect(findSkills('writing', 'non_technical').map((skill) => skill.id)).toEqual(['writing_non_technical'])
  expect(findProfessions('Research').map((term) => term.side)).toEqual(['technical', 'non_technical'])
})

test('only whole terms are found', () => {
  expect(findSkills('writ')).toEqual([])
  expect(findSkills('')).toEqual([])
  expect(findProfessions('operations and research')).toEqual([])
})

test('audiences have ids of their own', () => {
  expect(new Set(audiences.map((audience) => audience.id)).size).toBe(audiences.length)
})

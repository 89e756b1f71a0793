import type { Issue } from '../errors.ts'
import { bytes } from '../fields.ts'
import { type Answers, answerKeys, type Question } from './schema.ts'

const TEXT_BYTES = 4_000
const words = bytes(TEXT_BYTES)

type Read = { answers: Answers; issues: Issue[] }
type Given = { value: string | number } | { fault: string }

/** What was typed, by the name of its field; every question may be left empty, but not all of them. */
export function readAnswers(questions: readonly Question[], typed: Readonly<Record<string, string>>): Read {
  const read: Read = { answers: {}, issues: [] }
  const keys = new Set(questions.flatMap(answerKeys))
  for (const name of Object.keys(typed))
    if (!keys.has(name)) read.issues.push({ path: '', message: 'This page has changed: load it again' })
  for (const question of questions) readQuestion(question, typed, read)
  if (!read.issues.length && !Object.keys(read.answers).length)
    read.issues.push({ path: questions.flatMap(answerKeys)[0] ?? '', message: 'Answer at least one question' })
  return read
}

function readQuestion(question: Question, typed: Readonly<Record<string, string>>, read: Read): void {
  const keys = answerKeys(question)
  const texts = keys.map((key) => (typed[key] ?? '').trim())
  for (const [i, key] of keys.entries()) {
    if (!texts[i]) {
      if (texts.some(Boolean)) read.issues.push({ path: key, message: 'Give both, or leave both empty' })
      continue
    }
    const given = readOne(question, texts[i])
    if ('fault' in given) read.issues.push({ path: key, message: given.fault })
    else read.answers[key] = given.value
  }
}

function readOne(question: Question, text: string): Given {
  switch (question.kind) {
    case 'scale':
      return whole(text, 10, 'Choose from 0 to 10')
    case 'chance':
    case 'chances':
      return whole(text.replace(/\s*%$/, ''), 100, 'Give a whole number from 0 to 100')
    case 'number':
      return figure(text, question)
    case 'choice':
      return question.options.some(({ value }) => value === text) ? { value: text } : { fault: 'Choose one of them' }
    case 'text': {
      const parsed = words.safeParse(text.replaceAll('\r\n', '\n'))
      return parsed.success ? { value: parsed.data } : { fault: parsed.error.issues[0]?.message ?? 'Give text' }
    }
  }
}

const whole = (text: string, most: number, fault: string): Given =>
  /^\d{1,3}$/.test(text) && Number(text) <= most ? { value: Number(text) } : { fault }

/** With a comma or a point, and at most one place behind it. */
function figure(text: string, { min, max }: { min: number; max: number }): Given {
  const value = Number(text.replace(',', '.').replace('−', '-'))
  const isOne = /^[-−]?\d{1,6}([.,]\d)?$/.test(text) && value >= min && value <= max
  return isOne ? { value } : { fault: `Give a number from ${min} to ${max}, such as 2 or 1.5` }
}

import { mean, median } from '../statistics/averages.ts'
import { type PointsDifference, pointsDifference } from '../statistics/differences.ts'
import { nps } from '../statistics/promoters.ts'
import type { Answers, Question } from './schema.ts'

/** What the answers to one question come to; `count` gave one, of all who were asked. */
export type Result = { key: string; text: string; count: number } & (
  | { kind: 'scale'; counts: number[]; mean: number | null; low: string; high: string }
  /** The one question that a net promoter score is of; its mean is told apart and called a mean. */
  | { kind: 'recommend'; counts: number[]; mean: number | null; nps: number | null; low: string; high: string }
  | { kind: 'chance'; mean: number | null; median: number | null }
  | { kind: 'chances'; first: PartMean; second: PartMean; difference: PointsDifference | null }
  | {
      kind: 'number'
      unit: string
      mean: number | null
      median: number | null
      least: number | null
      most: number | null
    }
  | { kind: 'choice'; options: { value: string; label: string; count: number }[] }
  | { kind: 'text'; texts: string[] }
)
type PartMean = { label: string; mean: number | null }
const SCALE = Array.from({ length: 11 }, (_, value) => value)

/** The answers of a survey, question by question. Who left one out is not in its figures, and stays in the base. */
export const resultsOf = (questions: readonly Question[], all: readonly Answers[]): Result[] =>
  questions.map((question) => resultOf(question, all))

function resultOf(question: Question, all: readonly Answers[]): Result {
  const { key, text } = question
  switch (question.kind) {
    case 'scale': {
      const values = numbers(all, key)
      const counts = SCALE.map((value) => values.filter((given) => given === value).length)
      const { low, high } = question
      const shared = { key, text, count: values.length, counts, mean: mean(values), low, high }
      return key === 'recommend' ? { ...shared, kind: 'recommend', nps: nps(values) } : { ...shared, kind: 'scale' }
    }
    case 'chance': {
      const values = numbers(all, key)
      return { key, text, kind: 'chance', count: values.length, mean: mean(values), median: median(values) }
    }
    case 'chances': {
      const { first, second } = question
      const pairs = all.flatMap((answers): [number, number][] => {
        const [a, b] = [answers[first.key], answers[second.key]]
        return typeof a === 'number' && typeof b === 'number' ? [[a, b]] : []
      })
      return {
        ...{ key, text, kind: 'chances', count: pairs.length, difference: pointsDifference(pairs) },
        first: { label: first.label, mean: mean(pairs.map(([a]) => a)) },
        second: { label: second.label, mean: mean(pairs.map(([, b]) => b)) },
      }
    }
    case 'number': {
      const values = numbers(all, key).sort((a, b) => a - b)
      const figures = {
        mean: mean(values),
        median: median(values),
        least: values[0] ?? null,
        most: values.at(-1) ?? null,
      }
      return { key, text, kind: 'number', unit: question.unit, count: values.length, ...figures }
    }
    case 'choice': {
      const given = words(all, key)
      const options = question.options.map(({ value, label }) => ({
        ...{ value, label },
        count: given.filter((one) => one === value).length,
      }))
      return { key, text, kind: 'choice', count: given.length, options }
    }
    case 'text': {
      const texts = words(all, key)
      return { key, text, kind: 'text', count: texts.length, texts }
    }
  }
}

const numbers = (all: readonly Answers[], key: string) =>
  all.map((answers) => answers[key]).filter((value) => typeof value === 'number')
const words = (all: readonly Answers[], key: string) =>
  all.map((answers) => answers[key]).filter((value) => typeof value === 'string')

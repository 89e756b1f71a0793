import type { cohortRoles } from '../programs/schema.ts'

/** A question as it stands in a survey. Its keys are those of the answers, and stay the same over all surveys. */
export type Question =
  | { key: string; kind: 'scale'; text: string; low: string; high: string }
  | { key: string; kind: 'chance'; text: string }
  /** Two answers of one question, the first the one that the other is compared with. */
  | { key: string; kind: 'chances'; text: string; first: Part; second: Part }
  | { key: string; kind: 'number'; text: string; unit: string; min: number; max: number }
  | { key: string; kind: 'choice'; text: string; options: readonly { value: string; label: string }[] }
  | { key: string; kind: 'text'; text: string }
type Part = { key: string; label: string }

/** By the key of a question, or of a part of one. */
export type Answers = Record<string, string | number>

const worth = [
  { value: 'yes', label: 'Yes' },
  { value: 'changed', label: 'Only under changed conditions' },
  { value: 'no', label: 'No' },
] as const

/** The questions there are, with `{program}` for its name. Before / after and with / without are asked apart. */
const standard = {
  recommend: {
    kind: 'scale',
    text: 'How likely are you to recommend {program} to a friend or colleague?',
    low: 'not at all',
    high: 'extremely likely',
  },
  career_now: { kind: 'chance', text: 'How likely is it that you will work on AI safety?' },
  career_change: {
    kind: 'chances',
    text: 'How likely did you think it was that you would work on AI safety, before and after?',
    first: { key: 'career_before', label: 'Before {program}' },
    second: { key: 'career_after', label: 'After it' },
  },
  career_effect: {
    kind: 'chances',
    text: 'How likely is it that you will work on AI safety, in a world without {program} and in this one?',
    first: { key: 'career_without', label: 'Had there been no {program}' },
    second: { key: 'career_with', label: 'As it is, with it' },
  },
  months_saved: {
    kind: 'number',
    text: 'How many months did {program} save you, against a world without it?',
    unit: 'months; with a minus where it cost you time',
    min: -120,
    max: 120,
  },
  hours: { kind: 'number', text: 'How many hours did you put in, all together?', unit: 'hours', min: 0, max: 10_000 },
  worth_time: { kind: 'choice', text: 'Was {program} worth your time?', options: worth },
  go_on: { kind: 'choice', text: 'Would you go on as a mentor?', options: worth },
  best: { kind: 'text', text: 'What helped you most?' },
  change: { kind: 'text', text: 'What should change?' },
  expect: { kind: 'text', text: 'What do you hope to take away?' },
} as const
export type StandardKey = keyof typeof standard

/** When it is asked. */
export const surveyKinds = ['pre', 'post', 'follow_up'] as const
type SurveyKind = (typeof surveyKinds)[number]

type Template = {
  name: string
  /** What the survey is called where nobody calls it otherwise. */
  title: string
  kind: SurveyKind
  role: (typeof cohortRoles)[number]
  questions: readonly StandardKey[]
}

/** Mentors and those they mentor are asked apart. */
export const templates = {
  program_pre: {
    name: 'Program: before it begins',
    title: 'Before {program} begins',
    kind: 'pre',
    role: 'participant',
    questions: ['career_now', 'expect'],
  },
  program_post: {
    name: 'Program: at its end',
    title: 'How was {program}?',
    kind: 'post',
    role: 'participant',
    questions: ['recommend', 'career_change', 'career_effect', 'months_saved', 'hours', 'worth_time', 'best', 'change'],
  },
  program_follow_up: {
    name: 'Program: months later',
    title: 'Some months after {program}',
    kind: 'follow_up',
    role: 'participant',
    questions: ['recommend', 'career_effect', 'months_saved', 'worth_time', 'change'],
  },
  hackathon_post: {
    name: 'Hackathon: at its end',
    title: 'How was {program}?',
    kind: 'post',
    role: 'participant',
    questions: ['recommend', 'career_change', 'career_effect', 'hours', 'worth_time', 'change'],
  },
  hackathon_follow_up: {
    name: 'Hackathon: months later',
    title: 'Some months after {program}',
    kind: 'follow_up',
    role: 'participant',
    questions: ['career_effect', 'months_saved', 'worth_time'],
  },
  mentees_post: {
    name: 'Mentoring: those who were mentored',
    title: 'How was {program} for you?',
    kind: 'post',
    role: 'participant',
    questions: ['recommend', 'career_change', 'career_effect', 'months_saved', 'hours', 'worth_time', 'change'],
  },
  mentors_post: {
    name: 'Mentoring: the mentors',
    title: 'How was it to mentor in {program}?',
    kind: 'post',
    role: 'mentor',
    questions: ['recommend', 'hours', 'worth_time', 'go_on', 'best', 'change'],
  },
} as const satisfies Record<string, Template>
export type TemplateKey = keyof typeof templates
export const templateKeys = Object.keys(templates) as [TemplateKey, ...TemplateKey[]]

/** A group's own questions beside the standard ones, and how many there may be in all: under two minutes. */
export const MOST_OWN = 3
export const MOST_QUESTIONS = 10
export const ownKinds = ['text', 'scale'] as const
export type OwnQuestion = { text: string; kind: (typeof ownKinds)[number] }

/** A standard question in the words of one program. */
export function standardQuestion(key: StandardKey, program: string): Question {
  const filled = JSON.parse(JSON.stringify(standard[key]), (_, value) =>
    typeof value === 'string' ? value.replaceAll('{program}', program) : value,
  )
  return { key, ...filled }
}

export const ownQuestion = ({ text, kind }: OwnQuestion, i: number): Question =>
  kind === 'text'
    ? { key: `own_${i + 1}`, kind, text }
    : { key: `own_${i + 1}`, kind, text, low: 'not at all', high: 'fully' }

/** The keys under which a question's answers are kept. */
export const answerKeys = (question: Question): string[] =>
  question.kind === 'chances' ? [question.first.key, question.second.key] : [question.key]

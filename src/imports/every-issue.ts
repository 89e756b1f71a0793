import type { Issue } from '../errors.ts'
import { OpportunityInput } from '../opportunities/schema.ts'
import { quoted } from './quoting.ts'

type Content = Readonly<Record<string, unknown>>
type ZodIssue = {
  code?: string
  path: PropertyKey[]
  message: string
  values?: readonly unknown[]
  errors?: readonly (readonly ZodIssue[])[]
}

/** What takes the place of a value that is wrong, so that what depends on others is judged too. */
const standIns: Readonly<Record<string, unknown>> = {
  kind: 'role',
  title: 'Title',
  'commitment.hoursMin': 0,
  'commitment.hoursMax': 168,
  'commitment.per': 'week',
  'commitment.labels': ['full_time'],
  'pay.kind': 'unknown',
}

/**
 * Everything that keeps an opportunity out. The schema compares fields only once each is right for itself. `given` are
 * values as their source wrote them, by field.
 */
export function everyIssue(content: Content, given: Content = {}): Issue[] {
  const found = new Map<string, Issue>()
  for (let left = content; ; ) {
    const read = OpportunityInput.safeParse(left)
    const fresh = issuesIn(read.error?.issues ?? [], left, given).filter(({ path }) => !found.has(path))
    if (!fresh.length) return [...found.values()]
    for (const issue of fresh) found.set(issue.path, issue)
    left = fresh.reduce<Content>((some, { path }) => withStandIn(some, path), left)
  }
}

/** Of a choice, the issues of what was chosen: the alternatives whose `basis` is another one say nothing. */
export function issuesIn(issues: readonly ZodIssue[], content: unknown, given: Content = {}, before = ''): Issue[] {
  return issues.flatMap((issue) => {
    const { code, path, message, errors = [] } = issue
    const whole = [before, ...path.map(String)].filter(Boolean).join('.')
    const chosen = code === 'invalid_union' && errors.find((some) => some.every((one) => one.path[0] !== 'basis'))
    if (chosen) return issuesIn(chosen, content, given, whole)
    return [{ path: whole, message: withValue(message, given[whole] ?? valueAt(content, whole), issue) }]
  })
}

function withValue(message: string, value: unknown, { code, values }: ZodIssue): string {
  if (value === undefined || value === null || value === '') return message
  if (code === 'invalid_value' && values) return `${quoted(value)} is not one of ${values.join(', ')}`
  return `${message} (given: ${quoted(value)})`
}

const valueAt = (whole: unknown, path: string): unknown =>
  path.split('.').reduce((value, key) => (value === null ? value : (value as Content | undefined)?.[key]), whole)

/** Only parts of an object are replaced one by one; a list goes as a whole. */
function withStandIn(content: Content, path: string): Content {
  const [field = '', part = ''] = path.split('.')
  const key = `${field}.${part}`
  const whole = content[field]
  const isObject = typeof whole === 'object' && whole !== null && !Array.isArray(whole)
  if (!part || !isObject) return { ...content, [field]: standIns[field] }
  return { ...content, [field]: { ...whole, [part]: standIns[key] } }
}

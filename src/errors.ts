export type Issue = { path: string; message: string }

/** An answer other than success, in words for the person who asked. Everything else thrown is a fault of ours. */
export class AppError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429
  readonly code: string
  readonly issues: Issue[]

  constructor(status: AppError['status'], code: string, message: string, issues: Issue[] = []) {
    super(message)
    this.status = status
    this.code = code
    this.issues = issues
  }
}

export const notFound = (what: string) => new AppError(404, 'not_found', `${what} not found`)
export const signInFirst = () => new AppError(401, 'unauthenticated', 'Sign in first')
export const forbidden = () => new AppError(403, 'forbidden', 'You may not do that')
export const conflict = (message: string) => new AppError(409, 'conflict', message)
export const tooMany = (message: string) => new AppError(429, 'too_many', message)
export const tooLarge = (message: string) => new AppError(413, 'too_large', message)
export const unsupported = (message: string) => new AppError(415, 'unsupported', message)
export const malformed = (message: string) => new AppError(400, 'malformed', message)
export const invalid = (issues: Issue[]) =>
  new AppError(422, 'invalid', issues.map((issue) => `${issue.path}: ${issue.message}`).join('; '), issues)

/** Of unknown keys in one place so many are named: more are a mistake of another kind. */
const MOST_KEYS = 20

export const unknownKey = (key: string) => `\`${key.slice(0, 40)}\` is not known here; correct its name or leave it out`

type ZodFailure = { issues: readonly { path: PropertyKey[]; message: string; code?: string; keys?: string[] }[] }

/**
 * The issues of a zod failure, each with a dotted path such as `commitment.hoursMax`; an unknown key is one itself, in
 * words of its own.
 */
export function issuesOf({ issues }: ZodFailure, sayUnknown: (key: string, at: PropertyKey[]) => string = unknownKey) {
  return issues.flatMap(({ path, message, keys }): Issue[] => {
    const dotted = (...more: string[]) => [...path.map(String), ...more].join('.')
    if (!keys) return [{ path: dotted(), message }]
    return keys.slice(0, MOST_KEYS).map((key) => ({ path: dotted(key), message: sayUnknown(key, path) }))
  })
}

/** Refuses what a policy does not allow; what the actor may not even see is answered with `notFound` before. */
export function authorize(allowed: boolean): void {
  if (!allowed) throw forbidden()
}

import * as z from 'zod'
import { invalid, issuesOf, unknownKey } from '../errors.ts'
import { Profile } from '../profiles/schema.ts'
import { distance } from '../text/nearest.ts'

const keysOf = (schema: z.ZodType, at = ''): string[] => {
  const inner = schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault ? schema.unwrap() : schema
  if (inner instanceof z.ZodArray) return keysOf(inner.element as z.ZodType, `${at}[]`)
  if (!(inner instanceof z.ZodObject)) return []
  const dot = at && `${at}.`
  return Object.entries(inner.shape).flatMap(([key, value]) => [dot + key, ...keysOf(value as z.ZodType, dot + key)])
}

/** Every field of a profile by its place, those nearest the top first: `skills`, `skills[].id`, `availability.hours`. */
const fields = keysOf(Profile).sort((a, b) => depth(a) - depth(b))
function depth(field: string): number {
  return field.split('.').length
}

const nameOf = (field: string) => field.split('.').at(-1) ?? field
const key = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '')
const mostChanges = (name: string) => (name.length < 4 ? 0 : name.length <= 6 ? 1 : 2)

/** The field that a name was meant for: the same in another place, then its beginning (`visa`), then one misspelt. */
function fieldMeant(given: string): string | undefined {
  const name = key(given)
  const among = (near: (known: string) => boolean) => fields.find((field) => near(key(nameOf(field))))
  return (
    among((known) => known === name) ??
    among((known) => name.length > 2 && (known.startsWith(name) || name.startsWith(known))) ??
    among((known) => distance(name, known) <= mostChanges(name))
  )
}

/** "`hours` belongs in `availability.hours`", seen from the profile; elsewhere the place is told in full. */
function placeOf(given: string, path: readonly PropertyKey[]): string {
  const field = fieldMeant(given)
  if (!field) return unknownKey(given)
  const place = path.length === 1 ? field : `profile.${field}`
  return nameOf(field) === given ? `\`${given}\` belongs in \`${place}\`` : `\`${given}\` is not known, \`${place}\` is`
}

const inWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type' && issue.expected === 'object') return 'Give an object; it may be empty'
  return undefined
}

/** Reads a body as a schema wants it. What cannot be taken is told in words that name the key and where it belongs. */
export function readInWords<T>(schema: z.ZodType<T>, given: unknown): T {
  const read = schema.safeParse(given, { error: inWords })
  if (!read.success) throw invalid(issuesOf(read.error, placeOf))
  return read.data
}

import { endOfDay } from '../../calendar.ts'
import { type Commitment, unknownCommitment } from '../../commitment.ts'
import type { Issue } from '../../errors.ts'
import { renderMarkdown } from '../../text/html.ts'
import { kinds, OpportunityInput, type Typed } from '../schema.ts'
import { readAmount, readCount, readCurrency, type Understood } from './amounts.ts'
import { contraryAsks } from './asked-skills.ts'
import { findDay } from './days.ts'
import { readTime } from './hours.ts'
import { readLink } from './links.ts'
import { readPlaces } from './places.ts'
import { asksValidation, type FieldName, type ListField, listIn, type TextField, textIn } from './schema.ts'
import { readAudiences, readLanguages, readRemoteRegions, readSkills } from './terms.ts'

export type ReadPosting = { input: OpportunityInput } | { issues: Issue[] }

/** Whether the form states an opportunity: what it says, or each field that must change and how. */
export function readPosting(typed: Typed): ReadPosting {
  const issues: Issue[] = []
  const content = contentOf(typed, issues)
  if (!kinds.some((kind) => kind === content.kind)) note(issues, 'kind', 'Choose what it is')
  const read = OpportunityInput.safeParse(content)
  for (const { path, message } of read.error?.issues ?? []) note(issues, fieldOf(path), message)
  issues.push(...missing(typed, content).filter(({ path }) => !issues.some((issue) => issue.path === path)))
  return read.success && !issues.length ? { input: read.data } : { issues }
}

/** What is wrong with a deadline that has passed, unless it is the one that stands there already. */
export function passedDeadline(
  { now }: { now: number },
  { closesOn, zone }: OpportunityInput,
  known: string | null = null,
): Issue[] {
  if (!closesOn || closesOn === known || endOfDay(closesOn, zone) > now) return []
  return [{ path: 'closesOn', message: 'Give a deadline that is still to come, or leave it empty' }]
}

/** The first word on a field counts. */
function note(issues: Issue[], path: FieldName, message: string): void {
  if (!issues.some((issue) => issue.path === path)) issues.push({ path, message })
}

/** Who says where remote work may be done from says that it may be. */
const whereRemote = (remoteFrom: readonly string[], places: readonly unknown[]) =>
  remoteFrom.length ? (places.length ? 'hybrid' : 'remote') : null

type Content = ReturnType<typeof contentOf>

function contentOf(typed: Typed, issues: Issue[]) {
  const text = (name: TextField) => textIn(typed, name)
  const list = (name: ListField) => listIn(typed, name)
  const take = <T>(name: FieldName, read: Understood<T>, otherwise: T): T => {
    if ('value' in read) return read.value
    note(issues, name, read.problem)
    return otherwise
  }
  const day = (name: TextField) => take(name, readDay(text(name)), null)
  const where = take('places', readPlaces(text('places')), { places: [], workplace: null, remoteRegions: [] })
  const remoteFrom = take('remoteRegions', readRemoteRegions(text('remoteRegions')), [])
  const must = take('must', readSkills(list('must')), [])
  const nice = take('nice', readSkills(list('nice')), [])
  for (const [field, message] of contraryAsks(must, nice)) note(issues, field, message)
  return {
    kind: text('kind'),
    title: text('title'),
    summary: text('summary'),
    bodyHtml: text('body') && renderMarkdown(text('body')),
    applyUrl: take('applyUrl', readLink(text('applyUrl')), null),
    workGroups: list('workGroups'),
    sides: list('sides'),
    professions: list('professions'),
    skills: [
      ...must.map((id) => ({ id, must: true })),
      ...nice.filter((id) => !must.includes(id)).map((id) => ({ id, must: false })),
    ],
    teaches: take('teaches', readSkills(list('teaches')), []),
    audiences: take('audiences', readAudiences(list('audiences'), text('otherAudiences')), []),
    languages: take('languages', readLanguages(text('languages')), []),
    commitment: take('commitment', readCommitment(text('commitment'), text('kind')), unknownCommitment),
    startsOn: day('startsOn'),
    workplace: text('workplace') || where.workplace || whereRemote(remoteFrom, where.places),
    places: where.places,
    remoteRegions: [...new Set([...remoteFrom, ...where.remoteRegions])],
    zoneFence: text('zoneFence') || null,
    opensOn: day('opensOn'),
    closesOn: day('closesOn'),
    zone: readZone(text('zone')),
    rolling: text('rolling') !== '',
    approximate: text('approximate') !== '',
    pay: readPay(text, take),
    relocation: text('relocation') || 'unknown',
    visa: text('visa') || 'unknown',
    level: text('level') || null,
    degree: text('degree') || null,
    seats: take('seats', readCount(text('seats')), null),
    validation: text('validation') || null,
  }
}

function readDay(text: string): Understood<string | null> {
  const day = text ? findDay(text, null) : null
  return text && !day ? { problem: 'Give a day that exists, such as 2027-03-15' } : { value: day }
}

function readCommitment(text: string, kind: string): Understood<Commitment> {
  const read = readTime(text, kind)
  return 'problem' in read ? read : { value: read.commitment }
}

const readZone = (text: string) => (/^(anywhere( on earth)?|aoe)$/i.test(text) ? null : text || null)

function readPay(
  text: (name: TextField) => string,
  take: <T>(name: FieldName, read: Understood<T>, otherwise: T) => T,
) {
  const min = take('payMin', readAmount(text('payMin')), null)
  const max = take('payMax', readAmount(text('payMax')), null)
  const stated = min !== null || max !== null
  return {
    kind: text('pay') || (stated ? 'paid' : 'unknown'),
    min,
    max,
    currency: readCurrency(text('currency')) || null,
    per: text('payPer') || (stated && text('kind') === 'funding' ? 'total' : null),
  }
}

/** What an opportunity must say beside what its schema asks. */
function missing(typed: Typed, { pay, professions, skills, validation, applyUrl, bodyHtml }: Content): Issue[] {
  const amount = pay.min !== null || pay.max !== null
  const wanted: [FieldName, boolean, string][] = [
    ['body', !applyUrl && !bodyHtml && !textIn(typed, 'applyUrl'), 'Say what it is about, or give a link that does'],
    ['pay', amount && pay.kind === 'unpaid', 'It is unpaid, yet an amount is given: change one of them'],
    ['currency', amount && !pay.currency, 'Say in which currency, such as EUR'],
    ['payPer', amount && !pay.per, 'Say per what: hour, month, year or in all'],
    [
      'validation',
      asksValidation({ professions, skills }) && !validation,
      'Say how the project was validated: advice from senior people, a trial, funding. Or write “It was not”',
    ],
  ]
  return wanted.flatMap(([path, is, message]) => (is ? [{ path, message }] : []))
}

const payFields: Record<string, FieldName> = { min: 'payMin', max: 'payMax', currency: 'currency', per: 'payPer' }

/** The field of the form that a path of the schema is typed in. */
function fieldOf([head, next]: readonly PropertyKey[]): FieldName {
  if (head === 'pay') return payFields[String(next)] ?? 'pay'
  if (head === 'bodyHtml') return 'body'
  if (head === 'skills') return 'must'
  return String(head) as FieldName
}

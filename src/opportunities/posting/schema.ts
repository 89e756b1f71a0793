import type { Typed } from '../schema.ts'

/** The fields of the form that hold one text, with their labels. */
const texts = {
  kind: 'Kind',
  title: 'Title',
  summary: 'In one sentence',
  body: 'Description',
  commitment: 'How much time',
  startsOn: 'Starts on',
  workplace: 'Workplace',
  places: 'Places',
  remoteRegions: 'Remote from',
  zoneFence: 'Hours or zones to share',
  languages: 'Languages',
  otherAudiences: 'Others it is made for',
  level: 'Level asked',
  degree: 'Degree asked',
  seats: 'Seats',
  validation: 'How the project was validated',
  pay: 'Pay',
  payMin: 'From',
  payMax: 'To',
  currency: 'Currency',
  payPer: 'Per',
  relocation: 'Help with moving',
  visa: 'Visa support',
  opensOn: 'Opens on',
  closesOn: 'Last day to apply',
  zone: 'Time zone of the deadline',
  rolling: 'Rolling',
  approximate: 'The dates are approximate',
  applyUrl: 'Link to apply',
} as const

/** The fields that hold several. */
const lists = {
  workGroups: 'Work groups',
  sides: 'Machine-learning knowledge',
  professions: 'Professions',
  must: 'Must have',
  nice: 'Nice to have',
  teaches: 'What one learns',
  audiences: 'Made for',
} as const

/** For whom it is posted: one's own organization by id, or another by name. */
const posterFields = {
  organization: 'Organization',
  organizationName: 'Name of the organization',
  organizationWebsite: 'Its website',
} as const

export type TextField = keyof typeof texts | keyof typeof posterFields
export type ListField = keyof typeof lists
export type FieldName = TextField | ListField

export const labels: Readonly<Record<FieldName, string>> = { ...texts, ...lists, ...posterFields }
export const isField = (name: string): name is FieldName => Object.hasOwn(labels, name)
const isList = (name: FieldName): name is ListField => Object.hasOwn(lists, name)

export const textIn = (typed: Typed, name: TextField): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : ''
}
export const listIn = (typed: Typed, name: ListField): string[] => {
  const value = typed[name]
  return Array.isArray(value) ? value : []
}

/** The value of `organization` for one that is not among the poster's own. */
export const OTHER = 'other'

export type Form = {
  typed: Typed
  /** The rest of the form by name: what it is about, not what it says. */
  control: Record<string, string>
  /** Names that no field of ours has, or that came more than once. */
  strange: string[]
}

/** Sorts what a form holds. Empty fields are left out, so that equal forms are equal. */
export function sortForm(form: URLSearchParams, controls: readonly string[]): Form {
  const found: Form = { typed: {}, control: {}, strange: [] }
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name).map((value) => value.replaceAll('\r\n', '\n').trim())
    const [first = ''] = values
    if (isField(name) && isList(name)) {
      const kept = values.filter(Boolean)
      if (kept.length) found.typed[name] = kept
    } else if (values.length > 1) found.strange.push(name)
    else if (isField(name)) {
      if (first) found.typed[name] = first
    } else if (controls.includes(name)) found.control[name] = first
    else found.strange.push(name)
  }
  return found
}

const sameValue = (a: Typed[string] | undefined, b: Typed[string] | undefined) =>
  JSON.stringify(a) === JSON.stringify(b)

/** The fields in which two versions of a form differ, in the order of the form. */
export const differingFields = (mine: Typed, theirs: Typed): FieldName[] =>
  Object.keys(labels)
    .filter(isField)
    .filter((name) => !sameValue(mine[name], theirs[name]))

const VALIDATED_PROFESSIONS = ['marketing', 'entrepreneurship_technical', 'entrepreneurship_non_technical']
const VALIDATED_SKILL = 'ambassador'

type Asked = { professions: readonly string[]; skills: readonly { id: string }[] }

/** Whether its poster must say how the project was validated: it speaks for something, or founds it. */
export const asksValidation = ({ professions, skills }: Asked) =>
  professions.some((id) => VALIDATED_PROFESSIONS.includes(id)) || skills.some(({ id }) => id === VALIDATED_SKILL)

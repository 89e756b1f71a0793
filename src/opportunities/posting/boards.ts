import { sanitiseHtml } from '../../text/html.ts'
import { codePoints } from '../../text/plain.ts'

/** What a board says of an opening, as far as it can be read. */
export type Opening = {
  title: string
  html: string
  location: string
  remote: boolean
  workplace: 'remote' | 'hybrid' | 'onsite' | ''
  time: string
  link: string
  organization: string
  closesOn: string
  pay: { min: number; max: number; currency: string; per: string } | null
}

/** Where a board answers in JSON about the opening behind a link that people paste, and how to read that. */
export type Board = { name: string; request: string; read: (answer: unknown) => Opening | null }

export const boardHosts = [
  'boards-api.greenhouse.io',
  'api.lever.co',
  'api.eu.lever.co',
  'api.ashbyhq.com',
  'apply.workable.com',
]

type Finder = { hosts: RegExp; find: (url: URL) => Board | null }
/** Not of dots alone, which lead elsewhere in a path. */
const NAME = String.raw`(?!\.+(?:/|$))[\w.-]{1,100}`
const ID = String.raw`[\w-]{1,60}`
const path = (pattern: string) => new RegExp(`^${pattern}/?$`)

const finders: Finder[] = [
  {
    hosts: /^(boards|job-boards)(\.eu)?\.greenhouse\.io$/,
    find: ({ pathname, searchParams }) => {
      const [, board = searchParams.get('for') ?? '', id = searchParams.get('token') ?? ''] =
        path(`/(${NAME})/jobs/(\\d+)`).exec(pathname) ?? []
      if (!path(`/${NAME}/\\d+`).test(`/${board}/${id}`)) return null
      const request = `https://boards-api.greenhouse.io/v1/boards/${board}/jobs/${id}?pay_transparency=true`
      return { name: 'Greenhouse', request, read: readGreenhouse }
    },
  },
  {
    hosts: /^jobs(\.eu)?\.lever\.co$/,
    find: ({ hostname, pathname }) => {
      const [, site, id] = path(`/(${NAME})/(${ID})(?:/apply)?`).exec(pathname) ?? []
      const api = hostname === 'jobs.eu.lever.co' ? 'api.eu.lever.co' : 'api.lever.co'
      return site && id
        ? { name: 'Lever', request: `https://${api}/v0/postings/${site}/${id}?mode=json`, read: readLever }
        : null
    },
  },
  {
    hosts: /^jobs\.ashbyhq\.com$/,
    find: ({ pathname }) => {
      const [, board, id] = path(`/(${NAME})/(${ID})(?:/application)?`).exec(pathname) ?? []
      const request = `https://api.ashbyhq.com/posting-api/job-board/${board}?includeCompensation=true`
      return board && id ? { name: 'Ashby', request, read: (answer) => readAshby(answer, id) } : null
    },
  },
  {
    hosts: /^apply\.workable\.com$/,
    find: ({ pathname }) => {
      const [, account, id] = path(`/(${NAME})/j/(${ID})(?:/apply)?`).exec(pathname) ?? []
      const request = `https://apply.workable.com/api/v1/widget/accounts/${account}?details=true`
      return account && id ? { name: 'Workable', request, read: (answer) => readWorkable(answer, id) } : null
    },
  },
]

/** The board that a link leads to, if it is one that we can read. */
export function findBoard(link: string): Board | null {
  if (!URL.canParse(link)) return null
  const url = new URL(link)
  return finders.find(({ hosts }) => hosts.test(url.hostname))?.find(url) ?? null
}

/** An answer of any of them, told by its form: for an origin that stands in for one. */
export const readAnyBoard = (answer: unknown, link: string): Opening | null => {
  const id = link.split(/[/?#]/).filter(Boolean).at(-1) ?? ''
  return readGreenhouse(answer) ?? readLever(answer) ?? readAshby(answer, id) ?? readWorkable(answer, id)
}

type Fields = Record<string, unknown>
const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : [])
const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '')
const safe = (...html: unknown[]) => sanitiseHtml(html.map(text).join('\n').slice(0, 200_000))
const nothing = { remote: false, workplace: '', time: '', organization: '', closesOn: '', pay: null } as const

const periods: Record<string, string> = { year: 'year', month: 'month', hour: 'hour' }
const periodIn = (words: string) => Object.keys(periods).find((period) => words.toLowerCase().includes(period)) ?? ''

function payOf(min: unknown, max: unknown, currency: unknown, per: string): Opening['pay'] {
  if (typeof min !== 'number' || typeof max !== 'number' || !/^[A-Z]{3}$/.test(text(currency))) return null
  return { min, max, currency: text(currency), per }
}

/** Its HTML comes escaped once more than others'. */
function readGreenhouse(answer: unknown): Opening | null {
  const job = fieldsOf(answer)
  if (!text(job.title) || !text(job.absolute_url)) return null
  const [range] = listOf(job.pay_input_ranges)
  const cents = (value: unknown) => (typeof value === 'number' ? value / 100 : undefined)
  return {
    ...nothing,
    title: text(job.title),
    html: safe(codePoints(text(job.content))),
    location: text(fieldsOf(job.location).name),
    link: text(job.absolute_url),
    organization: text(job.company_name),
    closesOn: text(job.application_deadline).slice(0, 10),
    pay: range
      ? payOf(cents(range.min_cents), cents(range.max_cents), range.currency_type, periodIn(text(range.title)))
      : null,
  }
}

function workplaceOf(value: unknown): Opening['workplace'] {
  const said = text(value)
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  return said === 'remote' || said === 'hybrid' || said === 'onsite' ? said : ''
}

function readLever(answer: unknown): Opening | null {
  const job = fieldsOf(answer)
  if (!text(job.text) || !text(job.hostedUrl)) return null
  const categories = fieldsOf(job.categories)
  const lists = listOf(job.lists).map((part) => `<h3>${text(part.text)}</h3><ul>${text(part.content)}</ul>`)
  const range = fieldsOf(job.salaryRange)
  const workplace = workplaceOf(job.workplaceType)
  return {
    ...nothing,
    title: text(job.text),
    html: safe(job.description, ...lists, job.additional),
    location: text(categories.location),
    workplace,
    remote: workplace === 'remote',
    time: text(categories.commitment),
    link: text(job.hostedUrl),
    pay: payOf(range.min, range.max, range.currency, periodIn(text(range.interval))),
  }
}

const spaced = (value: unknown) => text(value).replace(/([a-z])([A-Z])/g, '$1 $2')

function readAshby(answer: unknown, id: string): Opening | null {
  const job = listOf(fieldsOf(answer).jobs).find((one) => text(one.id) === id || text(one.jobUrl).endsWith(`/${id}`))
  if (!job || !text(job.title) || !text(job.jobUrl)) return null
  const others = listOf(job.secondaryLocations).map(({ location }) => text(location))
  return {
    ...nothing,
    title: text(job.title),
    html: safe(job.descriptionHtml),
    location: [text(job.location), ...others].filter(Boolean).join('\n'),
    workplace: workplaceOf(job.workplaceType),
    remote: job.isRemote === true,
    time: spaced(job.employmentType),
    link: text(job.jobUrl),
    pay: ashbyPay(fieldsOf(job.compensation)),
  }
}

function ashbyPay(compensation: Fields): Opening['pay'] {
  const parts = listOf(compensation.summaryComponents)
  const salary = parts.find((part) => /salary/i.test(text(part.compensationType)))
  return salary ? payOf(salary.minValue, salary.maxValue, salary.currencyCode, periodIn(text(salary.interval))) : null
}

function readWorkable(answer: unknown, id: string): Opening | null {
  const account = fieldsOf(answer)
  const job = listOf(account.jobs).find((one) => text(one.shortcode) === id)
  if (!job || !text(job.title)) return null
  return {
    ...nothing,
    title: text(job.title),
    html: safe(job.description),
    location: [job.city, job.country].map(text).filter(Boolean).join(', '),
    remote: job.telecommuting === true,
    workplace: job.telecommuting === true ? 'remote' : '',
    time: text(job.employment_type),
    link: text(job.url) || text(job.application_url),
    organization: text(account.name),
  }
}

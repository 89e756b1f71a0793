import { isPrivateHost } from '../text/private-hosts.ts'

export type OddLink = { url: string; why: string[] }

/** Hosts where many take applications: another host than the organization's, and no wonder. */
const FORM_HOSTS =
  /(^|\.)(greenhouse\.io|lever\.co|ashbyhq\.com|workable\.com|bamboohr\.com|recruitee\.com|teamtailor\.com|smartrecruiters\.com|personio\.(com|de)|breezy\.hr|airtable\.com|typeform\.com|tally\.so|fillout\.com|docs\.google\.com|forms\.gle|paperform\.co|jotform\.com|eventbrite\.com|lu\.ma|luma\.com)$/
const SHORTENERS = /^(bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|is\.gd|buff\.ly|rebrand\.ly|cutt\.ly|shorturl\.at)$/
const NUMBER = /^\[|^[\d.]+$/

type Given = { applyUrl: string | null; bodyHtml: string; website: string | null }

/** Links that a moderator should look at before readers follow them, the one to apply first. */
export function oddLinks({ applyUrl, bodyHtml, website }: Given): OddLink[] {
  const site = website ? siteOf(website) : null
  const inText = [...bodyHtml.matchAll(/<a\b[^>]*\bhref="([^"]+)"/gi)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  )
  const apply = applyUrl ? [{ url: applyUrl, why: [...oddities(applyUrl), ...elsewhere(applyUrl, site)] }] : []
  const others = [...new Set(inText)].filter((url) => url !== applyUrl).map((url) => ({ url, why: oddities(url) }))
  return [...apply, ...others].filter(({ why }) => why.length > 0)
}

/** The host without "www."; an organization's people may be under any name below it. */
function siteOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : null
}

function elsewhere(url: string, site: string | null): string[] {
  const host = siteOf(url)
  if (!site || !host) return []
  if (host === site || host.endsWith(`.${site}`) || site.endsWith(`.${host}`)) return []
  return [FORM_HOSTS.test(host) ? `a form at ${host}, not at ${site}` : `leads to ${host}, not to ${site}`]
}

function oddities(text: string): string[] {
  if (/^mailto:/i.test(text)) return []
  if (!URL.canParse(text)) return ['is no web address']
  const url = new URL(text)
  const host = url.hostname
  const found: [boolean, string][] = [
    [url.protocol !== 'https:', 'is not encrypted (http)'],
    [SHORTENERS.test(host), 'is shortened: it hides where it leads'],
    [NUMBER.test(host), 'names a machine by number'],
    [!NUMBER.test(host) && isPrivateHost(host), 'leads into a private network'],
    [/(^|\.)xn--/.test(host), `is written with foreign letters (${host})`],
    [url.username !== '' || url.password !== '', 'carries a name or password'],
    [url.port !== '', `uses port ${url.port}`],
  ]
  return found.filter(([is]) => is).map(([, why]) => why)
}

const query = (text: string) => (text ? `?${text}` : '')
const slugged = (id: string, title: string) => {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
  return slug ? `${id}-${slug}` : id
}

/** The id in a path segment such as `opp_01abc-research-fellow`. */
export const idOf = (segment: string) => segment.split('-', 1)[0] ?? ''

export const paths = {
  board: (search = '') => `/${query(search)}`,
  opportunity: (id: string, title: string) => `/opportunities/${slugged(id, title)}`,
  newOpportunity: (search = '') => `/opportunities/new${query(search)}`,
  report: (id: string) => `/opportunities/${id}/reports`,
  organizations: (search = '') => `/organizations${query(search)}`,
  organization: (id: string, name: string) => `/organizations/${slugged(id, name)}`,
  newOrganization: () => '/organizations/new',
  /** Where its members work: details, members, opportunities. */
  organizationOffice: (id: string) => `/organizations/${id}/office`,
  match: (search = '') => `/match${query(search)}`,
  subscribe: (search = '') => `/subscribe${query(search)}`,
  subscription: (token: string) => `/subscriptions/${token}`,
  confirmation: (token: string) => `/subscriptions/${token}/confirmation`,
  unsubscribe: (token: string) => `/unsubscribe/${token}`,
  signIn: (next = '') => `/sign-in${query(next && new URLSearchParams({ next }).toString())}`,
  signInLink: (token: string) => `/sign-in/${token}`,
  signInCode: () => '/sign-in/code',
  signOut: () => '/sign-out',
  me: () => '/me',
  name: () => '/me/name',
  sessionsEnd: () => '/me/sessions/end',
  sessionEnd: (id: string) => `/me/sessions/${id}/end`,
  keys: () => '/me/keys',
  keyRevocation: (id: string) => `/me/keys/${id}/revocation`,
  passkeys: (next = '') => `/me/passkeys${query(next && new URLSearchParams({ next }).toString())}`,
  passkey: (id: string) => `/me/passkeys/${encodeURIComponent(id)}`,
  apiOpportunity: (id: string) => `/api/v1/opportunities/${id}`,
  openapi: () => '/api/v1/openapi.json',
  apiDocs: () => '/docs/api',
  feed: (format: 'xml' | 'atom' | 'json', search = '') => `/feed.${format}${query(search)}`,
  deadlines: (search = '') => `/deadlines.ics${query(search)}`,
  deadline: (id: string) => `/opportunities/${id}/deadline.ics`,
  csv: (search = '') => `/opportunities.csv${query(search)}`,
  embed: (search = '') => `/embed${query(search)}`,
  oembed: (url: string) => `/oembed?${new URLSearchParams({ url, format: 'json' })}`,
  sitemap: () => '/sitemap.xml',
  sitemapPart: (part: number) => `/sitemap-${part}.xml`,
  manifest: () => '/manifest.webmanifest',
  devMail: () => '/dev/mail',
  devMailMessage: (id: string) => `/dev/mail/${id}`,
}

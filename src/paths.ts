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
  report: (id: string) => `/opportunities/${id}/reports`,
  organizations: (search = '') => `/organizations${query(search)}`,
  organization: (id: string, name: string) => `/organizations/${slugged(id, name)}`,
  match: (search = '') => `/match${query(search)}`,
  subscribe: (search = '') => `/subscribe${query(search)}`,
  subscription: (token: string) => `/subscriptions/${token}`,
  confirmation: (token: string) => `/subscriptions/${token}/confirmation`,
  unsubscribe: (token: string) => `/unsubscribe/${token}`,
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

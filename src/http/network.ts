/** The network a request comes from: an IPv4 address or an IPv6 /64, as Cloudflare says; nothing else is believed. */
export function networkOf(request: Request): string {
  const address = request.headers.get('cf-connecting-ip') ?? 'unknown'
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const missing = address.includes('::') ? 8 - groups.length - tail.split(':').filter(Boolean).length : 0
  return [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...tail.split(':').filter(Boolean)]
    .slice(0, 4)
    .join(':')
}

/** The zone Cloudflare finds for a visitor; the default until the browser says its own. */
export const zoneOf = (request: Request): string | undefined => (request as { cf?: { timezone?: string } }).cf?.timezone

/** Whether the visitor takes gzip. At the edge the header is the edge's own, and the visitor's stands beside it. */
export function takesGzip(request: Request): boolean {
  const { clientAcceptEncoding } = (request as { cf?: { clientAcceptEncoding?: string } }).cf ?? {}
  return /\bgzip\b/.test(clientAcceptEncoding ?? request.headers.get('accept-encoding') ?? '')
}

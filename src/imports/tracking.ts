const tracking = new RegExp(
  `^(${[
    'utm_.*|int_campaign|mtm_.*|pk_(campaign|kwd|source|medium)|_hsenc|_hsmi|hsctatracking|vero_(conv|id)|mkt_tok',
    'gclid|gclsrc|gbraid|wbraid|dclid|fbclid|msclkid|yclid|twclid|ttclid|igshid|li_fat_id|_ga|_gl|trk|trkinfo',
    'mc_(cid|eid)|oly_(enc|anon)_id|s_cid|gh_src|lever-(source|origin)(\\[\\])?',
  ].join('|')})$`,
  'i',
)

const nameOf = (part: string) => {
  const name = part.split('=', 1)[0] ?? ''
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** A link without the parameters that only say who sent the reader; every other byte stays (`gh_jid` names an opening). */
export function withoutTracking(link: string): string {
  const [, before = '', query = '', fragment = ''] = /^([^?#]*)\??([^#]*)(#?.*)$/s.exec(link.trim()) ?? []
  const kept = query.split('&').filter((part) => part && !tracking.test(nameOf(part)))
  return before + (kept.length ? `?${kept.join('&')}` : '') + fragment
}

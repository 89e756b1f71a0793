import { isPrivateHost } from '../../text/private-hosts.ts'
import type { Understood } from './amounts.ts'

const WRONG = 'Give a web address such as https://example.org/apply'

/** A link that readers can open. One without a scheme gets https; machines of an inner network are refused. */
export function readLink(text: string): Understood<string | null> {
  if (!text) return { value: null }
  if (/^[^\s/@:]+@[^\s/@]+$/.test(text))
    return { problem: 'This is a mail address: leave it empty, and people write to you through Onward' }
  const link = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/:]+:\d/.test(text) ? text : `https://${text}`
  if (!URL.canParse(link)) return { problem: WRONG }
  const { protocol, hostname, username, password } = new URL(link)
  if (protocol === 'mailto:')
    return { problem: 'Give a page on the web. Leave it empty where people cannot apply on one' }
  if (!/^https?:$/.test(protocol)) return { problem: WRONG }
  if (isPrivateHost(hostname))
    return { problem: 'This address is not on the public web: give one that readers can open' }
  if (username || password) return { problem: 'Leave out the name and password before the @' }
  return hostname.includes('.') ? { value: link } : { problem: WRONG }
}

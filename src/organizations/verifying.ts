import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'
import { recordEventIfChanged } from '../events.ts'

/** Who has a mailbox there has said nothing about where they work. With everything below them. */
const publicMail = `gmail.com googlemail.com outlook.com hotmail.com hotmail.fr live.com msn.com yahoo.com yahoo.co.uk
  yahoo.fr ymail.com icloud.com me.com mac.com proton.me protonmail.com pm.me aol.com gmx.com gmx.de gmx.net web.de
  mail.com mail.ru yandex.ru yandex.com qq.com 163.com 126.com zoho.com fastmail.com hey.com tuta.com tutanota.com
  tuta.io laposte.net orange.fr free.fr wanadoo.fr t-online.de posteo.de mailbox.org duck.com`
const sharedHosts = `github.io github.com gitlab.io gitlab.com sites.google.com docs.google.com drive.google.com forms.gle
  wordpress.com blogspot.com substack.com medium.com notion.site notion.so netlify.app vercel.app pages.dev workers.dev
  web.app firebaseapp.com herokuapp.com onrender.com fly.dev weebly.com wixsite.com squarespace.com webflow.io carrd.co
  super.site linktr.ee facebook.com linkedin.com twitter.com x.com youtube.com eventbrite.com airtable.com typeform.com
  lever.co greenhouse.io ashbyhq.com workable.com`
const nobodys = new Set(`${publicMail} ${sharedHosts}`.split(/\s+/))

/** The domain whose mailboxes belong to the organization: exactly its site's host without `www.`; null where many share it. */
export function domainOf(website: string | null): string | null {
  if (!website || !URL.canParse(website)) return null
  const domain = new URL(website).hostname.toLowerCase().replace(/^www\./, '')
  const labels = domain.split('.')
  const isShared = labels.some((_, i) => nobodys.has(labels.slice(i).join('.')))
  return isShared || labels.length < 2 ? null : domain
}

/** What has to stay the same for an organization to be at the same site: its domain, or on a shared host the whole address. */
export const siteOf = (website: string | null) => domainOf(website) ?? website

/** Whether a site is a domain's own and no page of something bigger, as https://university.test/institute is. */
export function hasOwnDomain(website: string | null): boolean {
  if (!website || domainOf(website) === null) return false
  const { pathname, search } = new URL(website)
  return pathname === '/' && search === ''
}

/** Whether a row of `people` has shown that a mailbox at the domain is theirs. */
export const hasMailboxAt = (domain: string | SQL | null, people: SQL = sql`people`) =>
  sql`(${people}.proven_at is not null
    and lower(substr(${people}.email, instr(${people}.email, '@') + 1)) = ${domain})`

/**
 * Sets or takes away the badge, behind whatever has changed who is a member or where the site is. `website` is the one
 * the organization has by then.
 */
export function verifyDomain(ctx: Ctx, organizationId: string, website: string | null): Statement[] {
  const domain = domainOf(website)
  const qualified = sql`select p.id from members m join people p on p.id = m.person_id
    where m.organization_id = ${organizationId} and ${hasMailboxAt(domain, sql`p`)}`
  return [
    ctx.db.run(sql`delete from verifications where organization_id = ${organizationId}
      and (domain is not ${domain} or person_id not in (${qualified}))`),
    ...recordEventIfChanged(ctx, 'organization.verification ended', organizationId),
    ctx.db.run(sql`insert into verifications (organization_id, domain, person_id, verified_at)
      select ${organizationId}, ${domain}, (${qualified} order by m.added_at, p.id limit 1), ${ctx.now}
      where exists (${qualified})
        and exists (select 1 from organizations where id = ${organizationId} and website is ${website})
      on conflict (organization_id) do nothing`),
    ...recordEventIfChanged(ctx, 'organization.verified', organizationId),
  ]
}

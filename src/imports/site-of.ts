/** Hosts that many employers share, with everything below them: their address is nobody's web site. */
const shared = new Set(
  `myworkdayjobs.com myworkdaysite.com icims.com lever.co greenhouse.io grnh.se linkedin.com lnkd.in interfolio.com
  smartrecruiters.com ultipro.com ukg.com csod.com brassring.com oraclecloud.com peopleadmin.com bit.ly taleo.net adp.com
  breezy.hr bamboohr.com workable.com ashbyhq.com pageuppeople.com peopleclick.com paylocity.com paycomonline.net
  paycor.com trinethire.com hrmdirect.com hrsmart.com hirehive.com applytojob.com homerun.co recruitingsite.com
  interviewexchange.com schooljobs.com governmentjobs.com usajobs.gov higheredjobs.com academicjobsonline.org
  mathjobs.org indeed.com glassdoor.com ziprecruiter.com selectminds.com corehr.com apptrkr.com jobvite.com
  successfactors.com successfactors.eu recruitee.com teamtailor.com personio.de personio.com rippling.com gusto.com
  dover.com jazz.co jobscore.com silkroad.com easyapply.co rfer.us jobrxiv.org wellfound.com notion.site notion.so
  docs.google.com drive.google.com forms.gle forms.office.com documentcloud.adobe.com airtable.com typeform.com
  tinyurl.com goo.gl t.co eventbrite.com`.split(/\s+/),
)

function isOwn({ protocol, hostname }: URL): boolean {
  const labels = hostname.split('.')
  return /^https?:$/.test(protocol) && !labels.some((_, i) => shared.has(labels.slice(i).join('.')))
}

/** The site that a link leads to, where nothing else names the organization. A shared host names it, but is not its web site. */
export function siteOf(link: string): { name: string; website: string | null } {
  const url = URL.canParse(link) ? new URL(link) : null
  if (!url?.hostname) return { name: '', website: null }
  return { name: url.hostname.replace(/^www\./, ''), website: isOwn(url) ? url.origin : null }
}

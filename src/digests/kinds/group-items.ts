import { noteFragment } from '../../../web/emails/digest-mail.tsx'
import { dayIn, formatDay } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { paths } from '../../paths.ts'
import type { Reader } from '../claiming.ts'
import { type Item, type Mailed, mailedKey } from '../drafting.ts'
import type { GroupRow, LandingRow, SurveyRow } from './group-rows.ts'

const NAMED = 3
/** The people whom nobody touched for six months, as the dashboard lists them. */
const STALE_PEOPLE = 'stale=6'

export function closingSurvey({ origin }: Ctx, survey: SurveyRow): Item {
  const { id, groupId, closesOn, asked, answered } = survey
  const title = `“${survey.title}” closes on ${formatDay(closesOn)}`
  const detail = `${answered} of ${asked} answered so far.`
  const news = [{ subjectId: id, occasion: 'closing' }]
  return { title, news, show: () => noteFragment({ title, detail, link: origin + paths.groupSurvey(groupId, id) }) }
}

type Told = { landings: readonly LandingRow[]; reader: Reader; before: Mailed }

/** Landings recorded since the reader confirmed and not told to them, in one item. */
export function freshLandings({ origin }: Ctx, group: GroupRow, { landings, reader, before }: Told): Item[] {
  const newsOf = ({ id }: LandingRow) => ({ subjectId: id, occasion: 'landing' })
  const fresh = landings.filter(
    (one) => one.createdAt > reader.confirmedAt && !before.has(mailedKey(reader.emailKey, newsOf(one))),
  )
  if (!fresh.length) return []
  const title = fresh.length === 1 ? 'One new landing' : `${fresh.length} new landings`
  const verified = fresh.filter((one) => one.verified).length
  const more = fresh.length > NAMED ? [`and ${fresh.length - NAMED} more`] : []
  const named = [...fresh.slice(0, NAMED).map((one) => one.title), ...more].join(', ')
  const detail = `As ${named}. ${verified} of ${fresh.length} verified.`
  const link = origin + paths.groupLandings(group.id)
  return [{ title, news: fresh.map(newsOf), show: () => noteFragment({ title, detail, link }) }]
}

export function staleRecords({ origin, now }: Ctx, { id, stale }: GroupRow): Item[] {
  if (!stale) return []
  const title = stale === 1 ? 'One record is stale' : `${stale} records are stale`
  const detail = 'Nobody has written anything about them for half a year.'
  const news = [{ subjectId: id, occasion: `stale ${dayIn(now, 'UTC').slice(0, 7)}` }]
  return [
    { title, news, show: () => noteFragment({ title, detail, link: origin + paths.groupPeople(id, STALE_PEOPLE) }) },
  ]
}

import { parsePlace } from '../../places/parse-place.ts'
import { type MappedOpportunity, mapEach, RowProblem } from '../mapped-row.ts'
import { placeContent } from '../place-content.ts'
import { siteOf } from '../site-of.ts'
import { asRow, dayOf, deadlineOf, isRecord, linkOf, type SourceRow, startOfDay, textOf } from '../source-fields.ts'
import type { Preset } from './preset.ts'

/** The job board of US-RSE, rebuilt from its history: when each post was first and last seen, and when it was removed. */
export const usrse: Preset = {
  name: 'usrse',
  about: 'The job board of US-RSE, with what became of its posts',
  shape: 'a list of posts with kind, name, location, url, posted, expires, first_seen, last_seen and removed_on',
  recognises: (value) =>
    Array.isArray(value) && (value.length === 0 || value.some((row) => isRecord(row) && 'first_seen' in row)),
  read: (value) => mapEach(value as unknown[], 'opportunity', (row) => readPost(asRow(row))),
}

const kinds = new Map(
  Object.entries({
    'rse-job': 'role',
    'related-job': 'role',
    'org-member-job': 'role',
    freelance: 'role',
    internship: 'internship',
  }),
)

function readPost(row: SourceRow): MappedOpportunity {
  const kind = kinds.get(textOf(row, 'kind'))
  if (!kind) throw new RowProblem('kind', `Give one of ${[...kinds.keys()].join(', ')}`)
  const link = linkOf(row, 'url')
  return {
    subject: 'opportunity',
    externalId: [textOf(row, 'kind'), textOf(row, 'url'), textOf(row, 'name')].join(' '),
    record: {
      organization: siteOf(link),
      content: {
        kind,
        title: textOf(row, 'name'),
        applyUrl: link,
        ...placeContent(parsePlace(textOf(row, 'location'))),
        ...deadlineOf(row, 'expires'),
        verifiedOn: dayOf(row, 'last_seen'),
      },
      publishedAt: startOfDay(dayOf(row, 'posted') ?? dayOf(row, 'first_seen')),
      closedOn: dayOf(row, 'removed_on'),
    },
  }
}

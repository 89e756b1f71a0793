import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { Closing, DigestFrame, Less, More } from '../../web/emails/digest-frame.tsx'
import { type DigestParts, digestWords, opportunityFragment } from '../../web/emails/digest-mail.tsx'
import { Why } from '../../web/emails/item.tsx'
import { type Mail, renderMail } from '../../web/emails/mail.tsx'
import { OpportunityItem } from '../../web/emails/opportunity-item.tsx'
import { capital, itemWords } from '../../web/emails/opportunity-words.ts'
import { oneLine, wrapped } from '../../web/emails/plain-lines.ts'

export type Given = { opportunity: OpportunityCard; occasion: string; why: string | null }
export type Digest = Omit<DigestParts, 'items' | 'closing'> & { items: Given[]; closing: Given[] }
export type Read = { origin: string; now: number }

/** What `digestMail` is given. */
export const partsOf = ({ items, closing, ...rest }: Digest, read: Read): DigestParts => {
  const fragments = (list: Given[]) => list.map((item) => opportunityFragment({ ...item, ...read }))
  return { ...rest, items: fragments(items), closing: fragments(closing) }
}

/** The same mail as one tree, rendered from nothing: no template, no fragment, no cache. */
export function digestAnew(digest: Digest, read: Read): Mail {
  const { items, closing, more, links } = digest
  const words = digestWords({ ...digest, items: briefs(digest, read), closing: [] })
  const list = (given: Given[]) =>
    given.map((item) => <Opportunity key={item.opportunity.seq} given={item} read={read} />)
  return renderMail(
    words.subject,
    <DigestFrame
      subject={words.subject}
      preview={words.preview}
      intro={words.intro}
      items={list(items)}
      more={more && <More words={words.more ?? ''} link={more.link} />}
      closing={closing.length > 0 && <Closing>{list(closing)}</Closing>}
      see={{ words: words.see, link: links.see }}
      because={words.because}
      links={links}
      less={links.less && <Less link={links.less} />}
    />,
    textAnew(digest, read),
  )
}

/** Of the fragments only what the preview says: it is no part of what is rendered. */
const briefs = ({ items }: Digest, { origin, now }: Read) =>
  items.map(({ opportunity, occasion }) => {
    const { title, organization, closing, time, place } = itemWords(opportunity, occasion, origin, now)
    const brief = { title: `${title}, ${organization}`, facts: `${closing.text} · ${time} · ${place}` }
    return { html: '', text: '', brief }
  })

function Opportunity({ given, read }: { given: Given; read: Read }) {
  const words = itemWords(given.opportunity, given.occasion, read.origin, read.now)
  const why = oneLine(given.why ?? '')
  return <OpportunityItem words={words} why={why && <Why words={why} />} />
}

function textAnew(digest: Digest, read: Read): string {
  const { items, closing, more, links } = digest
  const words = digestWords({ ...digest, items: [], closing: [] })
  const list = (given: Given[]) => given.flatMap((item) => [...opportunityLines(item, read), ''])
  return [
    wrapped(words.intro),
    '',
    ...list(items),
    ...(more ? [`${words.more}:`, more.link, ''] : []),
    ...(closing.length ? ['Closing soon', '', ...list(closing)] : []),
    `${words.see}:\n${links.see}\n`,
    '---\n',
    `${wrapped(words.because)}\n`,
    `Change what comes and when:\n${links.manage}\n`,
    `Pause for 4 weeks:\n${links.pause}\n`,
    ...(links.less ? [`Less often:\n${links.less}\n`] : []),
    `Earlier mails:\n${links.archive}\n`,
    `Unsubscribe:\n${links.unsubscribe}\n`,
  ].join('\n')
}

function opportunityLines({ opportunity, occasion, why }: Given, { origin, now }: Read): string[] {
  const words = itemWords(opportunity, occasion, origin, now)
  return [
    words.title,
    `${words.kind} · ${words.organization} · ${words.place}`,
    capital(`${words.time} · ${words.pay}`),
    capital(words.mark ? `${words.closing.text} · ${words.mark}` : words.closing.text),
    ...(why && oneLine(why) ? [oneLine(why)] : []),
  ]
    .map((line) => wrapped(line))
    .concat(words.link)
}
